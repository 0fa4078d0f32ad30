"""The command line finds the room of a sub-command."""

from importlib import import_module

import pytest

from showroom import cli
from showroom.errors import Refusal, Trouble
from showroom.texts import Catalogue, load


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
