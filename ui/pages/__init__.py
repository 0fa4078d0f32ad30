"""The pages of the window in the order of the rail; each is built when it is first opened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its key, icon, where its class is, its shortcut, the kinds of record it opens.

    A file dropped anywhere on the window with one of the suffixes `files` is given to it.
    """

    key: str
    icon: str
    module: str
    shortcut: str
    records: tuple[str, ...] = ()
    in_rail: bool = True
    files: tuple[str, ...] = ()


_SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
PAGES: tuple[PageEntry, ...] = (
    PageEntry("board", "board", "ui.pages.board:BoardPage", "Alt+1"),
    PageEntry("visit", "visit", "ui.pages.visit:VisitPage", "Alt+2", ("visit",)),
    PageEntry(
        "testdrive",
        "testdrive",
        "ui.pages.testdrive:TestDrivePage",
        "Alt+3",
        ("drive", "drive_for"),
    ),
    PageEntry("quote", "quote", "ui.pages.quote:QuotePage", "Alt+4", ("quote", "quote_for")),
    PageEntry(
        "contract",
        "contract",
        "ui.pages.contract:ContractPage",
        "Alt+5",
        ("contract", "contract_for"),
    ),
    PageEntry(
        "customer", "customer", "ui.pages.customer:CustomerPage", "Alt+6", ("customer", "follow_up")
    ),
    PageEntry("dayclose", "dayclose", "ui.pages.dayclose:DayClosePage", "Alt+7", ("day",)),
    PageEntry("ledger", "import", "ui.pages.ledger:LedgerPage", "Alt+8", files=_SHEETS),
    PageEntry(
        "exchange", "cloud-ok", "ui.pages.exchange:ExchangePage", "Alt+9", files=(".parcel",)
    ),
)
FIRST = "visit"
