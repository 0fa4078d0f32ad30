"""The papers of a drive on screen, to be looked at and printed."""

from collections.abc import Callable
from uuid import UUID

from showroom.documents.press import Printed
from showroom.testdrive.commands import Sign, draft_agreement
from showroom.testdrive.papers import agreement_paper, feedback_paper
from ui.kit.form import Form
from ui.kit.page import Page
from ui.words import words
from ui.work import Work


class Papers:
    """Shows agreement and feedback; `who` names the customer, for the file."""

    def __init__(self, page: Page, who: Callable[[], str]) -> None:
        self._page = page
        self._who = who

    def show_agreement(self, key: UUID) -> None:
        """The agreement of a drive as it was issued."""
        self._show(self._page.read(agreement_paper, key))

    def show_feedback(self, key: UUID) -> None:
        """The feedback form of a drive as it was issued."""
        self._show(self._page.read(feedback_paper, key))

    def show_draft(self, form: Form, typed: Sign | None) -> None:
        """The agreement as it would be issued; a refusal shows in the form. None shows nothing."""
        if typed is not None:
            self._show(self._page.read(draft_agreement, typed).failed(form.refuse))

    def _show(self, work: Work[Printed]) -> None:
        work.done(self._preview).start(self._page)

    def _preview(self, paper: Printed) -> None:
        kind = words(f"testdrive.file_{paper.kind.lower()}")
        name = words("testdrive.file", kind=kind, name=self._who(), number=paper.number)
        self._page.context.shell.preview(bytes(paper), name)
