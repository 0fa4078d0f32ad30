"""Every visible word comes from the catalogue, and the catalogue holds no word in vain."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from db import errors as store_errors
from showroom import texts
from tools.budgets import sources

ROOT = Path(__file__).resolve().parent.parent.parent
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

# One language counts in 万 or puts the month first, so it asks for other facts of the same thing.
WRITTEN_APART = {"customer.round_amount", "window.long_day"}

# Lines and warnings of the stock, named by the values of their lists; what is wrong with a
# published file, named by what the reader of sheets says.
NAMED_BY_VALUE = (
    "enum.",
    "vehicle.age_",
    "vehicle.ratio_",
    "publish.file_",
    "publish.cell_error",
    "publish.formula_no_value",
    "publish.text_mangled",
)

# Text that is data of the trade, matched against what people typed, never shown.
DATA = {
    "db/folder.py": "folders of cloud drives",
    "showroom/customer/budget.py": "budgets as they are said",
    "showroom/contract/clauses.py": "wording the law forbids, and how articles are counted",
    "showroom/customer/namesake.py": "forms of address",
    "showroom/documents/amount_upper.py": "the capital numerals themselves",
    "showroom/hq/publish/sheets/": "cells as people type them, and the template's examples",
    "showroom/identity.py": "letters of number plates",
    "showroom/ledger/layout/": "heads and totals as ledgers have them",
    "showroom/ledger/typed/": "cells as people type them",
    "showroom/logs.py": "the range of the script",
    "showroom/simulate/": "people and papers of made-up worlds",
    "ui/demo/": "looks for the words of a paper that it has printed",
    "ui/kit/fields/": "dates and amounts as people type them",
    "ui/kit/toasts.py": "the width of one character",
    "ui/models/initials.py": "readings of names",
}


@cache
def product():
    return sources.product(ROOT)


@cache
def keys(language="zh_CN"):
    return texts.load(language).keys()


@cache
def plain_keys(language="zh_CN"):
    return frozenset(re.sub(r"\.(one|other)$", "", key) for key in keys(language))


def docstrings(tree):
    """The nodes that tell a reader of the code something, which nobody else sees."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for child in body if isinstance(body, list) else []:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                yield child.value


def parts(tree):
    """The fixed parts of formatted strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from node.values


@cache
def said(source, *, whole=False):
    """Every string of a file that is no docstring; `whole`: without parts of formatted ones."""
    left_out = [*docstrings(source.tree), *(parts(source.tree) if whole else ())]
    told = {id(node) for node in left_out}
    return [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


@cache
def constants():
    return frozenset(node.value for source in product() for node in said(source, whole=True))


def pattern(node):
    """`f"board.span_{x}"` as what it may come to; None where it does not begin like a key."""
    parts = [
        re.escape(str(each.value)) if isinstance(each, ast.Constant) else "([A-Za-z0-9_.]+)"
        for each in node.values
    ]
    text = "".join(parts)
    return re.compile(text) if re.match(r"[a-z]+(\\\.|_|\(|\\_)", text) else None


@cache
def patterns():
    made = {
        pattern(node)
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
    }
    return [each for each in made if each is not None]


def facts_of(language, key):
    words = texts.load(language)
    named = [each for each in (key, f"{key}.one", f"{key}.other") if each in words]
    return {
        field.split(".")[0].split("[")[0]
        for each in named
        for _, field, _, _ in Formatter().parse(words.pattern(each))
        if field
    }


def failures():
    """Every `Refusal("code", fact=...)` and `Trouble(...)` in the source."""
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Refusal", "Trouble"}:
                yield source, node


def test_both_languages_word_the_same_keys():
    assert plain_keys("zh_CN") == plain_keys("en")


def test_both_languages_tell_the_same_facts():
    differing = {
        key: (facts_of("zh_CN", key), facts_of("en", key))
        for key in plain_keys()
        if key not in WRITTEN_APART
        and facts_of("zh_CN", key) - {"count"} != facts_of("en", key) - {"count"}
    }
    assert differing == {}


def asked():
    """Every key a call asks the catalogue for; papers ask below `paper.`."""
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and node.args and asks(node.func):
                for key in ast.walk(node.args[0]):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield source, key


def asks(function):
    return ast.unparse(function).split(".")[-1] in {"words", "catalogue", "wording"}


def test_every_key_asked_for_is_worded():
    unknown = [
        f"{source.path}:{key.lineno} {key.value}"
        for source, key in asked()
        if re.fullmatch(r"[a-z]+\.[a-z_]+[a-z0-9_.]*[a-z0-9]", key.value)
        and not {key.value, f"paper.{key.value}"} & plain_keys()
    ]
    assert unknown == []


def named(key):
    """Whether code says the key, its end after the room, or a pattern whose gaps it names."""
    if key in constants() or key.partition(".")[2] in constants():
        return True
    fits = (each.fullmatch(text) for each in patterns() for text in (key, key.partition(".")[2]))
    return any(fit for fit in fits)


def test_no_word_is_kept_in_vain():
    idle = [key for key in plain_keys() if not key.startswith(NAMED_BY_VALUE) and not named(key)]
    assert sorted(idle) == []


def test_every_failure_is_worded_and_says_the_facts_its_words_ask_for():
    wrong = []
    for source, call in failures():
        code = call.args[0] if call.args else None
        if not isinstance(code, ast.Constant):
            continue
        given = {each.arg for each in call.keywords}
        unknown = code.value not in plain_keys()
        if unknown or (None not in given and facts_of("zh_CN", code.value) - given):
            wrong.append(f"{source.path}:{call.lineno} {code.value}")
    assert wrong == []


def test_every_failure_of_the_store_is_worded():
    codes = {
        kind.code
        for kind in vars(store_errors).values()
        if isinstance(kind, type) and issubclass(kind, store_errors.StoreError)
    }
    assert codes - plain_keys() == set()


def test_no_visible_word_stands_in_the_code():
    assert [
        f"{source.path}:{node.lineno} {node.value}"
        for source in product()
        if not str(source.path).startswith(tuple(DATA))
        for node in said(source)
        if CHINESE.search(node.value)
    ] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_key_is_written_twice(language):
    for file in (ROOT / "resources" / "texts" / language).glob("*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        found = [line.split(" = ")[0] for line in lines if " = " in line and line[0] != "#"]
        assert sorted(set(found)) == sorted(found), file.name
