"""The command line finds the room of a sub-command."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from showroom import cli
from showroom.errors import Refusal, Trouble
from showroom.ledger.intake.cells import unpacked
from showroom.texts import Catalogue, load

ROOT = Path(__file__).parents[1]


def test_every_sub_command_has_a_module_that_runs_it_and_words_for_it() -> None:
    for name, module in cli.COMMANDS.items():
        assert callable(import_module(module).run)
        for language in ("zh_CN", "en"):
            assert f"{module.split('.')[1]}.about_{name}" in load(language)


@pytest.mark.parametrize(
    ("failure", "code"), [(Refusal("ledger.who"), 1), (Trouble("ledger.not_saved", file="x"), 3)]
)
def test_a_failure_is_worded_and_told_by_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure, code: int
) -> None:
    def run(_words: list[str], _catalogue: Catalogue) -> int:
        raise failure

    monkeypatch.setattr("showroom.ledger.cli.run", run)
    assert cli.main(["import"]) == code
    assert capsys.readouterr().err.strip() == load("zh_CN")(failure.code, **failure.facts)


def test_words_that_make_no_sense_end_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["nonsense"])
    assert end.value.code == 2
    assert "usage: showroom" in capsys.readouterr().err


def test_the_packaged_program_reads_sheets_in_a_process_of_its_own() -> None:
    code = "import sys; from showroom.cli import main; sys.exit(main(['read-sheet']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="姓名,电话\n王芳,1".encode(), capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert unpacked(done.stdout).sheets[0].rows[1] == ("王芳", "1")
