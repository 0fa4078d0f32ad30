"""台账导入: drop a ledger, see what it would bring, correct the columns, take it in."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from showroom import texts
from showroom.errors import Failure
from showroom.ledger import form
from showroom.ledger.commands import Imported, import_ledger, of_preview
from showroom.ledger.document import Rejects, rejected_rows
from showroom.ledger.form import Look, Preview, preview
from showroom.ledger.intake import reading
from showroom.ledger.layout.choice import Choice as Corrections
from showroom.ledger.queries import ImportLine, Imports, imports
from ui.context import Context, Outcome
from ui.formats import moment
from ui.kit.labels import button
from ui.kit.notices import Offer
from ui.kit.page import Page, action_button
from ui.messages import worded
from ui.parts.ledger_drop import LedgerDrop
from ui.parts.ledger_sheet import LedgerSheet
from ui.words import language, words
from ui.work import Lane, Token, Work

_TOLD_STEPS = 100


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, what it would bring, and when its bytes were imported before."""

    preview: Preview
    before: ImportLine | None


class LedgerPage(Page):
    """A drop zone, then the preview of the file that was dropped."""

    key = "ledger"
    reads = frozenset({"ledger_import"})
    takes_files = form.SUFFIXES
    can_export = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.preview: Preview | None = None
        self._work: Work[Preview] | None = None
        self.open_action = self.action(words("ledger.choose"), "Ctrl+O", self._choose)
        self.import_action = self.action(words("ledger.import_nothing"), "Ctrl+S", self.take_in)
        self.rejects_action = self.action(words("ledger.save_rejects"), "Ctrl+R", self.export)
        self.import_action.setEnabled(False)
        self.rejects_action.setEnabled(False)
        self.drop = LedgerDrop(context, self.open_action)
        self.sheet = LedgerSheet(context.memory)
        self.sheet.corrected.connect(self._replan)
        self.outcome = self.sheet.outcome
        self._stack = QStackedWidget()
        self._stack.addWidget(self.drop)
        self._stack.addWidget(self._loaded())
        self.body.addWidget(self._stack)

    @override
    def reread(self) -> None:
        self.read(imports, Imports()).done(self.drop.show_history).start(self)

    @override
    def take_file(self, file: Path) -> None:
        """Read a file and show what it would bring."""
        self.banner.dismiss()
        desk, look = self.context.desk, self._look()

        def job(token: Token) -> _Read:
            found = reading.read(file, token.check)
            lines = desk.read(imports, Imports(found.sha256))
            return _Read(preview(found, look), lines[0] if lines else None)

        work = Work.watched(job).named(words("ledger.reading", file=file.name))
        work.done(self._taken).failed(lambda why: self._unread(file, why))
        work.start(self, Lane.SLOW)

    def take_in(self) -> None:
        """Import what the preview shows."""
        shown = self.preview
        if shown is None or not shown.can_import:
            return
        desk = self.context.desk

        def job(token: Token) -> Outcome[Imported]:
            def watch(done: int, of: int) -> None:
                if done % max(1, of // _TOLD_STEPS) == 0:
                    token.at(done / of)

            return desk.write(import_ledger, of_preview(shown, watch))

        self.import_action.setEnabled(False)
        self.import_button.setEnabled(False)
        work = Work.watched(job).named(words("ledger.importing", file=shown.reading.file_name))
        work.announcing(lambda outcome: outcome.tables).after(self._show_buttons)
        work.done(lambda outcome: self._imported(outcome.value, shown)).start(self, Lane.WRITE)

    @override
    def export(self) -> None:
        """Save the rejected rows where the user says."""
        shown = self.preview
        if shown is None or not shown.report.plan.rejected:
            return
        offered = form.rejects_name(shown.reading.file_name, texts.load(language()))
        title = words("ledger.save_rejects")
        chosen, _ = QFileDialog.getSaveFileName(self, title, offered, "xlsx (*.xlsx)")
        if chosen:
            self.save_rejects(Path(chosen))

    def save_rejects(self, file: Path) -> None:
        """Write the rejected rows, with reason and remedy, to a file."""
        shown = self.preview
        if shown is None:
            return
        made_at = self.context.now().astimezone(self.context.zone)
        rejects = Rejects(shown.report, made_at)
        work = Work(lambda: file.write_bytes(rejected_rows(rejects)))
        done = words("ledger.saved", file=file.name)
        work.done(lambda _size: self.context.shell.toast(done)).start(self, Lane.SLOW)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self.drop.hover(event.isAccepted())

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.drop.hover(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.hover(over=False)
        super().dropEvent(event)

    def _loaded(self) -> QWidget:
        """The sheet over the buttons."""
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self.sheet, 1)
        rows.addWidget(self._foot())
        return whole

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(action_button(self.open_action))
        line.addWidget(action_button(self.rejects_action))
        line.addStretch(1)
        self.import_button = button("", "primary")
        self.import_button.clicked.connect(self.import_action.trigger)
        line.addWidget(self.import_button)
        return foot

    def _choose(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in form.SUFFIXES)
        title, filters = words("ledger.choose_title"), f"{words('ledger.kinds')} ({kinds})"
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", filters)
        if chosen:
            self.take_file(Path(chosen))

    def _taken(self, read: _Read) -> None:
        """A file is home: show it, and say when it was imported before."""
        self._stack.setCurrentIndex(1)
        self.sheet.begin(read.preview)
        self._settled(read.preview)
        if read.before is not None and read.preview.refusal is None:
            at = moment(read.before.at, self.context.zone)
            self.banner.say(words("ledger.before", at=at, by=read.before.by or ""))

    def _unread(self, file: Path, failure: Failure) -> None:
        """A file that cannot be read: back to where one is chosen, and say why."""
        self.preview = None
        self._stack.setCurrentIndex(0)
        self._show_buttons()
        self.banner.say(
            f"{file.name}：{worded(failure)}",
            "bad",
            Offer(words("ledger.another"), self._choose, "Ctrl+O"),
        )

    def _show(self, shown: Preview) -> None:
        """Another plan of the same file."""
        self.sheet.show_preview(shown)
        self._settled(shown)

    def _settled(self, shown: Preview) -> None:
        self.preview = shown
        self._show_buttons()
        self._say(shown)

    def _say(self, shown: Preview) -> None:
        """What stands in the way, or was left alone."""
        others = "、".join(shown.layout.others)
        if shown.refusal is not None:
            self.banner.say(worded(shown.refusal), "warn")
        elif shown.report.refused:
            first = shown.report.refused[0]
            reason = words(first.code, **first.facts)
            self.banner.say(words("ledger.unread_sheet", sheet=first.sheet, reason=reason), "warn")
        elif others:
            self.banner.say(words("ledger.other_sheets", sheets=others))
        else:
            self.banner.dismiss()

    def _show_buttons(self) -> None:
        shown = self.preview
        count = 0 if shown is None else _rows_in(shown)
        text = (
            words("ledger.import_button", count=count) if count else words("ledger.import_nothing")
        )
        self.import_action.setText(text)
        self.import_action.setEnabled(count > 0)
        self.import_button.setEnabled(count > 0)
        self.import_button.setText(f"{text}  Ctrl+S")
        self.rejects_action.setEnabled(shown is not None and bool(shown.report.plan.rejected))

    def _replan(self, choice: Corrections) -> None:
        """Plan anew with a correction; an answer still under way is no longer wanted."""
        shown = self.preview
        if shown is None:
            return
        if self._work is not None:
            self._work.cancel()
        found, look = shown.reading, self._look()
        work = Work(lambda: preview(found, look, choice)).named(words("ledger.planning"))
        self._work = work.done(self._show)
        self._work.start(self)

    def _imported(self, done: Imported, shown: Preview) -> None:
        """Say what came of it, and be ready for the next file."""
        told = words(
            "ledger.done", file=shown.reading.file_name, new=done.new, attached=done.attached,
            clashes=done.clashes, visits=done.visits,
        )  # fmt: skip
        if done.unwritten:
            told = f"{told}\n{words('ledger.done_unwritten', count=len(done.unwritten))}"
        shell = self.context.shell
        offers = [Offer(words("ledger.see_customers"), lambda: shell.open_page("customer"))]
        if shown.report.plan.rejected:
            offers.append(Offer(words("ledger.save_rejects"), self.export, "Ctrl+R"))
        self._stack.setCurrentIndex(0)
        self.import_action.setEnabled(False)
        self.banner.say(told, "good", *offers)
        shell.toast(told)

    def _look(self) -> Look:
        return Look(self.context.today(), texts.load(language()))


def _rows_in(shown: Preview) -> int:
    """How many rows an import would take in, those folded and those in clashes included."""
    counts = shown.report.counts()
    return counts["accepted"] + counts["merged"] + counts["clashes"]
