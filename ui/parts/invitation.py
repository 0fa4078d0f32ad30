"""The invitation to a headquarters: pasted, however its one line was broken, or from its file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from showroom.errors import Trouble
from ui.kit.fields.text import NotesField
from ui.kit.labels import tame
from ui.words import words

_LONGEST = 20_000


class InvitationField(NotesField):
    """Takes the line, and the file of it by a dialog."""

    def __init__(self, lines: int = 6) -> None:
        super().__init__("invitation", words("exchange.invitation"), required=True, lines=lines)
        self.placeholder(words("exchange.invitation_hint"))

    @override
    def value(self) -> str | None:
        return tame(self.text.toPlainText()).strip() or None

    def ask_file(self) -> None:
        """Ask for the file and read it."""
        title = words("exchange.from_file")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", words("exchange.any_file"))
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, file: Path) -> None:
        """Put what is in a file into the field."""
        try:
            told = file.read_bytes()[:_LONGEST].decode("utf-8", "replace")
        except OSError:
            self.show_error(Trouble("parcel.not_read", file=str(file)))
            return
        self.show_error(None)
        self.set_value(told.strip())
        self.text.setFocus()
