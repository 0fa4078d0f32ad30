import ast
from pathlib import Path

import pytest

from tools.budgets import cycles, mirrors, promises, report, rows, shape
from tools.budgets.__main__ import main
from tools.budgets.sources import Source


def source(text, path="showroom/visit/rules.py"):
    return Source(Path(path), text)


def function(text):
    return next(source(text).functions())


def test_a_module_goes_by_its_dotted_name_and_a_package_by_its_folder():
    assert source("").module == "showroom.visit.rules"
    assert source("", "showroom/visit/__init__.py").module == "showroom.visit"


def test_blank_lines_and_comments_are_no_code():
    assert source("# why\n\nx = 1\n").code_lines == 1


def test_a_function_is_as_long_as_its_lines_without_decorators():
    assert shape.lines(function("@cache\ndef f():\n    x = 1\n    return x\n")) == 3


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("if a:\n        return 1", 2),
        ("if a:\n        b\n    elif c:\n        d\n    else:\n        e", 3),
        ("return [x for x in y]", 2),
        ("try:\n        a\n    except OSError:\n        b", 2),
        ("match a:\n        case 1:\n            b\n        case _:\n            c", 2),
    ],
)
def test_complexity_counts_the_ways_through(body, ways):
    assert shape.complexity(function(f"def f():\n    {body}\n")) == ways


def test_self_is_no_parameter_but_stars_are():
    text = "class A:\n    def f(self, a, *b, c=1, **d): ...\n"
    assert shape.parameters(function(text)) == 4


def test_a_folder_holds_its_modules_but_not_its_init():
    made = [source("", f"ui/{name}.py") for name in ("__init__", "app", "window")]
    assert shape.folder_sizes(made) == {"ui": 2}


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (90, 9), (100, 10)])
def test_a_percentile_is_a_value_that_occurs(percent, value):
    assert shape.percentile(range(1, 11), percent) == value


def test_a_missing_hint_is_named():
    share = promises.hints([source("def f(a: int, b) -> int: ...\n")])
    assert (share.good, share.total) == (2, 3)
    assert share.missing == ("showroom/visit/rules.py:1 f b",)


def test_private_magic_and_overriding_functions_owe_no_docstring():
    text = (
        '"""."""\ndef _a(): ...\nclass _B: ...\n@override\ndef paintEvent(): ...\ndef said(): ...\n'
    )
    share = promises.docstrings([source(text)])
    assert [each.split()[-1] for each in share.missing] == ["said"]


def test_modules_that_import_each_other_are_a_cycle_even_lazily():
    made = [
        source("from db import b\n", "db/a.py"),
        source("def f():\n    from db.a import x\n", "db/b.py"),
        source("import db.a\n", "db/c.py"),
    ]
    assert cycles.found(cycles.graph(made)) == [["db.a", "db.b"]]


def test_a_chain_is_no_cycle():
    made = [source("import db.b\n", "db/a.py"), source("import alembic\n", "db/b.py")]
    assert cycles.found(cycles.graph(made)) == []


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("showroom/visit/rules.py", "tests/visit/test_rules.py"),
        ("showroom/money.py", "tests/test_money.py"),
        ("showroom/documents/press.py", "tests/documents/test_press.py"),
        ("showroom/ledger/typed/day.py", "tests/ledger/test_day.py"),
        ("showroom/ledger/typed/day.py", "tests/ledger/typed/test_day.py"),
        ("db/session.py", "tests/db/test_session.py"),
        ("ui/pages/visit.py", "tests/visit/test_page.py"),
        ("ui/kit/table.py", "tests/ui/kit/test_table.py"),
        ("ui/kit/table.py", "tests/ui/test_table.py"),
    ],
)
def test_a_same_named_test_is_found_where_the_house_puts_it(module, test):
    share = mirrors.mirrored([source("def f(): ...\n", module)], [source("", test)])
    assert share.good == 1


def test_a_test_of_another_room_is_no_mirror():
    made = [source("def f(): ...\n")]
    assert mirrors.mirrored(made, [source("", "tests/quote/test_rules.py")]).good == 0


def test_a_module_of_declarations_needs_no_test():
    assert mirrors.mirrored([source("x = 1\n")], []).total == 0


def test_a_kept_house_passes(tmp_path, capsys):
    house(tmp_path, "def f() -> int:\n    return 1\n")
    assert main(tmp_path) == 0
    assert "FAIL" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "def f(a) -> int:\n    return a\n",
        "def f() -> int:\n" + "    x = 1\n" * 50 + "    return x\n",
        "x = 1\n" * 401,
        "def f() -> None:\n    import showroom.other\n",
    ],
    ids=["hint", "function", "file", "cycle"],
)
def test_a_binding_budget_overdrawn_fails(tmp_path, capsys, text):
    house(tmp_path, text)
    assert main(tmp_path) == 1
    assert "FAIL" in capsys.readouterr().out


def test_a_budget_that_only_warns_does_not_fail(tmp_path, capsys):
    house(tmp_path, "def f() -> int:\n" + "    x = 1\n" * 40 + "    return x\n")
    assert main(tmp_path) == 0
    assert "over" in capsys.readouterr().out


def test_the_places_to_mend_are_told_a_dozen_at_a_time():
    row = rows.Row("hints", "100", "50", ok=False, where=tuple(map(str, range(20))))
    assert report.told([row]).endswith("  11\n  and 8 more")


def house(root, text):
    """A product of two modules, the second of which imports the first."""
    for path, body in {"thing.py": text, "other.py": "import showroom.thing\n"}.items():
        file = root / "showroom" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'"""Said."""\n{body}')
        ast.parse(body)
