"""`operator`: the people of HQ's web page."""

import argparse
import getpass
import sys

from sqlalchemy import select, update

from db.headquarters import operator as people
from showroom.errors import Refusal
from showroom.hq.commands.asked import Asked
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import upsert
from showroom.staff.rules import hashed
from showroom.texts import Catalogue

ROLES = ("OPERATOR", "AUDITOR")


def operator_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `operator` takes: nothing lists them."""
    parser.add_argument("login", nargs="?", help=words("hq.about_login"))
    parser.add_argument("name", nargs="?", default="", help=words("hq.about_person"))
    parser.add_argument("--role", choices=ROLES, default=ROLES[0], help=words("hq.about_role"))
    parser.add_argument("--off", action="store_true", help=words("hq.about_off"))


def operator(asked: Asked) -> None:
    """Add a person, give a new password, shut one out; or list them."""
    with asked.hq() as hq:
        if asked.told.login:
            _change(asked, hq)
        with hq.store.read() as connection:
            told = people.c
            query = select(told.login, told.name, told.role, told.is_active).order_by(told.login)
            lines = [dict(row._mapping) for row in connection.execute(query)]  # noqa: SLF001
    for line in lines:
        asked.say("operator_line" if line["is_active"] else "operator_off_line", **line)
    asked.answer(lines)


def _change(asked: Asked, hq: Headquarters) -> None:
    """The person as told; who is shut out keeps name and role."""
    login = asked.told.login
    row = None if asked.told.off else _row(asked)
    with hq.store.write() as connection:
        if row:
            upsert(connection, people, [row])
            return
        off = update(people).where(people.c.login == login).values(is_active=0)
        if not connection.execute(off).rowcount:
            raise Refusal("hq.operator_unknown", login=login)


def _row(asked: Asked) -> tuple[object, ...]:
    told = asked.told
    facts = {
        "login": told.login, "name": told.name or told.login, "role": told.role,
        "is_active": 1, "failures": 0, "failed_at": None,
        "password_hash": hashed(_password(asked)),
    }  # fmt: skip
    return tuple(facts[column.name] for column in people.columns)


def _password(asked: Asked) -> str:
    """Typed twice and not shown, or one line of what is piped in: never a word of the line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(asked.words("hq.type_password"))
    if first != getpass.getpass(asked.words("hq.type_again")):
        raise Refusal("hq.passwords_differ")
    return first
