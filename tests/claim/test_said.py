"""Nothing that is shown says confirmed before the word is GRANTED."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import pytest

from showroom import texts
from showroom.claim.queries import NOT_ASKED, Held
from showroom.claim.terms import ClaimStanding
from showroom.contract.form import CAR_TONES, state_of
from showroom.contract.queries import ContractLine
from showroom.contract.rules import in_effect
from showroom.terms import ContractStatus

GRANTED = ClaimStanding.GRANTED
OTHERS = [each for each in ClaimStanding if each is not GRANTED]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_only_a_granted_wish_is_worded_as_confirmed(language: str) -> None:
    word = texts.load(language)
    confirmed = word(GRANTED.word)
    said = [word(each.word) for each in OTHERS]
    assert confirmed not in said
    assert len(set(said)) == len(OTHERS)


def test_a_wish_never_asked_is_not_confirmed() -> None:
    assert NOT_ASKED.standing is ClaimStanding.TENTATIVE


def test_only_a_granted_car_makes_a_contract_allocated() -> None:
    for status, car in product(ContractStatus, [*ClaimStanding, None]):
        shown = in_effect(status, car)
        if status is not ContractStatus.ALLOCATED and shown is ContractStatus.ALLOCATED:
            assert (status, car) == (ContractStatus.SIGNED, GRANTED)


def test_a_car_that_is_not_granted_is_said_before_the_state(contract_line) -> None:
    for status, car in product(ContractStatus, ClaimStanding):
        word, tone = state_of(contract_line(status, car))
        if car in {ClaimStanding.TENTATIVE, ClaimStanding.REFUSED}:
            ended = status in {ContractStatus.DRAFT, ContractStatus.DELIVERED,
                               ContractStatus.CANCELLED}  # fmt: skip
            assert ended or (word.startswith("contract.car_") and tone == CAR_TONES[car])
        else:
            assert word == status.word


@pytest.fixture
def contract_line():
    """A line of the list in a state, with a car that stands so."""
    nobody = UUID(int=0)
    plain = ContractLine(
        nobody, "HT-1", ContractStatus.SIGNED, date(2026, 11, 22), nobody, "王芳", "XC40",
        100, 0, date(2026, 12, 1), "李倩", 100,
    )  # fmt: skip
    return lambda status, car: replace(plain, status=status, car_held=Held(car))
