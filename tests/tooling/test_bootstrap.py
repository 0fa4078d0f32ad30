"""The start from nothing, in parts; `.ci/run` walks the whole of it in a fresh clone."""

import json
import subprocess
import sys
import venv

import pytest

from showroom import bootstrap
from showroom.bootstrap import libraries, mutex
from showroom.bootstrap.environment import Environment, uv_settings
from showroom.bootstrap.trouble import SetupError

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


def test_an_installed_program_sets_nothing_up(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    bootstrap.enter(bootstrap.RUN)
    assert list(tmp_path.iterdir()) == []


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


def test_an_absent_library_is_named():
    assert libraries.absent(frozenset({"libnothing-of-this-name.so.9"}))


def test_every_library_has_a_package_and_a_window_needs_more_than_offscreen(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    offscreen, window = libraries.wanted(window=False), libraries.wanted(window=True)
    assert offscreen < window
    assert "libxcb-cursor0" in libraries.packages_of(window - offscreen)


def test_no_system_library_is_sought_off_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert libraries.wanted(window=True) == frozenset()


def test_where_packages_cannot_be_installed_one_line_to_run_is_said(monkeypatch):
    monkeypatch.setattr(libraries.shutil, "which", lambda _: None)
    with pytest.raises(SetupError) as told:
        libraries.install_packages(["libgl1", "libegl1"])
    line = str(told.value).splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install")
    assert line.endswith("libgl1 libegl1")


def test_two_starts_set_up_one_after_the_other(tmp_path):
    path, log = tmp_path / "lock", tmp_path / "log"
    code = (
        "import sys, pathlib; from showroom.bootstrap.mutex import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('in', flush=True)\n"
        "    pathlib.Path(sys.argv[2]).write_text('second')\n"
    )
    with mutex.held(path):
        command = [sys.executable, "-c", code, path, log]
        second = subprocess.Popen(command, cwd=bootstrap.ROOT, stderr=subprocess.PIPE, text=True)
        assert "waiting" in second.stderr.readline()
        assert not log.exists()
    assert second.wait(timeout=30) == 0
    second.stderr.close()
    assert log.read_text() == "second"


def test_the_bootstrap_imports_nothing_but_the_standard_library():
    code = (
        "import sys; from showroom import bootstrap; import showroom.__main__, tests.__main__\n"
        "top = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(top - sys.stdlib_module_names - {'__main__', 'showroom', 'tests'}))"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"]
    done = subprocess.run(command, cwd=bootstrap.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
