"""The start from nothing, on a checkout that needs no package; `.ci/run` walks the real one."""

import shutil
import subprocess
import sys

import pytest

from showroom import bootstrap
from showroom.bootstrap import environment


def test_an_installed_program_sets_nothing_up(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    bootstrap.enter(bootstrap.RUN)
    assert list(tmp_path.iterdir()) == []


def test_the_bootstrap_imports_nothing_but_the_standard_library():
    code = (
        "import sys; from showroom import bootstrap; import showroom.__main__, tests.__main__\n"
        "top = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(top - sys.stdlib_module_names - {'__main__', 'showroom', 'tests'}))"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"]
    done = subprocess.run(command, cwd=bootstrap.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


TELL = """
import sys
from showroom import bootstrap
if __name__ == "__main__":
    bootstrap.enter(bootstrap.RUN)
    print(sys.prefix, *sys.argv[1:])
    sys.exit(7)
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A checkout that needs no package and, started, tells where it runs and exits with 7."""
    root = tmp_path_factory.mktemp("bare")
    shutil.copytree(bootstrap.ROOT / "showroom" / "bootstrap", root / "showroom" / "bootstrap")
    (root / "showroom" / "__init__.py").touch()
    (root / "showroom" / "__main__.py").write_text(TELL)
    for name in ("requirements.lock", "requirements-setup.lock"):
        (root / name).write_text("# nothing\n")
    return root


def start(root):
    command = [
        getattr(sys, "_base_executable", sys.executable),
        "-m",
        "showroom",
        "import",
        "--json",
    ]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_start_runs_inside_its_own_environment_with_its_words_and_its_exit_code(bare):
    done = start(bare)
    assert (done.stdout, done.returncode) == (f"{bare / '.venv'} import --json\n", 7)
    assert "Setting up" in done.stderr


def test_a_second_start_sets_nothing_up(bare):
    start(bare)
    assert start(bare).stderr == ""


def test_a_changed_lock_is_installed_at_the_next_start(bare):
    start(bare)
    (bare / "requirements.lock").write_text("# nothing, in other words\n")
    assert "Setting up" in start(bare).stderr
    assert start(bare).stderr == ""


def test_an_environment_left_unfinished_is_made_anew(bare):
    start(bare)
    stray = bare / ".venv" / "half-a-package"
    stray.touch()
    (bare / ".venv" / "showroom.json").unlink()
    (bare / ".venv" / "showroom.unfinished").touch()
    assert start(bare).returncode == 7
    assert not stray.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(bare):
    start(bare)
    python = environment.Environment(bare).python
    python.unlink()
    assert start(bare).returncode == 7
    assert python.exists()


def test_what_cannot_be_installed_is_said_and_the_exit_code_is_two(bare):
    start(bare)
    lock = bare / "requirements.lock"
    before = lock.read_text()
    lock.write_text("unhashed==1\n")
    done = start(bare)
    lock.write_text(before)
    assert done.returncode == bootstrap.CANNOT
    assert "could not be installed" in done.stderr
    assert done.stdout == ""
