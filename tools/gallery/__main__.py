"""Paints every piece of the kit to PNG, so that a look can be judged: `python -m tools.gallery`.

`--out DIR` (default `build/gallery`), `--size small|normal|large`; set QT_SCALE_FACTOR=1.5 to see
another scale. Nothing here is product data.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QWidget,
)

from tools.gallery.sheets import board, kit, reception
from ui import theme

WIDE, HIGH = 1366, 768


def shoot(app: QApplication, sheet: Callable[[], QWidget], target: Path) -> None:
    """Writes one sheet as it stands on screen."""
    window = sheet()
    window.resize(WIDE, HIGH)
    window.show()
    first = window.findChild(QPlainTextEdit) or window
    first.setFocus()
    app.processEvents()
    window.grab().save(str(target))
    window.close()


def main() -> int:
    """Writes every sheet in both schemes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description="paints the kit to PNG")
    parser.add_argument("--out", type=Path, default=Path("build/gallery"))
    parser.add_argument("--size", choices=("small", "normal", "large"), default="normal")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale("zh_CN"))
    app = QApplication([])
    for scheme in ("light", "dark"):
        theme.apply(app, "dark" if scheme == "dark" else "light", wanted.size)
        for sheet in (board, reception, kit):
            shoot(app, sheet, wanted.out / f"{sheet.__name__}-{scheme}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
