"""A car for a contract: chosen from those in stock, or let go."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from showroom.contract.allocation import Candidate
from showroom.contract.queries import ContractLine
from showroom.vehicle.rules import AgeLine
from ui.formats import DASH
from ui.kit.dialogs import Sheet, Way, confirm
from ui.kit.labels import button, plain_label
from ui.kit.page import Page
from ui.kit.table import Table
from ui.models.lines import Column
from ui.words import words

_TONES = {AgeLine.YELLOW: "warn", AgeLine.ORANGE: "warn", AgeLine.RED: "bad"}
_ROWS_HIGH = 280


class CarSheet(Sheet):
    """The cars a contract may have, best first; Enter on one binds it."""

    def __init__(
        self,
        page: Page,
        line: ContractLine,
        cars: Sequence[Candidate],
        bind: Callable[[Candidate], None],
    ) -> None:
        facts = {"name": line.customer, "number": line.doc_no or ""}
        super().__init__(page, words("contract.allocate_title", **facts), width=640)
        self._bind = bind
        self.cars = Table("contract.cars", columns(), page.context.memory)
        self.cars.named(words("contract.act_allocate")).bare()
        self.cars.when_empty("vehicle", words("contract.allocate_none"))
        self.cars.setMinimumHeight(_ROWS_HIGH)
        if cars:
            self.body.addWidget(plain_label(words("contract.allocate_hint"), "muted", wrap=True))
        self.body.addWidget(self.cars, 1)
        self.add_way(Way(words("kit.cancel"), lambda: None))
        sure = button(words("contract.do_allocate"), "primary")
        sure.setObjectName("sure")
        sure.setEnabled(bool(cars))
        sure.setAutoDefault(False)
        sure.clicked.connect(lambda _checked: self._take(self.cars.current))
        self.ways.addWidget(sure)
        self.cars.opened.connect(self._take)
        self.cars.show_lines(cars)
        self.open()
        self.cars.setFocus()

    def _take(self, car: Candidate | None) -> None:
        if car is not None:
            self.accept()
            self._bind(car)


def columns() -> Sequence[Column[Candidate]]:
    """VIN, colour, how long it stands."""
    return (
        Column(words("contract.candidate_vin"), lambda c: c.vin, 0, "two", second=_lost),
        Column(words("contract.candidate_colour"), lambda c: c.colour, 150, "two", second=_match),
        Column(words("contract.candidate_age"), _age, 110, "pill", tone=_age_tone,
               sort=lambda c: c.age_days or 0),
    )  # fmt: skip


def ask_let_go(parent: QWidget, car: tuple[str, str], sure: Callable[[], None]) -> Sheet:
    """Ask before a car is let go; `car` is its VIN and the contract's number."""
    vin, number = car
    way = Way(words("contract.act_let_go"), sure, "danger")
    text = words("contract.let_go_text", number=number)
    return confirm(parent, words("contract.let_go_title", vin=vin), text, way)


def _match(car: Candidate) -> str:
    return words("contract.candidate_same" if car.same_colour else "contract.candidate_other")


def _lost(car: Candidate) -> str:
    if car.lost_to is None:
        return ""
    return words("contract.candidate_lost", holder=car.lost_to or DASH)


def _age(car: Candidate) -> str:
    return DASH if car.age_days is None else words("contract.candidate_days", count=car.age_days)


def _age_tone(car: Candidate) -> str:
    return _TONES[car.age_line] if car.age_line else "neutral"
