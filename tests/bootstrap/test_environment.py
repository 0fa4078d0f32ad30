import json
import venv

import pytest

from showroom.bootstrap.environment import Environment, uv_settings

LOCKS = ("requirements.lock",)


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose lock asks for nothing, and its bare environment."""
    (tmp_path / "requirements.lock").write_text("# needs: nothing\n")
    venv.create(tmp_path / ".venv", with_pip=False, symlinks=True)
    return tmp_path


def test_an_environment_without_a_stamp_holds_nothing(checkout):
    assert not Environment(checkout).holds(LOCKS)


def test_a_remembered_lock_is_held_until_the_lock_changes(checkout):
    place = Environment(checkout)
    place.remember(LOCKS, frozenset())
    assert place.holds(LOCKS)
    (checkout / "requirements.lock").write_text("# needs: something\n")
    assert not place.holds(LOCKS)


def test_a_second_lock_is_remembered_beside_the_first(checkout):
    (checkout / "requirements-dev.lock").write_text("# more\n")
    place = Environment(checkout)
    place.remember(("requirements-dev.lock",), frozenset())
    place.remember(LOCKS, frozenset())
    assert place.holds((*LOCKS, "requirements-dev.lock"))


def test_a_broken_stamp_is_no_stamp(checkout):
    place = Environment(checkout)
    place.remember(LOCKS, frozenset())
    (checkout / ".venv" / "showroom.json").write_text('{"locks": ')
    assert not place.holds(LOCKS)


def test_an_upgraded_python_makes_the_stamp_void(checkout):
    place = Environment(checkout)
    place.remember(LOCKS, frozenset())
    stamp = checkout / ".venv" / "showroom.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": "/usr/bin/python2"}))
    assert not place.holds(LOCKS)


def test_libraries_once_seen_are_not_sought_again(checkout):
    place = Environment(checkout)
    assert place.has_seen(frozenset())
    place.remember(LOCKS, frozenset({"libGL.so.1"}))
    assert place.has_seen(frozenset({"libGL.so.1"}))
    assert not place.has_seen(frozenset({"libGL.so.1", "libEGL.so.1"}))


def test_the_pip_settings_of_the_machine_reach_uv():
    listed = (
        "global.index-url='https://mirror.invalid/simple'\n"
        "global.find-links='/one\\n/two'\n"
        "global.timeout='60'\n"
    )
    assert uv_settings(listed, {}) == {
        "UV_DEFAULT_INDEX": "https://mirror.invalid/simple",
        "UV_FIND_LINKS": "/one /two",
    }


def test_what_uv_was_told_itself_comes_first():
    assert uv_settings("global.index-url='x'", {"UV_DEFAULT_INDEX": "y"}) == {}
