"""A paper on screen: page, zoom, print, save, all by keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence, QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.context import Memory
from ui.kit.labels import Label, button, tame
from ui.kit.notices import Banner, Offer
from ui.words import words

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DOTS = 300
_STEP = 1.25
_POINTS = 14


class Preview(QWidget):
    """A window of its own with the pages of a PDF; `name` is the file name offered.

    QtPdf and printing are imported here only, when the first paper is shown.
    """

    closed = Signal()

    def __init__(self, pdf: bytes, name: str, memory: Memory) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        super().__init__(None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tame(f"{words('kit.preview')} · {name}"))
        self.name = name
        self.pdf = pdf
        self._memory = memory
        self.document = QPdfDocument(self)
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view = QPdfView(self)
        self.view.setAccessibleName(tame(name))
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(self._tell_page)
        self.banner = Banner()
        self.place = Label("", "muted")
        self._lay_out()
        self._tell_page()
        self.resize(QSize(900, 860))
        self.view.setFocus()

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self.document.pageCount()

    def print_paper(self) -> None:
        """Ask for a printer and print; with no printer, offer to save."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            again = Offer(words("kit.save_as"), self.save_as, "Ctrl+S")
            self.banner.say(words("kit.no_printer"), "warn", again)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(self._memory.recall("printer") or printer.printerName())
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self._memory.keep("printer", printer.printerName())
            paint_pages(self.document, printer)
            told = words("kit.printed", printer=printer.printerName())
            self.banner.say(told, "good")

    def save_as(self) -> None:
        """Ask where, and write the file."""
        folder = Path(self._memory.recall("papers_folder") or Path.home())
        name, _kind = QFileDialog.getSaveFileName(
            self, words("kit.save_as"), str(folder / self.name), "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Write the paper to that file, and say so."""
        try:
            file.write_bytes(self.pdf)
        except OSError:
            self.banner.say(words("kit.not_saved", file=str(file)), "bad")
            return
        self._memory.keep("papers_folder", str(file.parent))
        self.banner.say(words("kit.saved_to", file=str(file)), "good")

    def turn(self, by: int) -> None:
        """Go to the page so many pages on."""
        here = self.view.pageNavigator().currentPage()
        to = max(0, min(self.pages - 1, here + by))
        self.view.pageNavigator().jump(to, QPointF(), self.view.zoomFactor())

    def zoom(self, factor: float) -> None:
        """Show larger or smaller by that factor, between a quarter and eight times."""
        from PySide6.QtPdfWidgets import QPdfView

        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.25, min(8.0, self.view.zoomFactor() * factor)))

    def fit(self) -> None:
        """Show pages as wide as the window."""
        from PySide6.QtPdfWidgets import QPdfView

        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.place)
        line.addStretch(1)
        for text, key, act, kind in self._ways():
            line.addWidget(self._button(text, key, act, kind))
        column.addLayout(line)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)

    def _ways(self) -> list[tuple[str, str, Callable[[], None], str]]:
        return [
            (words("kit.previous_page"), "PgUp", lambda: self.turn(-1), "ghost"),
            (words("kit.next_page"), "PgDown", lambda: self.turn(1), "ghost"),
            (words("kit.zoom_out"), "Ctrl+-", lambda: self.zoom(1 / _STEP), "ghost"),
            (words("kit.zoom_in"), "Ctrl+=", lambda: self.zoom(_STEP), "ghost"),
            (words("kit.zoom_fit"), "Ctrl+0", self.fit, "ghost"),
            (words("kit.save_as"), "Ctrl+S", self.save_as, "normal"),
            (words("kit.print"), "Ctrl+P", self.print_paper, "primary"),
            (words("kit.close"), "Esc", self._close, "ghost"),
        ]

    def _button(self, text: str, key: str, act: Callable[[], None], kind: str) -> QWidget:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked: act())
        self.addAction(action)
        made = button(text, kind, key=key)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(action.trigger)
        return made

    def _close(self) -> None:
        self.close()
        self.closed.emit()

    def _tell_page(self, page: int = 0) -> None:
        self.place.setText(words("kit.page_of", page=page + 1, pages=self.pages))


def paint_pages(document: "QPdfDocument", printer: "QPrinter") -> None:
    """Print every page at 300 dots an inch, each filling its sheet."""
    painter = QPainter(printer)
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        inches = document.pagePointSize(page) / 72
        pixels = QSize(round(inches.width() * _DOTS), round(inches.height() * _DOTS))
        painter.drawImage(painter.viewport(), document.render(page, pixels))
    painter.end()


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
