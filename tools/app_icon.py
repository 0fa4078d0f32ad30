"""Draws the product's icon in every size: `python -m tools.app_icon` from `resources/app/icon.svg`.

PNG for Linux and the window, one `.ico` holding all of them for Windows.
"""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "app"
SIDES = (16, 24, 32, 48, 64, 128, 256)

_HEADER = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def png(renderer: QSvgRenderer, side: int) -> bytes:
    """The icon as a PNG of `side` by `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, Qt a str
    return bytes(held.data())


def ico(images: dict[int, bytes]) -> bytes:
    """The PNGs, by their side, as one Windows icon (0 stands for 256 there)."""
    at = _HEADER.size + _ENTRY.size * len(images)
    entries, bodies = [], []
    for side, body in images.items():
        entries.append(_ENTRY.pack(side % 256, side % 256, 0, 0, 1, 32, len(body), at))
        bodies.append(body)
        at += len(body)
    return _HEADER.pack(0, 1, len(images)) + b"".join(entries) + b"".join(bodies)


def main() -> int:
    """Writes every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    renderer = QSvgRenderer(str(FOLDER / "icon.svg"))
    images = {side: png(renderer, side) for side in SIDES}
    for side, body in images.items():
        (FOLDER / f"icon-{side}.png").write_bytes(body)
    (FOLDER / "icon.ico").write_bytes(ico(images))
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
