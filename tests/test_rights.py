"""Who may do what; what names nobody is refused to everybody."""

import ast
import importlib
import pkgutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

import showroom
from showroom import rights
from showroom.errors import Refusal
from showroom.terms import Role
from tools.budgets import sources

ROOT = Path(__file__).resolve().parent.parent

for _module in pkgutil.walk_packages(showroom.__path__, "showroom."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)


@rights.allows(*rights.MONEY)
def money_only() -> None:
    """Open to who may take money."""


@rights.before_sign_in
def for_anybody() -> None:
    """Open to whoever stands there."""


def marked_by_nobody() -> None:
    """Closed."""


def passes(function: Callable[[], None], role: Role | None) -> str:
    try:
        rights.check(function, role)
    except Refusal as refusal:
        return refusal.code
    return "passes"


@pytest.mark.parametrize("role", [None, *Role])
def test_what_names_no_role_is_closed_to_all(role: Role | None) -> None:
    assert passes(marked_by_nobody, role) != "passes"


@pytest.mark.parametrize("role", Role)
def test_a_marked_command_opens_to_its_roles_alone(role: Role) -> None:
    expected = "passes" if role in rights.MONEY else "staff.not_permitted"
    assert passes(money_only, role) == expected


def test_nobody_signed_in_may_only_what_is_open_before() -> None:
    assert passes(money_only, None) == "staff.sign_in_first"
    assert passes(for_anybody, None) == "passes"


def test_a_command_goes_by_its_room_and_its_name() -> None:
    from showroom.testdrive.booking import book

    assert rights.name(book) == "testdrive.book"


# What each desk of an outlet is for (domain.md section 4); a change here is a change of the house.
CLOSED_TO = {
    Role.RECEPTIONIST: {
        "contract.take_money", "contract.pay_back", "quote.decide_approval", "dayclose.close_day",
        "customer.decide_loss",
    },
    Role.CASHIER: {"quote.save_quote", "quote.decide_approval", "dayclose.close_day"},
    Role.CONSULTANT: {"quote.decide_approval", "dayclose.close_day", "dayclose.reopen_day"},
    Role.TECHNICIAN: {"quote.save_quote", "contract.take_money", "dayclose.close_day"},
}  # fmt: skip


def test_nobody_reaches_beyond_the_desk_they_sit_at() -> None:
    matrix = {short(command): roles for command, roles in rights.matrix().items()}
    assert {command for commands in CLOSED_TO.values() for command in commands} <= set(matrix)
    reached = [
        (role.name, command)
        for role, commands in CLOSED_TO.items()
        for command in commands
        if role in matrix[command]
    ]
    assert reached == []


def test_every_command_of_the_house_is_open_to_somebody_and_to_a_manager() -> None:
    ours = {command: roles for command, roles in rights.matrix().items() if "." in command}
    assert len(ours) > 60
    assert [command for command, roles in ours.items() if not roles] == []
    managed = product(ours, [Role.STORE_MANAGER])
    assert [command for command, role in managed if role not in ours[command]] == []


def marked() -> set[str]:
    """Every function that names its roles, by module and name, read from the source."""
    return {
        f"{source.module}.{each.name}"
        for source in sources.product(ROOT)
        if source.path.parts[0] == "showroom"
        for each in source.functions()
        if any(ast.unparse(mark).startswith("allows(") for mark in each.decorator_list)
    }


def test_rights_are_known_for_all_that_names_them() -> None:
    assert marked() <= set(rights.matrix())


def short(command: str) -> str:
    """`contract.pay_back` of `showroom.contract.receipts.pay_back`."""
    parts = command.split(".")
    return f"{parts[1]}.{parts[-1]}"
