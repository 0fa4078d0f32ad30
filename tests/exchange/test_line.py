"""`showroom join` and `showroom sync`, as they are typed."""

import io
import json
from pathlib import Path

import pytest

from showroom.cli import main
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.keeping import tls
from showroom.sync import joining as letters
from tests.conftest import PASSWORD
from tests.hq.service import serving


@pytest.fixture
def typed(monkeypatch, capsys):
    def type_it(*words: object, lines: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return type_it


def _invitation(served: serving.Serving) -> str:
    with serving.at(served.folder) as hq:
        asked = Invite("NJHX", 10, served.url, tls.authorities(served.folder))
        return letters.written(invite(hq, asked))


def test_an_outlet_and_a_new_desk_join_by_the_line_and_exchange(
    typed, folder: Path, tmp_path: Path
):
    with serving.serving(serving.made(tmp_path / "hq")) as served:
        code, said = typed(
            "join", "--data", folder, "--login", "liwen", _invitation(served), lines=PASSWORD
        )
        assert (code, "NJHX" in said) == (0, True)
        code, said = typed("sync", "--data", folder, "--check", "--json")
        assert (code, json.loads(said)["pending"]) == (0, 0)
        file = tmp_path / "invitation.txt"
        file.write_text(_invitation(served) + "\n", encoding="utf-8")
        code, said = typed(
            "join", "--data", tmp_path / "new", "--json", file, lines="ein langes Wort\n"
        )
        told = json.loads(said)
        assert (code, told["desk"], len(told["recovery"])) == (0, "B", 29)


def test_refusals_are_told_in_words_and_by_the_exit_code(typed, folder: Path):
    code, said = typed("join", "--data", folder, "hello")
    assert (code, "--login" in said) == (1, True)
    code, said = typed("join", "--data", folder, "--login", "liwen", "hello", lines=PASSWORD)
    assert (code, "邀请" in said) == (1, True)
    code, said = typed("sync", "--data", folder, "--json")
    assert (code, json.loads(said)["refused"]["code"]) == (3, "sync.not_enrolled")
