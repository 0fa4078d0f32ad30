"""One believable day's papers of a Nanjing outlet."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from showroom.contract.paper import Buyer, ContractPaper, Due, ReceiptPaper
from showroom.documents.furniture import Head, Seller
from showroom.quote.paper import (
    Car,
    Instalments,
    LoanPlan,
    PriceLine,
    PurchaseTax,
    QuotePaper,
)
from showroom.terms import (
    DisputeWay,
    Energy,
    LineKind,
    LoanKind,
    MoneyKind,
    Payee,
    PayMethod,
    ReceiptKind,
)

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
SELLER = Seller(
    name="江苏澄远汽车销售服务有限公司",
    outlet="南京河西店",
    address="南京市建邺区江东中路 268 号",
    phone="025-8666 0120",
    uscc="91320105MA1XK2Q57P",
)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=ZONE)


def head(kind: str, seq: int, **changes: Any) -> Head:
    number = f"NJHX-A-{kind}-20261122-{seq:04d}"
    made = Head(number, SELLER, DAY, at(15, 40), "陈颖")
    return replace(made, **changes)


CAR = Car("沃尔沃 XC60 纯电 长续航 智雅豪华版", "水晶白", 2027, Energy.BEV)

LINES = (
    PriceLine(
        LineKind.CASH_DISCOUNT,
        "现金优惠",
        Payee.DEALER,
        2_000_000,
        on_invoice=True,
        basis="本店 11 月优惠，直接减车价",
    ),
    PriceLine(
        LineKind.CTP_INSURANCE,
        "机动车交通事故责任强制保险",
        Payee.INSURER,
        95_000,
        basis="家庭自用 6 座以下，全国统一基础费率",
    ),
    PriceLine(
        LineKind.COMMERCIAL_INSURANCE,
        "商业保险（车损、三者 300 万、驾乘）",
        Payee.INSURER,
        860_000,
        optional=True,
        basis="保险人报价，以保单为准",
    ),
    PriceLine(
        LineKind.PLATING_FEE,
        "上牌代办服务",
        Payee.DEALER,
        50_000,
        optional=True,
        basis="本店公示价目，每台",
    ),
    PriceLine(
        LineKind.ACCESSORY,
        "原厂全车隔热膜",
        Payee.DEALER,
        300_000,
        optional=True,
        basis="本店精品价目",
    ),
    PriceLine(
        LineKind.MAKER_SUBSIDY,
        "厂商置换补贴",
        Payee.OTHER,
        1_000_000,
        basis="不进发票，旧车过户后由厂商发放",
    ),
    PriceLine(LineKind.ACCESSORY, "全车脚垫", Payee.DEALER, 0, is_gift=True),
    PriceLine(LineKind.SERVICE_PACKAGE, "首年基础保养", Payee.DEALER, 0, quantity=2, is_gift=True),
)

LOAN = LoanPlan(
    product="低首付 36 期",
    lender="沃享汽车金融有限公司",
    kind=LoanKind.LEVEL_PAYMENT,
    down_payment_fen=22_990_000,
    principal_fen=15_000_000,
    months=36,
    annual_rate=Decimal("4.80"),
    upfront_fee_fen=300_000,
    instalments=(Instalments(1, 35, 448_218), Instalments(36, 36, 448_209)),
    total_fen=16_135_839,
    interest_fen=1_135_839,
    apr=Decimal("6.15"),
)

QUOTE = QuotePaper(
    head=head("QT", 7, version=2),
    customer="王彧喆",
    phone="13951870026",
    consultant="陈颖",
    consultant_phone="18651610088",
    car=CAR,
    guide_price_fen=39_990_000,
    lines=LINES,
    invoice_price_fen=37_990_000,
    tax=PurchaseTax(1_861_947, 1_500_000, "新能源汽车减半征收，每台减税不超过 15,000 元"),
    vehicle_tax_fen=0,
    on_road_price_fen=41_156_947,
    net_cost_fen=40_156_947,
    due_at_store_fen=18_340_000,
    expected_invoice_on=date(2026, 12, 10),
    valid_until=date(2026, 11, 29),
    trade_in_value_fen=5_000_000,
    loan=LOAN,
    approval="NJHX-A-AP-20261122-0003",
)

CONTRACT = ContractPaper(
    head=head("CT", 3),
    buyer=Buyer(
        "王彧喆",
        "320105199202290029",
        "江苏省南京市鼓楼区汉中门大街 18 号 3 幢 1202 室",
        "13951870026",
    ),
    consultant="陈颖",
    car=CAR,
    vin="",
    price_fen=37_990_000,
    lines=tuple(x for x in LINES if not x.on_invoice and x.kind is not LineKind.MAKER_SUBSIDY),
    money_kind=MoneyKind.EARNEST,
    deposit_fen=2_000_000,
    deposit_cap_fen=7_598_000,
    schedule=(
        Due("定金", 2_000_000, DAY),
        Due("首付款", 20_990_000, date(2026, 12, 5)),
        Due("贷款放款", 15_000_000),
    ),
    delivery_due=date(2026, 12, 10),
    documents=(
        "机动车销售统一发票",
        "合格证",
        "车辆一致性证书",
        "使用说明书",
        "三包凭证",
        "保养手册",
        "随车物品清单",
    ),
    dispute=DisputeWay.LITIGATION,
    quote_number=QUOTE.head.number,
    seller_bank="招商银行南京河西支行　1259 0123 4567 890",
    special_terms="卖方承诺交车前更换全新雨刮片；旧车由卖方代办过户，过户费用由卖方承担。",
    loan=True,
    terms_ack=True,
)

RECEIPT = ReceiptPaper(
    head=head("RC", 5, made_by="周敏"),
    contract_number=CONTRACT.head.number,
    car=CAR.name,
    kind=ReceiptKind.EARNEST,
    amount_fen=2_000_000,
    method=PayMethod.WECHAT,
    payer="王彧喆",
    received_at=at(16, 5),
    cashier="周敏",
    earnest_fen=2_000_000,
    txn_no="4200002026112200987651",
)
