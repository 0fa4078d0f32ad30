"""待处理: what HQ refused, why, and the two ways on."""

from datetime import datetime
from uuid import UUID

from showroom.exchange.tray import Retry, TrayLine, Withdraw, retry, withdraw
from ui.formats import DASH, moment
from ui.kit.dialogs import Way, confirm
from ui.kit.labels import plain_label
from ui.kit.page import Page
from ui.kit.table import Column, Table
from ui.pages.exchange.side import KINDS, Side
from ui.words import catalogue, words


class TraySide(Side[TrayLine]):
    """The transactions that wait for a person."""

    def __init__(self, page: Page) -> None:
        zone = page.context.zone
        table: Table[TrayLine] = Table(
            "exchange.tray",
            [
                Column(words("exchange.what"), lambda line: line.what(catalogue()), 150, "strong"),
                Column(words("exchange.reason"), lambda line: line.reason(catalogue()), 0),
                Column(words("exchange.by"), lambda line: line.by or DASH, 84),
                Column(words("exchange.at"), lambda line: moment(line.at, zone), 150, "muted"),
                Column(words("exchange.state"), _state, 96, "pill", tone=_tone),
            ],
            page.context.memory,
        )  # fmt: skip
        table.named(words("exchange.tray_title"))
        table.row_action(words("exchange.retry"), "R", self.retry)
        table.row_action(words("exchange.withdraw"), "W", self.withdraw)
        table.when_empty("check-circle", words("exchange.tray_empty_long"))
        super().__init__(page, table)

    def tell(self, line: TrayLine) -> None:
        """What it is, who wrote it, why HQ did not take it, what to do."""
        add = self.panel.addWidget
        add(plain_label(_heading(line, self._at(line.at)), "heading", wrap=True))
        add(plain_label(line.reason(catalogue()), "strong", wrap=True))
        advice = "exchange.advice_held" if line.is_held else "exchange.advice"
        add(plain_label(words(advice), "muted", wrap=True))
        buttons = [
            self.doing(words("exchange.retry"), lambda: self.retry(line), key="R"),
            self.doing(words("exchange.withdraw"), lambda: self.withdraw(line), "danger", "W"),
        ]
        if any(row.table in KINDS for row in line.rows):
            shown = self.doing(words("exchange.open"), lambda: self.open(line), key="Enter")
            buttons.insert(0, shown)
        add(self.row_of(*buttons))

    def open(self, line: TrayLine | None) -> None:
        """Open the record it is about."""
        if line is not None:
            self.show_record([(row.table, UUID(bytes=row.id.bytes)) for row in line.rows])

    def retry(self, line: TrayLine) -> None:
        """Send it again."""
        self.page.do(retry, Retry(line.tx), lambda _none: self._settled("exchange.retried"))

    def withdraw(self, line: TrayLine) -> None:
        """Ask, and give it up."""
        heading = words("exchange.withdraw_of", what=line.what(catalogue()), by=line.by or DASH)
        way = Way(words("exchange.withdraw"), lambda: self._withdraw(line), "danger")
        confirm(self, heading, words("exchange.withdraw_text"), way)

    def _withdraw(self, line: TrayLine) -> None:
        self.page.do(withdraw, Withdraw(line.tx), lambda _none: self._settled("exchange.withdrawn"))

    def _settled(self, said: str) -> None:
        self.page.context.shell.toast(words(said))
        self.page.reread()
        if self.page.context.exchanging is not None:
            self.page.context.exchanging.now()

    def _at(self, at: datetime) -> str:
        return moment(at, self.page.context.zone)


def _heading(line: TrayLine, at: str) -> str:
    by = words("exchange.tray_by", name=line.by or DASH, at=at)
    return f"{line.what(catalogue())} · {by}"


def _state(line: TrayLine) -> str:
    return words("exchange.is_held" if line.is_held else "exchange.is_refused")


def _tone(line: TrayLine) -> str:
    return "neutral" if line.is_held else "warn"
