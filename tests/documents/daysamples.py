"""The same day at the same outlet, besides the deal: visits, drives, the lead, the close."""

from datetime import date, timedelta

from showroom.customer.document import ConsentLine, ContactLine, LeadCardPaper
from showroom.dayclose.paper import (
    Blocker,
    ConsultantLine,
    DayReportPaper,
    Figure,
    Seal,
    Step,
    Takings,
)
from showroom.terms import (
    Channel,
    ConsentPurpose,
    DriveMode,
    FollowUpMethod,
    FollowUpResult,
    Gender,
    IntentLevel,
    LicenceClass,
    NonIntentReason,
    PayMethod,
    PayMode,
    PurchaseKind,
    Source,
    UseKind,
    VisitKind,
)
from showroom.testdrive.document import AgreementPaper, FeedbackPaper, Score
from showroom.visit.document import VisitLine, VisitLogPaper
from tests.documents.samples import at, head

AGREEMENT = AgreementPaper(
    head=head("TD", 4),
    driver_name="王彧喆",
    phone="13951870026",
    mode=DriveMode.DRIVE,
    licence_no="320105199202290029",
    licence_class=LicenceClass.C1,
    first_issue_date=date(2018, 5, 1),
    licence_valid_to=date(2028, 5, 1),
    car="沃尔沃 XC60 纯电 长续航（试驾车）",
    plate="苏A·D06288",
    starts_at=at(14, 0),
    ends_at=at(14, 30),
    route="A 线 江东中路—扬子江大道 8 公里",
    escort="陈颖",
    out_km=1203,
    soc_out=80,
    damage_before="左前轮毂有两处轻微划痕，约 2 厘米；后保险杠右下角漆面擦伤。",
    statements_read=True,
)

FEEDBACK = FeedbackPaper(
    head=head("FB", 4),
    customer="王彧喆",
    phone="13951870026",
    car="沃尔沃 XC60 纯电 长续航（试驾车）",
    plate="苏A·D06288",
    driven_at=at(14, 2),
    escort="陈颖",
    agreement_number=AGREEMENT.head.number,
    scores=tuple(
        Score(name, n)
        for name, n in zip(
            ("动力", "操控", "舒适", "空间", "智能", "静音"), (5, 4, 4, 3, 5, 5), strict=True
        )
    ),
    liked="起步安静，方向盘手感扎实，辅助驾驶变道自然。",
    disliked="后排座椅角度偏直，老人久坐可能不适。",
    level_after=IntentLevel.A,
    buy_in_days=14,
    wants_quote=True,
)


def _rates() -> tuple[Figure, ...]:
    return (
        Figure("留档率", "75.0%", 6, 8),
        Figure("试驾率", "45.5%", 5, 11),
        Figure("成交率", "33.3%", 2, 6),
        Figure("二次来店率", "27.3%", 3, 11),
    )


def _consultant(name: str, visits: int, drives: int, orders: int) -> ConsultantLine:
    return ConsultantLine(
        name,
        (
            Figure("接待", str(visits)),
            Figure("留档率", "66.7%" if visits else "—", 2 if visits else 0, 3 if visits else 0),
            Figure("试驾", str(drives)),
            Figure("报价", "2"),
            Figure("订单", str(orders)),
            Figure("跟进及时率", "90.0%", 9, 10),
        ),
    )


DAY_REPORT = DayReportPaper(
    head=head("DR", 1, made_by="李倩"),
    figures=(
        Figure("客流批次", "13"),
        Figure("首次来店", "8"),
        Figure("已建卡首次到店", "1"),
        Figure("二次来店", "3"),
        Figure("非意向客流", "1"),
        Figure("留档", "6"),
        Figure("试驾", "5"),
        Figure("报价", "4"),
        Figure("订单", "2"),
        Figure("退订", "0"),
        Figure("交车", "1"),
        Figure("战败", "1"),
    ),
    rates=_rates(),
    funnel=(
        Step("来店", 11),
        Step("留档", 8, "72.7%"),
        Step("试驾", 5, "62.5%"),
        Step("报价", 4, "80.0%"),
        Step("订单", 2, "50.0%"),
    ),
    consultants=(
        _consultant("陈颖", 6, 3, 2),
        _consultant("赵磊", 5, 2, 0),
        _consultant("孙䶮", 0, 0, 0),
    ),
    levels=(
        (IntentLevel.O, 4),
        (IntentLevel.H, 7),
        (IntentLevel.A, 12),
        (IntentLevel.B, 21),
        (IntentLevel.C, 33),
    ),
    takings=(
        Takings(PayMethod.CASH, 500_000, 499_900),
        Takings(PayMethod.CARD, 1_000_000),
        Takings(PayMethod.WECHAT, 2_000_000),
    ),
    blockers=(Blocker("试驾单 NJHX-A-TD-20261122-0005 尚未还车", "李倩"),),
    seal=Seal("9f2c" * 16, "41b7" * 16, 128, "李倩", at(20, 35)),
    variance_reason="找零时少收 1 元，由收银员补足。",
    tomorrow_plan="上午 9:30 交付吴女士 XC60；H 级客户逐一邀约，目标到店 6 批。",
    manager_note="试驾后当天必须给出第二次报价。",
)

VISITS = VisitLogPaper(
    head=head("VL", 1),
    visits=tuple(
        VisitLine(
            at(9, 30) + timedelta(minutes=21 * n),
            at(10, 5) + timedelta(minutes=21 * n) if n % 4 else None,
            Channel.WALK_IN if n % 5 else Channel.PHONE_IN,
            list(VisitKind)[n % 4],
            1 + n % 3,
            ("陈颖", "赵磊", "孙䶮")[n % 3],
            list(Source)[n % 12],
            NonIntentReason.PAPERWORK if n % 4 == 3 else None,
            name=("王彧喆", "李堃", "㛃女士", "")[n % 4],
            gender=(Gender.FEMALE, Gender.MALE, Gender.FEMALE, None)[n % 4],
            phone="139****0026" if n % 4 != 3 else "",
            model=("XC60 纯电", "EX30", "S90", "")[n % 4],
            competitor=("Q5L", "", "Model Y", "")[n % 4],
            next_visit_at=at(10, 0) + timedelta(days=3) if n % 4 == 0 else None,
            note=(
                "首次看车，关注续航与后排空间，已加微信，约周末带家人试驾。",
                "看车 20 分钟。",
                "",
                "办理上牌手续",
            )[n % 4],
        )
        for n in range(26)
    ),
)

LEAD = LeadCardPaper(
    head=head("LC", 12),
    name="王彧喆",
    phone="139****0026",
    level=IntentLevel.H,
    owner="陈颖",
    gender=Gender.FEMALE,
    expected_buy_date=date(2026, 11, 28),
    next_follow_up_at=at(10, 0) + timedelta(days=2),
    model="XC60 纯电",
    trim="长续航 智雅豪华版",
    colour="水晶白",
    budget_min_fen=35_000_000,
    budget_max_fen=42_000_000,
    use=UseKind.HOME,
    pay_mode=PayMode.LOAN,
    purchase_kind=PurchaseKind.REPLACEMENT,
    current_car="2017 款 速腾",
    concerns=("安全", "续航", "后排空间"),
    birthday=date(1992, 2, 29),
    note="先生在苏州工作，周末同来；在意旧车作价。",
    consents=(
        ConsentLine(ConsentPurpose.SERVICE, True, "2026-01", at(10, 20)),
        ConsentLine(ConsentPurpose.MARKETING, False, "2026-01", at(10, 20)),
        ConsentLine(ConsentPurpose.SHARE_INSURER, True, "2026-01", at(10, 21)),
    ),
    contacts=(
        ContactLine(
            at(10, 5),
            FollowUpMethod.VISIT,
            FollowUpResult.REACHED,
            "陈颖",
            "首次来店，看 XC60 纯电，试驾满意。",
        ),
        ContactLine(
            at(18, 30),
            FollowUpMethod.WECHAT,
            FollowUpResult.INVITED,
            "陈颖",
            "已发报价，约周三来店谈旧车。",
        ),
    ),
)
