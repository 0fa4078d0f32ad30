"""What contract and receipt say, as frozen values; amounts in fen, instants aware and local."""

from dataclasses import dataclass
from datetime import date, datetime

from showroom.documents.furniture import Head
from showroom.quote.paper import Car, PriceLine
from showroom.terms import DisputeWay, MoneyKind, PayMethod, ReceiptKind


@dataclass(frozen=True, slots=True)
class Buyer:
    """买方: `identity` is the identity number or uscc as it shall print on the contract."""

    name: str
    identity: str
    address: str
    phone: str
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One payment of the plan; `due_on` None means on delivery."""

    name: str
    amount_fen: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContractPaper:
    """购车合同 (domain.md section 3, form 7).

    `lines` are what was agreed besides the car's price: taxes, insurance, fees, accessories,
    gifts. `terms` is the template's text; left empty, the shipped one of `terms_version` is taken.
    `vin_tentative`: the car was not confirmed when the contract was printed.
    """

    head: Head
    buyer: Buyer
    consultant: str
    car: Car
    vin: str
    price_fen: int
    lines: tuple[PriceLine, ...]
    money_kind: MoneyKind
    deposit_fen: int
    deposit_cap_fen: int
    schedule: tuple[Due, ...]
    delivery_due: date
    documents: tuple[str, ...]
    dispute: DisputeWay
    quote_number: str
    seller_bank: str = ""
    breach_terms: str = ""
    special_terms: str = ""
    arbitration_body: str = ""
    loan: bool = False
    authorised: bool = True
    terms_ack: bool = False
    terms_version: str = "1"
    terms: str = ""
    refund_days: int = 15
    vin_tentative: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """定金收据 and every other receipt (domain.md section 3, form 8).

    Of an earnest receipt `earnest_fen` counts as 定金 within the cap and `prepayment_fen` is the
    rest. A refund has a positive amount and names the receipt it pays back.
    """

    head: Head
    contract_number: str
    car: str
    kind: ReceiptKind
    amount_fen: int
    method: PayMethod
    payer: str
    received_at: datetime
    cashier: str
    earnest_fen: int = 0
    prepayment_fen: int = 0
    txn_no: str = ""
    refund_of: str = ""
    note: str = ""
