"""Who may do what: every command and query names its roles, and what names none is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from showroom.errors import Refusal
from showroom.terms import Role

EVERYONE = frozenset(Role)
MANAGERS = frozenset(
    {Role.SHOWROOM_MANAGER, Role.SALES_MANAGER, Role.GENERAL_MANAGER, Role.STORE_MANAGER}
)
SALES = MANAGERS | {Role.CONSULTANT}
DESK = SALES | {Role.RECEPTIONIST}
MONEY = MANAGERS | {Role.CASHIER}
ADMINS = frozenset({Role.STORE_MANAGER, Role.GENERAL_MANAGER, Role.ADMIN})

F = TypeVar("F", bound=Callable[..., Any])

_RIGHTS: dict[str, frozenset[Role]] = {}
_OPEN: set[str] = set()


def allows(*roles: Role) -> Callable[[F], F]:
    """Mark a command or query as open to these roles."""

    def mark(function: F) -> F:
        _RIGHTS[name(function)] = frozenset(roles)
        return function

    return mark


def before_sign_in(function: F) -> F:
    """Mark what works before anybody signed in: signing in, and setting the outlet up."""
    _OPEN.add(name(function))
    return function


def check(function: Callable[..., Any], role: Role | None) -> None:
    """Raise Refusal unless `role` may run the function; None is nobody signed in."""
    called = name(function)
    if called in _OPEN:
        return
    if role is None:
        raise Refusal("staff.sign_in_first")
    if role not in _RIGHTS.get(called, frozenset()):
        raise Refusal("staff.not_permitted", role=role.word, command=called)


def matrix() -> dict[str, frozenset[Role]]:
    """Every marked command and query with its roles; those open before sign-in have all."""
    return {**_RIGHTS, **dict.fromkeys(_OPEN, EVERYONE)}


def name(function: Callable[..., Any]) -> str:
    """`testdrive.book` for `showroom.testdrive.commands.book`."""
    return f"{function.__module__.split('.')[1]}.{function.__name__}"
