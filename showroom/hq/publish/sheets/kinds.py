"""What can be published: the kinds, their columns, and the table each goes into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from showroom.board.records import FIGURES
from showroom.hq.publish.sheets.values import (
    Read,
    amount,
    anything,
    code,
    day,
    long_text,
    month,
    several,
    term,
    text,
    whole,
    yearly_rate,
    yes_no,
)
from showroom.quote.price import DEDUCTIONS
from showroom.terms import Energy, LineKind, LoanKind, Payee, Term

_FEES: Final = (
    LineKind.PLATING_FEE,
    LineKind.FINANCE_FEE,
    LineKind.OTHER_FEE,
    LineKind.COMMERCIAL_INSURANCE,
    LineKind.SERVICE_PACKAGE,
)
_GIFTS: Final = (LineKind.ACCESSORY, LineKind.SERVICE_PACKAGE, LineKind.OPTION)
OFFERS: Final = (*(kind for kind in LineKind if kind in DEDUCTIONS), *_GIFTS)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in JSON, how its cells are read, and whether each row needs one.

    `among` is the closed list its cells are of, `sample` what a template shows.
    """

    name: str
    read: Read
    required: bool = True
    default: Any = None
    among: tuple[Term, ...] = ()
    sample: object = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of row: `code` are the fields that name the thing; `dated` ones have versions.

    `unbroken` ones may not be without a version between two.
    """

    name: str
    table: str
    code: tuple[str, ...]
    fields: tuple[Field, ...]
    dated: bool = True
    unbroken: bool = False

    def field(self, name: str) -> Field:
        """The column of that name."""
        return next(field for field in self.fields if field.name == name)

    def code_of(self, values: Mapping[str, Any]) -> str:
        """The natural code of a row."""
        return "@".join(str(values[name]) for name in self.code)

    @property
    def title(self) -> str:
        """The catalogue key of what people call it."""
        return f"publish.kind_{self.name}"

    def heading(self, field: Field) -> str:
        """The catalogue key of a column's heading."""
        own = f"{self.name}_{field.name}"
        return f"publish.column_{own if own in _OWN_HEADINGS else field.name}"


_OWN_HEADINGS: Final = frozenset({"settings_value", "terms_kind", "loans_kind"})
_DATES: Final = (
    Field("valid_from", day, sample="2026-12-01"),
    Field("valid_to", day, required=False),
)
_TRIM: Final = Field("trim", code, sample="XC60-B5-ZY")
_CODE: Final = Field("code", code, sample="FILM")
_NAME: Final = Field("name", text(), sample="全车隔热膜")


def _term(name: str, among: tuple[Term, ...], **more: Any) -> Field:  # noqa: ANN401 - of Field
    return Field(name, term(among), among=among, **more)


_MODELS = Kind(
    "models", "car_model", ("model",),
    (
        Field("model", text(), sample="XC60"),
        Field("series", text(), required=False, sample="XC"),
        Field("sort", whole(0, 9_999), required=False, default=0, sample=1),
    ),
    dated=False,
)  # fmt: skip
_TRIMS = Kind(
    "trims", "trim", ("trim",),
    (
        _TRIM,
        Field("model", text(), sample="XC60"),
        Field("name", text(), sample="B5 智远豪华版"),
        Field("model_year", whole(2000, 2100), sample=2027),
        _term("energy", tuple(Energy), sample="ICE"),
        Field("displacement_ml", whole(0, 9_999), sample=1969),
        Field("seats", whole(1, 20), sample=5),
        Field("in_relief_catalogue", yes_no, required=False, default=False, sample="否"),
        Field("colours", several(text()), sample="水晶白、玛瑙黑"),
    ),
    dated=False,
)  # fmt: skip
_PRICES = Kind(
    "prices", "price", ("trim",),
    (_TRIM, Field("guide_price", amount(1), sample="406900.00"), *_DATES),
    unbroken=True,
)  # fmt: skip
_FLOORS = Kind(
    "floors", "floor_price", ("trim",),
    (_TRIM, Field("floor_price", amount(1), sample="352000.00"), *_DATES),
    unbroken=True,
)  # fmt: skip
_PROMOTIONS = Kind(
    "promotions", "promotion", ("code",),
    (
        Field("code", code, sample="CASH-XC60"),
        Field("name", text(), sample="年末现金优惠"),
        _term("kind", OFFERS, sample="CASH_DISCOUNT"),
        Field("model", text(), required=False, sample="XC60"),
        Field("trim", code, required=False),
        Field("amount", amount(), sample="20000.00"),
        Field("on_invoice", yes_no, sample="是"),
        Field("quantity", whole(1, 99), required=False, default=1),
        *_DATES,
    ),
)  # fmt: skip
_FEE_ITEMS = Kind(
    "fees", "fee_item", ("code",),
    (
        Field("code", code, sample="PLATING"),
        Field("name", text(), sample="上牌服务费"),
        _term("kind", _FEES, sample="PLATING_FEE"),
        _term("payee", tuple(Payee), sample="DEALER"),
        Field("amount", amount(), required=False, sample="500.00"),
        Field("basis", text(100), sample="代办机动车登记，自愿选择"),
        Field("optional", yes_no, sample="是"),
        Field("sort", whole(0, 9_999), required=False, default=0),
        *_DATES,
    ),
)  # fmt: skip
_ACCESSORIES = Kind(
    "accessories", "accessory", ("code",),
    (_CODE, _NAME, Field("price", amount(), sample="3000.00"), *_DATES),
)  # fmt: skip
_LOANS = Kind(
    "loans", "loan_product", ("code",),
    (
        Field("code", code, sample="LEVEL-36"),
        Field("name", text(), sample="标准等额本息"),
        Field("lender", text(), sample="远行汽车金融有限公司"),
        _term("kind", tuple(LoanKind), sample="LEVEL_PAYMENT"),
        Field("annual_rate", yearly_rate, sample="4.80"),
        Field("months", several(whole(1, 120)), sample="12、24、36"),
        Field("min_down_percent", whole(0, 100), sample=20),
        Field("upfront_fee", amount(), required=False, default=0),
        *_DATES,
    ),
)  # fmt: skip
_SETTINGS = Kind(
    "settings", "setting", ("key",),
    (
        Field("key", code, sample="quote.validity"),
        Field("value", anything, sample='{"days": 7}'),
        Field("source", text(200), sample="总部政策 2026-12"),
        *_DATES,
    ),
    unbroken=True,
)  # fmt: skip
_TARGETS = Kind(
    "targets", "target", ("outlet", "month", "figure", "login"),
    (
        Field("outlet", code, sample="NJHX"),
        Field("login", code, required=False, default="", sample="liqian"),
        Field("month", month, sample="2026-12"),
        Field("figure", code, sample=FIGURES[FIGURES.index("orders")]),
        Field("value", whole(0, 1_000_000_000), sample=60),
    ),
    dated=False,
)  # fmt: skip
_TEXTS = Kind(
    "terms", "terms_text", ("kind",),
    (
        Field("kind", code, required=False, default="contract", sample="contract"),
        Field("version", code, sample="2"),
        Field("body", long_text(32_000), sample="== 价款\\n车辆价款为 {price}。"),
        *_DATES,
    ),
    unbroken=True,
)  # fmt: skip

KINDS: Final = {
    kind.name: kind
    for kind in (
        _MODELS, _TRIMS, _PRICES, _FLOORS, _PROMOTIONS, _FEE_ITEMS, _ACCESSORIES, _LOANS,
        _SETTINGS, _TARGETS, _TEXTS,
    )
}  # fmt: skip
"""Every kind by name, in the order a workbook has them."""
