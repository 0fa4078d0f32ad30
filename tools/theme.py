"""Builds `resources/theme`: qt-material's stylesheet in our palette, tamed, with our overlay.

`python -m tools.theme` writes it, `python -m tools.theme --check` says whether it is current.
The product never imports qt-material; it loads only what is written here.
"""

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from ui.tokens import SCHEMES, Scheme, colours_by_name

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "theme"
ICONS = ROOT / "resources" / "icons"
OVERLAY = ROOT / "tools" / "overlay"

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ICON = re.compile(r"icon\(([a-z-]+), ([a-z_]+)\)")
_MATERIAL_ICON = re.compile(r"icon:/(\w+)/([\w-]+)\.svg")

# What the overlay lays out anew, so that a rule of the base would only cost time or fight it.
_OURS = re.compile(
    r"^(\*|QWidget|QFrame|QLabel|QPushButton|QToolButton|QLineEdit|QTextEdit|QPlainTextEdit"
    r"|QComboBox|QDateEdit|QDateTimeEdit|QSpinBox|QDoubleSpinBox|QCheckBox|QRadioButton|QGroupBox"
    r"|QTabBar|QTabWidget|QTableView|QTableWidget|QListView|QHeaderView|QTableCornerButton|QMenu"
    r"|QMenuBar|QScrollBar|QScrolLBar|QProgressBar|QSplitter|QSizeGrip|QStatusBar|QToolTip"
    r"|QCalendarWidget|QLCDNumber|QTreeView(?!::branch:(closed|open))|QScrollArea|QStackedWidget|QDialog|\.|#qt_calendar|QMainWindow::separator)"
)
# Shouting capitals and fixed text sizes are the base's; ours come from the tokens.
_UNWANTED = re.compile(r"^\s*(text-transform|font-size|font-family|line-height)\s*:")


def material(scheme: Scheme, folder: Path) -> str:
    """qt-material's own stylesheet in our palette; its tinted icons land in `folder`."""
    logging.disable(logging.WARNING)  # it warns that no Qt is loaded, which is what we want
    import qt_material

    palette = folder / "palette.xml"
    palette.write_text(_palette(scheme), encoding="utf-8")
    # One answer on every platform: these switch parts of its template.
    extra = {"linux": True, "windows": False, "darwin": False, "pyside6": True, "density_scale": 0}
    return str(
        qt_material.build_stylesheet(str(palette), extra=extra, parent=str(folder), export=True)
    )


def _palette(scheme: Scheme) -> str:
    colours = colours_by_name(scheme)
    roles = {
        "primaryColor": "accent",
        "primaryLightColor": "accent_soft",
        "secondaryColor": "surface",
        "secondaryLightColor": "line_strong",
        "secondaryDarkColor": "canvas",
        "primaryTextColor": "ink",
        "secondaryTextColor": "ink",
    }
    lines = (f'<color name="{name}">{colours[role]}</color>' for name, role in roles.items())
    return f"<resources>{''.join(lines)}</resources>"


def tamed(stylesheet: str) -> str:
    """The base without what the overlay replaces, without capitals and fixed text sizes."""
    return "".join(_tamed_rules(_COMMENT.sub("", stylesheet)))


def _tamed_rules(stylesheet: str) -> Iterator[str]:
    for names, body in _RULE.findall(stylesheet):
        kept = [name.strip() for name in names.split(",") if not _OURS.match(name.strip())]
        lines = [part.strip() for part in body.split(";") if not _UNWANTED.match(part)]
        told = "; ".join(filter(None, lines))
        if kept and told:
            yield f"{', '.join(kept)} {{ {told}; }}\n"


def overlay(scheme: Scheme) -> str:
    """Our own rules in the colours of the scheme; icons still named, lengths still marked."""
    parts = (_COMMENT.sub("", file.read_text("utf-8")) for file in sorted(OVERLAY.glob("*.qss")))
    return Template("".join(parts)).substitute(colours_by_name(scheme))


def tint(svg: str, colour: str) -> str:
    """The icon with its line in that colour."""
    return svg.replace("currentColor", colour)


def build(scheme: Scheme) -> dict[str, str]:
    """Every file of the scheme's theme, by its name inside `resources/theme`."""
    files: dict[str, str] = {}
    colours = colours_by_name(scheme)

    def ours(found: re.Match[str]) -> str:
        name = f"{scheme}/{found[1]}-{found[2]}.svg"
        files[name] = tint((ICONS / f"{found[1]}.svg").read_text("utf-8"), colours[found[2]])
        return f'url("@theme@/{name}")'

    with TemporaryDirectory() as place:
        folder = Path(place)

        def theirs(found: re.Match[str]) -> str:
            name = f"{scheme}/material-{found[2]}-{found[1]}.svg"
            files[name] = (folder / found[1] / f"{found[2]}.svg").read_text("utf-8")
            return f"@theme@/{name}"

        base = _MATERIAL_ICON.sub(theirs, tamed(material(scheme, folder)))
    files[f"{scheme}.qss"] = base + _ICON.sub(ours, overlay(scheme))
    return files


def written() -> dict[str, str]:
    """Every file of `resources/theme` as committed."""
    found = (file for file in TARGET.rglob("*") if file.suffix in {".qss", ".svg"})
    return {file.relative_to(TARGET).as_posix(): file.read_text("utf-8") for file in found}


def write(files: dict[str, str]) -> None:
    """Makes `resources/theme` hold exactly these files."""
    for stale in written().keys() - files.keys():
        (TARGET / stale).unlink()
    for name, text in files.items():
        place = TARGET / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Writes the theme; with `--check` only compares. Exit 1 means it is not current."""
    wanted: dict[str, str] = {}
    for scheme in SCHEMES:
        wanted |= build(scheme)
    if "--check" not in sys.argv[1:]:
        write(wanted)
        return 0
    have = written()
    stale = [name for name in wanted.keys() | have.keys() if wanted.get(name) != have.get(name)]
    sys.stderr.write("".join(f"not current: {name}\n" for name in sorted(stale)))
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
