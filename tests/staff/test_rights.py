"""Who may do what: one matrix over every command and query, and nothing outside it."""

import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import showroom
from showroom import rights
from showroom.errors import Refusal
from showroom.terms import Role
from showroom.unit import Unit
from showroom.visit import commands, reception

GOLDEN = Path(__file__).with_name("rights.txt")
WITHIN_A_COMMAND = {"showroom.customer.commands.check_edit", "showroom.staff.commands.new_staff"}
"""What takes a command but is only ever called by one that is marked."""


def rooms() -> list[str]:
    """Every module of the business; importing one marks what stands in it."""
    found = pkgutil.walk_packages(showroom.__path__, "showroom.")
    return [each.name for each in found if not each.name.endswith("__main__")]


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of the business, by where it stands."""
    modules = [import_module(name) for name in rooms()]
    return {
        f"{module.__name__}.{name}": function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def passes(function: Callable[..., Any], role: Role | None) -> bool:
    """Whether somebody of that role may run it."""
    try:
        rights.check(function, role)
    except Refusal:
        return False
    return True


def is_asked_of_a_desk(function: Callable[..., Any]) -> bool:
    """Whether it has the form of a command or query: the unit, and one thing asked."""
    takes = list(inspect.signature(function).parameters.values())
    asked = {"command", "query", "_query"}
    return len(takes) == 2 and takes[0].annotation is Unit and takes[1].name in asked


def line(function: Callable[..., Any]) -> str:
    """`visit.register: CASHIER CONSULTANT …`."""
    names = " ".join(sorted(role.name for role in rights.roles_of(function)))
    return f"{rights.name(function)}: {names}"


def marked() -> dict[str, Callable[..., Any]]:
    """The commands and queries of the business, by where they stand."""
    return {place: each for place, each in functions().items() if rights.roles_of(each)}


def test_the_matrix_of_commands_and_roles_is_the_committed_one() -> None:
    assert sorted(map(line, marked().values())) == GOLDEN.read_text("utf-8").splitlines()


def test_every_command_and_query_names_its_roles() -> None:
    asked = {place for place, function in functions().items() if is_asked_of_a_desk(function)}
    assert asked - marked().keys() == WITHIN_A_COMMAND


def test_each_command_passes_its_roles_and_no_other() -> None:
    for function, role in product(marked().values(), Role):
        assert passes(function, role) == (role in rights.roles_of(function))


def test_before_anybody_signed_in_only_the_door_opens() -> None:
    opened = {rights.name(each) for each in marked().values() if passes(each, None)}
    assert opened == {
        "exchange.pace",
        "outlet.fill_with_sample",
        "outlet.found",
        "outlet.outlet_name",
        "staff.check_password",
        "staff.sign_in_names",
    }


def test_what_names_no_roles_is_refused_to_everyone() -> None:
    for place, role in product(WITHIN_A_COMMAND, Role):
        assert not passes(functions()[place], role)


def test_a_mark_covers_no_namesake_in_the_room() -> None:
    assert passes(commands.correct, Role.RECEPTIONIST)
    assert not passes(reception.correct, Role.RECEPTIONIST)
