"""What the product may not do: read here from its own source."""

import ast
from pathlib import Path

import pytest

from tools.budgets import sources

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("showroom", "db")

# Where the outside may be touched, and why.
CLOCK = {
    "showroom/clock.py": "the port itself",
    "showroom/simulate/bench/": "measures what things cost",
    "showroom/bootstrap/": "before any port exists",
}
CHANCE = {
    "showroom/ids.py": "the port itself",
    "db/encryption.py": "keys and salts, which no replay may know",
    "db/session.py": "the key of a new store",
    "showroom/simulate/": "its dice are thrown from a seed",
}
WRITES = {
    "showroom/bootstrap/": "makes the environment",
    "showroom/cli.py": "hands files to the person who asked",
    "showroom/ledger/cli.py": "hands files to the person who asked",
    "showroom/hq/keeping/backup.py": "backups",
    "showroom/hq/publish/cli.py": "hands a template to the person who asked",
    "showroom/simulate/": "the worlds it plays in, and the cases it found",
    "showroom/logs.py": "the log folder",
    "db/backup.py": "snapshots",
    "db/encryption.py": "the wrapped key",
    "db/files.py": "what lies beside a store: parcels, snapshots, attachments",
    "db/folder.py": "the data folder",
    "db/life.py": "the witness of a life",
    "db/lock.py": "the lock of the data folder",
    "db/session.py": "the store",
}
SOCKETS = {
    "showroom/simulate/bench/load.py": "five hundred desks at once",
    "showroom/hq/service/running.py": "listens for desks",
    "showroom/sync/http.py": "the way to HQ",
}

TIME = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.monotonic", "time.perf_counter"),
}
RANDOM = {"uuid1", "uuid4", "urandom", "getrandbits"}
RANDOM_MODULES = {"random", "secrets"}
WRITE_METHODS = {"write_text", "write_bytes", "touch", "mkdir"}
NET_MODULES = {"socket", "ssl", "http", "urllib.request", "httpx2", "ftplib", "smtplib"}


def calls(source):
    """Every call with its dotted name, `a.b.c` cut to the last two parts."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            name = (
                ast.unparse(node.func) if isinstance(node.func, (ast.Name, ast.Attribute)) else ""
            )
            yield node, ".".join(name.split(".")[-2:])


def imported(source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


def opens_for_writing(call, name):
    if name.split(".")[-1] != "open":
        return False
    said = call.args[1:] if name == "open" else call.args
    values = [*said, *(each.value for each in call.keywords if each.arg in {None, "mode"})]
    modes = [each.value for each in values if isinstance(each, ast.Constant)]
    return any(
        isinstance(mode, str) and set(mode) & set("wax+") and len(mode) <= 3 for mode in modes
    )


def reads_time(source):
    return [node for node, name in calls(source) if name in TIME]


def takes_chance(source):
    named = [node for node, name in calls(source) if name.split(".")[-1] in RANDOM]
    return named + [node for node, name in imported(source) if name in RANDOM_MODULES]


def writes_files(source):
    return [
        node
        for node, name in calls(source)
        if opens_for_writing(node, name) or name.split(".")[-1] in WRITE_METHODS
    ]


def reaches_out(source):
    return [node for node, name in imported(source) if name in NET_MODULES]


def evaluates(source):
    bare = {"eval", "exec", "compile", "yaml.load"}
    return [node for node, name in calls(source) if name in bare]


def unpickles(source):
    known = {"pickle", "marshal", "shelve", "dill"}
    return [node for node, name in imported(source) if name in known]


def uses_a_shell(source):
    shells = {"os.system", "os.popen"}
    return [
        node
        for node, name in calls(source)
        if name in shells
        or any(each.arg == "shell" and ast.unparse(each.value) == "True" for each in node.keywords)
    ]


def builds_sql(source):
    """`text(f"...")`, `execute("..." + name)`: a value belongs in a parameter."""
    asked = {"text", "execute", "exec_driver_sql", "executescript", "executemany"}
    return [
        node
        for node, name in calls(source)
        if name.split(".")[-1] in asked
        and node.args
        and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
        and may_be_sql(node.args[0])
    ]


def may_be_sql(node):
    """A formatted text that reads like a statement; a painter's `text` does not."""
    words = ast.unparse(node).upper()
    return any(f"{verb} " in words for verb in ("SELECT", "INSERT", "UPDATE", "DELETE", "PRAGMA"))


def found(rule, *, floors, allowed=()):
    return [
        f"{source.path}:{node.lineno}"
        for source in sources.product(ROOT)
        if source.path.parts[0] in floors
        and not str(source.path.as_posix()).startswith(tuple(allowed))
        for node in rule(source)
    ]


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [(reads_time, CLOCK), (takes_chance, CHANCE), (writes_files, WRITES), (reaches_out, SOCKETS)],
)
def test_business_and_store_touch_the_outside_only_through_ports(rule, allowed):
    assert found(rule, floors=FLOORS, allowed=allowed) == []


@pytest.mark.parametrize("rule", [evaluates, unpickles, uses_a_shell])
def test_nothing_that_runs_text_as_code_ships(rule):
    assert found(rule, floors=sources.PRODUCT) == []


# DDL made from the metadata has names that no parameter can carry; no value reaches it.
GENERATED_SQL = (
    "db/",
    "showroom/hq/rows.py",
    "showroom/hq/store.py",
    "showroom/simulate/",
    "showroom/sync/forks.py",
    "showroom/sync/outgoing.py",
    "showroom/sync/rows.py",
    "showroom/sync/standing.py",
)


def test_no_statement_is_put_together_from_values():
    assert found(builds_sql, floors=sources.PRODUCT, allowed=GENERATED_SQL) == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (reads_time, "datetime.now(UTC)"),
        (reads_time, "dt.datetime.now()"),
        (takes_chance, "import random"),
        (takes_chance, "uuid.uuid4()"),
        (writes_files, "open('x', 'w')"),
        (writes_files, "path.open(mode='ab')"),
        (writes_files, "path.write_text('x')"),
        (reaches_out, "import socket"),
        (evaluates, "eval('1')"),
        (unpickles, "import pickle"),
        (uses_a_shell, "run('ls', shell=True)"),
        (builds_sql, "session.execute(text(f'select * from {name}'))"),
        (builds_sql, "execute('select ' + name)"),
    ],
)
def test_each_rule_bites(rule, line):
    assert rule(sources.Source(Path("showroom/x.py"), line))


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (reads_time, "clock.now()"),
        (writes_files, "open('x')"),
        (writes_files, "path.open('rb')"),
        (writes_files, "path.open(encoding='utf-8')"),
        (uses_a_shell, "run(['ls'])"),
        (builds_sql, "execute(text('select 1'), {'a': 1})"),
        (builds_sql, "text(f'{count} cars')"),
    ],
)
def test_no_rule_bites_what_is_allowed(rule, line):
    assert not rule(sources.Source(Path("showroom/x.py"), line))
