"""The pictures of the README and the quick starts, made small from what the demo day wrote.

python3 -m showroom demo --out demo-out
.venv/bin/python -m tools.pictures --demo demo-out
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH = 1000
WANTED = (
    ("setup", "zh_CN", "light"),
    ("ledger-preview", "zh_CN", "light"),
    ("visit-greeting", "zh_CN", "light"),
    ("search", "zh_CN", "dark"),
    ("customer", "zh_CN", "light"),
    ("testdrive-booking", "zh_CN", "light"),
    ("quote", "zh_CN", "light"),
    ("preview", "zh_CN", "light"),
    ("contract-paid", "zh_CN", "dark"),
    ("board", "zh_CN", "light"),
    ("board-records", "zh_CN", "light"),
    ("dayclose-closed", "zh_CN", "light"),
    ("visit", "en", "light"),
    ("board", "en", "light"),
)


def main(argv: list[str] | None = None) -> int:
    """Make every picture anew; the exit code."""
    words = argparse.ArgumentParser(prog="tools.pictures")
    words.add_argument("--demo", type=Path, default=Path("demo-out"), help="what the demo wrote")
    demo: Path = words.parse_args(argv).demo
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    screens: list[dict[str, Any]] = json.loads((demo / "demo.json").read_text("utf-8"))["screens"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, language, scheme in WANTED:
        file = _file(screens, name, language, scheme)
        made = FOLDER / f"{name}-{'en' if language == 'en' else 'zh'}.png"
        _small(demo / file).save(str(made))
        print(f"{made.name}  {made.stat().st_size // 1024} KB")
    del app
    return 0


def _file(screens: list[dict[str, Any]], *wanted: str) -> str:
    """The last picture of that name, language and scheme."""
    found = [
        each["file"]
        for each in screens
        if (each["name"], each["language"], each["scheme"]) == wanted
    ]
    if not found:
        raise SystemExit(f"the demo took no picture {wanted}")
    return str(found[-1])


def _small(file: Path) -> QImage:
    """The picture scaled down, in 256 colours."""
    whole = QImage(str(file))
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = whole.scaledToWidth(min(WIDTH, whole.width()), smooth)
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return scaled.convertToFormat(QImage.Format.Format_Indexed8, flags)


if __name__ == "__main__":
    sys.exit(main())
