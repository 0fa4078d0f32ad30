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

_RIGHTS: dict[Callable[..., Any], frozenset[Role]] = {}
_OPEN: set[Callable[..., Any]] = set()


def allows(*roles: Role) -> Callable[[F], F]:
    """Mark a command or query as open to these roles."""

    def mark(function: F) -> F:
        _RIGHTS[function] = frozenset(roles)
        return function

    return mark


def before_sign_in(function: F) -> F:
    """Mark what works before anybody signed in: signing in, and setting the outlet up."""
    _OPEN.add(function)
    return function


def check(function: Callable[..., Any], role: Role | None) -> None:
    """Raise Refusal unless `role` may run the function; None is nobody signed in."""
    if function in _OPEN:
        return
    if role is None:
        raise Refusal("staff.sign_in_first")
    if role not in roles_of(function):
        raise Refusal("staff.not_permitted", role=role.word, command=name(function))


def roles_of(function: Callable[..., Any]) -> frozenset[Role]:
    """Who may run a function; nobody where it is not marked itself, whatever its namesakes are."""
    return EVERYONE if function in _OPEN else _RIGHTS.get(function, frozenset())


def matrix() -> dict[str, frozenset[Role]]:
    """Every marked command and query by module and name; those open before sign-in have all."""
    marked = (*_RIGHTS, *_OPEN)
    return {f"{each.__module__}.{each.__name__}": roles_of(each) for each in marked}


def name(function: Callable[..., Any]) -> str:
    """`testdrive.book` for `showroom.testdrive.commands.book`."""
    return f"{function.__module__.split('.')[1]}.{function.__name__}"
