"""The start from nothing, in parts; `.ci/run` walks the whole of it in a fresh clone."""

import subprocess
import sys

from showroom import bootstrap


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
