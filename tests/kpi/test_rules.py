from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.kpi.records import (
    Book,
    ContactDue,
    ContractMade,
    DriveMade,
    LeadKept,
    LeadMoved,
    Move,
    Period,
    QuoteIssued,
    VisitMade,
)
from showroom.kpi.rules import Figure, by_level, figures, funnel, percent
from showroom.kpi.tally import tally
from showroom.terms import Channel, DriveMode, DriveStatus, IntentLevel, VisitKind

D = Decimal
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
TODAY = Period(DAY, DAY)
FIRST, ON_FILE, REVISIT, NON_INTENT = VisitKind
WANG, LI, ZHAO, CHEN = (UUID(int=n) for n in range(1, 5))
ANN, BOB = UUID(int=901), UUID(int=902)
_ids = count(10_000)


def fresh() -> UUID:
    return UUID(int=next(_ids))


def visit(clock: str, kind: VisitKind = FIRST, customer: UUID | None = None, **more) -> VisitMade:
    day = more.pop("day", DAY)
    hour, minute = map(int, clock.split(":"))
    arrived = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
    return VisitMade(
        id=more.pop("id", None) or fresh(),
        day=day,
        arrived_at=arrived,
        kind=kind,
        customer=customer,
        **more,
    )


def drive(customer: UUID, **more) -> DriveMade:
    return DriveMade(id=fresh(), customer=customer, **{"day": DAY, **more})


def order(customer: UUID, on: date | None = DAY, **more) -> ContractMade:
    return ContractMade(id=fresh(), customer=customer, ordered_on=on, **more)


def counted(book: Book, period: Period = TODAY) -> dict[str, Figure]:
    return figures(tally(book, period))


def values(book: Book, *codes: str, period: Period = TODAY) -> list[D | None]:
    found = counted(book, period)
    return [found[code].value for code in codes]


def fraction(figure: Figure) -> list[object]:
    """What stands above and below the line, and the value."""
    return [figure.top, figure.bottom, figure.value]


def the_day() -> Book:
    """Worked example 13 of domain.md section 5."""
    return Book(
        visits=(
            visit("10:00", FIRST, WANG, has_phone=True, owner=ANN),
            visit("14:00", REVISIT, WANG, has_phone=True, owner=ANN),
            visit("10:30", FIRST, owner=BOB),
            visit("11:00", ON_FILE, LI, has_phone=True, owner=BOB),
            visit("15:00", NON_INTENT, ZHAO, has_phone=True, owner=BOB),
        ),
        drives=(drive(WANG, owner=ANN), drive(LI, owner=BOB)),
        contracts=(order(WANG, owner=ANN),),
    )


def test_without_receptions_there_are_no_rates() -> None:
    found = values(Book(), "record_rate", "drive_rate", "deal_rate", "revisit_rate", "lost_rate")
    assert found == [None] * 5


def test_the_day_of_the_example() -> None:
    counts = values(the_day(), "traffic", "buying", "first", "recorded", "drivers", "buyers")
    assert counts == [5, 4, 2, 1, 2, 3]
    rates = values(the_day(), "record_rate", "drive_rate", "deal_rate", "revisit_rate")
    assert rates == [D("50.0"), D("66.7"), D("100.0"), D("25.0")]


def test_a_figure_opens_the_records_it_counts() -> None:
    book = the_day()
    found = counted(book)
    assert found["record_rate"].numerator == (book.visits[0].id,)
    assert set(found["record_rate"].denominator) == {book.visits[0].id, book.visits[2].id}
    assert found["deal_rate"].numerator == (book.contracts[0].id,)
    assert fraction(found["drive_rate"]) == [2, 3, D("66.7")]


def test_consultants_add_up_to_the_store() -> None:
    period = tally(the_day(), TODAY)
    whole, ann, bob = (figures(one) for one in (period, period.of(ANN), period.of(BOB)))
    for code in ("traffic", "first", "recorded", "orders", "drives", "non_intent"):
        assert whole[code].top == ann[code].top + bob[code].top
    assert (ann["record_rate"].value, bob["record_rate"].value) == (D("100.0"), D("0.0"))


def test_a_customer_of_two_consultants_drives_once_for_the_store() -> None:
    book = Book(
        visits=(visit("10:00", FIRST, WANG, owner=ANN), visit("14:00", REVISIT, WANG, owner=BOB)),
        drives=(drive(WANG, owner=ANN), drive(WANG, owner=BOB)),
    )
    period = tally(book, TODAY)
    rates = [figures(one)["drive_rate"] for one in (period, period.of(ANN), period.of(BOB))]
    assert [fraction(rate) for rate in rates] == [[1, 1, D("100.0")]] * 3


def test_a_return_that_continues_the_visit_is_no_visit() -> None:
    morning = visit("10:00", FIRST, WANG)
    back = visit("10:40", REVISIT, WANG, continues=morning.id, has_phone=True)
    again = visit("11:10", REVISIT, WANG, continues=back.id)
    book = Book(visits=(again, back, morning))
    assert values(book, "traffic", "first", "recorded", "revisit") == [1, 1, 1, 0]


def test_a_buying_return_turns_a_visit_for_paperwork_into_one_to_buy() -> None:
    paperwork = visit("10:00", NON_INTENT, WANG)
    book = Book(visits=(paperwork, visit("10:20", FIRST, WANG, continues=paperwork.id)))
    assert values(book, "traffic", "non_intent", "first") == [1, 0, 1]


def test_paperwork_that_continues_a_buying_visit_leaves_it_buying() -> None:
    first = visit("10:00", FIRST, WANG)
    book = Book(visits=(first, visit("10:20", NON_INTENT, WANG, continues=first.id)))
    assert values(book, "traffic", "non_intent", "first") == [1, 0, 1]


def test_a_continuation_over_midnight_counts_on_the_first_day_only() -> None:
    late = visit("23:50", FIRST, WANG)
    back = visit("0:10", REVISIT, WANG, day=DAY + timedelta(days=1), continues=late.id)
    tomorrow = Period(back.day, back.day)
    assert values(Book(visits=(late, back)), "traffic") == [1]
    assert values(Book(visits=(late, back)), "traffic", period=tomorrow) == [0]
    assert values(Book(visits=(back,)), "traffic", period=tomorrow) == [0]


def test_calls_are_in_no_visit_figure() -> None:
    call = visit("9:00", FIRST, WANG, channel=Channel.PHONE_IN, has_phone=True)
    found = values(Book(visits=(call,)), "traffic", "first", "recorded", "buyers", "record_rate")
    assert found == [0, 0, 0, 0, None]
    arrival = visit("11:00", ON_FILE, WANG)
    assert values(Book(visits=(call, arrival)), "first_on_file", "revisit") == [1, 0]


def test_the_second_first_visit_of_a_customer_is_a_revisit() -> None:
    book = Book(visits=(visit("15:00", FIRST, WANG), visit("10:00", FIRST, WANG, has_phone=True)))
    assert values(book, "first", "recorded", "revisit") == [1, 1, 1]
    known = Book(visits=(visit("10:00", FIRST, WANG),), came_before=frozenset({WANG}))
    assert values(known, "first", "revisit") == [0, 1]


def test_a_phone_given_on_a_later_visit_does_not_count_back() -> None:
    book = Book(visits=(visit("10:00", FIRST, WANG), visit("15:00", REVISIT, WANG, has_phone=True)))
    assert values(book, "first", "recorded", "record_rate") == [1, 0, D("0.0")]


def test_a_ride_is_no_drive_nor_is_one_that_is_not_done() -> None:
    book = Book(
        visits=(visit("10:00", FIRST, WANG),),
        drives=(
            drive(WANG, mode=DriveMode.RIDE),
            *(drive(WANG, status=status) for status in DriveStatus if status != DriveStatus.DONE),
        ),
    )
    assert values(book, "drives", "drive_rate") == [0, D("0.0")]


def test_a_home_drive_counts_without_a_visit_and_a_rate_is_not_clipped() -> None:
    book = Book(visits=(visit("10:00"),), drives=(drive(WANG), drive(LI), drive(LI)))
    assert values(book, "drives", "drivers", "drive_rate") == [3, 2, D("200.0")]


def test_who_came_for_paperwork_and_drove_counts_above_the_line_only() -> None:
    book = Book(
        visits=(visit("10:00", NON_INTENT, WANG), visit("11:00", FIRST, LI)), drives=(drive(WANG),)
    )
    found = counted(book)["drive_rate"]
    assert fraction(found) == [1, 1, D("100.0")]


def test_anonymous_parties_are_one_customer_each() -> None:
    book = Book(visits=(visit("10:00"), visit("11:00"), visit("12:00")))
    assert values(book, "buyers") == [3]


def test_a_cancellation_subtracts_on_its_own_date() -> None:
    made = order(WANG, DAY, cancelled_on=DAY + timedelta(days=3))
    later = Period(DAY + timedelta(days=3), DAY + timedelta(days=3))
    both = Period(DAY, later.last)
    book = Book(
        visits=(visit("10:00", FIRST, LI, has_phone=True, day=later.first),), contracts=(made,)
    )
    assert values(book, "orders", "cancellations") == [1, 0]
    assert values(book, "orders", "cancellations", "deal_rate", period=later) == [
        -1,
        1,
        D("-100.0"),
    ]
    assert values(book, "orders", "ordered", period=both) == [0, 1]
    assert counted(book, later)["orders"].minus == (made.id,)


def test_a_contract_that_never_was_an_order_cancels_none() -> None:
    never = order(WANG, None, cancelled_on=DAY)
    assert values(Book(contracts=(never,)), "orders", "cancellations") == [0, 0]


def test_a_revived_lead_keeps_its_loss_and_is_not_new_again() -> None:
    """Worked example 15."""
    lead = LeadKept(id=WANG, recorded_on=date(2026, 8, 1))
    moves = (
        LeadMoved(id=fresh(), customer=WANG, day=date(2026, 9, 20), move=Move.LOST),
        LeadMoved(id=fresh(), customer=WANG, day=date(2026, 11, 10), move=Move.REVIVED),
    )
    book = Book(leads=(lead,), moves=moves, contracts=(order(WANG, date(2026, 11, 15)),))
    september = Period(date(2026, 9, 1), date(2026, 9, 30))
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert values(book, "losses", "revivals", "lost_rate", period=september) == [1, 0, D("100.0")]
    found = values(book, "losses", "revivals", "orders", "new_leads", period=november)
    assert found == [0, 1, 1, 0]


def test_the_loss_rate_is_over_active_and_new_leads() -> None:
    before = DAY - timedelta(days=1)
    leads = tuple(LeadKept(id=who, recorded_on=before) for who in (WANG, LI, ZHAO))
    new = LeadKept(id=CHEN, recorded_on=DAY)
    moves = (
        LeadMoved(id=fresh(), customer=ZHAO, day=before, move=Move.CLOSED),
        LeadMoved(id=fresh(), customer=LI, day=DAY, move=Move.LOST),
    )
    found = counted(Book(leads=(*leads, new), moves=moves))["lost_rate"]
    assert fraction(found) == [1, 3, D("33.3")]


def test_follow_ups_are_in_time_by_their_day() -> None:
    def due(done: date | None) -> ContactDue:
        return ContactDue(id=fresh(), due_on=DAY, done_on=done)

    day = timedelta(days=1)
    book = Book(contacts=(due(DAY), due(DAY - day), due(DAY + day), due(None)))
    codes = ("followups_due", "followups_done", "followups_in_time", "followup_rate")
    assert values(book, *codes) == [4, 3, 2, D("50.0")]


def test_deliveries_carry_loans_insurance_and_accessories() -> None:
    book = Book(
        contracts=(
            order(
                WANG, None, delivered_on=DAY, by_loan=True, insured=True, accessories_fen=300_000
            ),
            order(LI, None, delivered_on=DAY, insured=True),
            order(ZHAO, None, delivered_on=DAY),
        )
    )
    codes = ("deliveries", "finance_penetration", "insurance_penetration", "accessories_per_car")
    assert values(book, *codes) == [3, D("33.3"), D("66.7"), D("1000.00")]


def test_the_cycle_is_the_mean_from_first_contact_to_order() -> None:
    book = Book(
        contracts=(
            order(WANG, first_contact_on=DAY - timedelta(days=10)),
            order(LI, first_contact_on=DAY - timedelta(days=5)),
            order(ZHAO, first_contact_on=DAY),
            order(CHEN),
        )
    )
    assert values(book, "cycle_days") == [D("5.0")]
    assert values(Book(), "cycle_days") == [None]


def test_invited_arrivals_are_held_against_remote_leads() -> None:
    leads = (
        LeadKept(id=LI, recorded_on=DAY, remote=True),
        LeadKept(id=WANG, recorded_on=DAY, remote=True),
        LeadKept(id=ZHAO, recorded_on=DAY, remote=True, valid=False),
        LeadKept(id=CHEN, recorded_on=DAY),
    )
    book = Book(visits=(visit("10:00", ON_FILE, LI),), leads=leads)
    assert values(book, "show_rate") == [D("50.0")]


def test_the_funnel_narrows_step_by_step() -> None:
    quotes = (
        QuoteIssued(id=fresh(), customer=WANG, day=DAY),
        QuoteIssued(id=fresh(), customer=WANG, day=DAY),
    )
    book = Book(**{**{name: getattr(the_day(), name) for name in Book.__slots__}, "quotes": quotes})
    steps = funnel(counted(book))
    assert [(step.code, int(step.top)) for step, _ in steps] == [
        ("first", 2),
        ("recorded", 1),
        ("drivers", 2),
        ("quoted", 1),
        ("orders", 1),
        ("deliveries", 0),
    ]
    assert [share for _, share in steps] == [
        None, D("50.0"), D("200.0"), D("50.0"), D("100.0"), D("0.0"),
    ]  # fmt: skip


def test_leads_are_counted_by_level() -> None:
    leads = [LeadKept(id=fresh(), recorded_on=DAY, level=IntentLevel(level)) for level in "HHAC"]
    found = by_level(leads)
    assert {level: figure.top for level, figure in found.items() if figure.top} == {
        "H": 2,
        "A": 1,
        "C": 1,
    }


@pytest.mark.parametrize(
    ("top", "bottom", "shown"),
    [
        (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 16, "6.3"), (3, 16, "18.8"),
        (5, 4, "125.0"), (0, 7, "0.0"), (1, 2000, "0.1"), (1, 2001, "0.0"), (-1, 3, "-33.3"),
    ],
)  # fmt: skip
def test_a_rate_has_one_decimal_rounded_half_up(top: int, bottom: int, shown: str) -> None:
    assert str(percent(top, bottom)) == shown


def test_every_figure_is_worded() -> None:
    for language in texts.LANGUAGES:
        catalogue = texts.load(language)
        assert all(f"kpi.{code}" in catalogue for code in counted(Book()))


VISITS = st.lists(
    st.builds(
        lambda minute, kind, who, phone, owner: visit(
            f"{8 + minute // 60}:{minute % 60}", kind, who, has_phone=phone, owner=owner
        ),
        st.integers(0, 700),
        st.sampled_from(VisitKind),
        st.sampled_from([WANG, LI, ZHAO, None]),
        st.booleans(),
        st.sampled_from([ANN, BOB]),
    ),
    max_size=12,
)


@given(VISITS)
def test_every_visit_is_counted_once_and_consultants_sum_to_the_store(visits) -> None:
    period = tally(Book(visits=tuple(visits)), TODAY)
    found = figures(period)
    kinds = ("first", "first_on_file", "revisit", "non_intent")
    assert sum(found[kind].top for kind in kinds) == found["traffic"].top == len(visits)
    opened = [key for kind in kinds for key in found[kind].numerator]
    assert sorted(opened) == sorted(made.id for made in visits)
    for code in ("traffic", "first", "recorded", "revisit", "buying"):
        parts = [figures(period.of(who))[code].top for who in (ANN, BOB)]
        assert sum(parts) == found[code].top
    for figure in found.values():
        assert (figure.value is None) == (figure.bottom == 0)


@given(VISITS)
def test_a_customer_has_one_first_visit_at_most(visits) -> None:
    counted_visits = tally(Book(visits=tuple(visits)), TODAY).visits
    firsts = [v.customer for v in counted_visits if v.customer and v.kind in {FIRST, ON_FILE}]
    assert len(firsts) == len(set(firsts))
