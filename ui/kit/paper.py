"""Prints a few lines of text; papers go through the preview instead."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from ui import theme

_POINTS = 14


def print_text(parent: QWidget, text: str) -> bool:
    """Ask for a printer and print the text; False when there is no printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec():
        painter = QPainter(printer)
        face = QFont(theme.family())
        face.setPointSize(_POINTS)
        painter.setFont(face)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(painter.viewport()), flags | Qt.TextFlag.TextWordWrap, text)
        painter.end()
    return True
