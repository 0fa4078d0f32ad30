import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import lock

LOCKS = (lock.RUN, lock.DEV, lock.SETUP)
FIT_FOR_BOTH = re.compile(r"^(\S+)==(\S+)")


def pinned(*names):
    entries = [entry for name in names for entry in lock.entries((lock.ROOT / name).read_text())]
    return dict(FIT_FOR_BOTH.match(entry).groups() for entry in entries)


def test_the_locks_were_written_for_the_needs_pyproject_states():
    assert lock.current(lock.ROOT, lock.needs(lock.ROOT / "pyproject.toml"))


def test_every_need_is_pinned_to_a_version_that_fits():
    wanted = lock.needs(lock.ROOT / "pyproject.toml")
    for name in LOCKS:
        pins = pinned(name, lock.RUN) if name == lock.DEV else pinned(name)
        for need in map(Requirement, wanted[name]):
            assert need.specifier.contains(pins[canonicalize_name(need.name)]), need


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name):
    text = (lock.ROOT / name).read_text()
    # Not the bare word: httpx2 and httpcore are packages.
    assert not re.search(r"://|--index|--find-links|--trusted|\bfile:| @ ", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_of_a_lock_is_hashed_and_nothing_else_stands_in_it(name):
    text = (lock.ROOT / name).read_text()
    entries = lock.entries(text)
    assert all("--hash=sha256:" in entry for entry in entries)
    rest = text
    for entry in entries:
        rest = rest.replace(entry, "", 1)
    assert all(line.startswith("#") for line in rest.splitlines())


def test_no_package_has_two_versions():
    run, dev = pinned(lock.RUN), pinned(lock.DEV)
    assert all(run[name] == version for name, version in dev.items() if name in run)


def test_a_changed_need_makes_the_locks_stale(tmp_path):
    wanted = {"requirements.lock": ["segno>=1.6"]}
    (tmp_path / "requirements.lock").write_text(f"# needs: {lock.digest(['segno>=1.6'])}\n")
    assert lock.current(tmp_path, wanted)
    assert not lock.current(tmp_path, {"requirements.lock": ["segno>=1.7"]})
