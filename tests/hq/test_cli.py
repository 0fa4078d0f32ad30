"""`showroom hq …` as people and scripts use it."""

import io
import json

import pytest

from showroom import texts
from showroom.hq import cli
from showroom.sync import joining

WORDS = texts.load("en")


@pytest.fixture
def hq(tmp_path, capsys):
    def run(*words, code=0):
        found = cli.run([words[0], "--folder", str(tmp_path / "hq"), *words[1:]], WORDS)
        told = capsys.readouterr()
        assert found == code, told
        return told.out + told.err

    return run


@pytest.fixture
def made(hq):
    hq("init", "--name", "localhost")
    hq("outlet", "NJHX", "南京河西店")
    return hq


def as_json(text):
    return json.loads(text)


def test_init_shows_the_recovery_key_once_and_makes_nothing_twice(hq):
    told = as_json(hq("init", "--json"))
    assert len(told["recovery"].replace("-", "")) == 25
    assert "already" in hq("init", code=3).lower()


def test_without_hq_every_command_says_so(hq):
    for words in (("status",), ("devices",), ("enrol", "NJHX"), ("backup",), ("resume",)):
        assert hq(*words, code=3)


def test_outlets_are_added_and_listed(made):
    made("outlet", "AHLA", "六安二网", "--kind", "tier2", "--group", "east")
    told = as_json(made("outlet", "--json"))
    assert [(line["code"], line["kind"], line["policy_group"]) for line in told] == [
        ("AHLA", "TIER2", "east"),
        ("NJHX", "S4", "main"),
    ]
    assert "NJHX" in made("outlet", "NJHX", "x", code=1)


def test_an_invitation_is_a_line_to_paste_or_a_file(made, tmp_path):
    told = as_json(made("enrol", "NJHX", "--json"))
    invitation = joining.read_invitation(told["invitation"])
    assert (invitation.outlet, invitation.code) == ("NJHX", told["code"])
    assert invitation.url == "https://localhost:8443"
    assert len(invitation.authorities) == 2
    made("enrol", "NJHX", "--offline", "--file", str(tmp_path / "invitation.txt"))
    text = (tmp_path / "invitation.txt").read_text()
    assert joining.read_invitation(text).url == ""
    assert "could not be written" in made(
        "enrol", "NJHX", "--file", str(tmp_path / "no" / "x"), code=3
    )
    assert "no outlet" in made("enrol", "NONE", code=1)


def test_a_desk_nobody_knows_is_not_revoked(made):
    assert "no desk" in made("revoke", "ab" * 16, code=1)
    refused = as_json(made("revoke", "zz", "--json", code=1))
    assert refused["refused"]["code"] == "hq.device_unknown"


def test_status_says_where_hq_stands(made):
    told = as_json(made("status", "--json"))
    assert (told["store"], told["outlets"], told["granting"]) == ("sqlite", 1, True)
    assert "NJHX" in made("status")


def test_a_backup_is_made_and_put_back_only_when_told_twice(made, tmp_path):
    told = as_json(made("backup", "--json"))
    made("outlet", "AHLA", "六安二网")
    assert "--yes" in made("restore", told["folder"], code=1)
    assert len(as_json(made("outlet", "--json"))) == 2
    assert "not granted" in made("restore", told["folder"], "--yes")
    assert len(as_json(made("outlet", "--json"))) == 1
    assert as_json(made("status", "--json"))["granting"] is False
    made("resume")
    assert as_json(made("status", "--json"))["granting"] is True


def test_a_new_machine_is_made_from_a_backup_and_the_recovery_key(hq, tmp_path, capsys):
    recovery = as_json(hq("init", "--json"))["recovery"]
    folder = as_json(hq("backup", "--json"))["folder"]
    words = ["restore", "--folder", str(tmp_path / "new"), folder, "--yes"]
    assert cli.run([*words, "--recovery-key", recovery], WORDS) == 0
    assert (tmp_path / "new" / "server.pem").exists()


def test_people_of_the_web_page_are_added_shut_out_and_listed(made, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Showroom-2026\n"))
    made("operator", "liwen", "李雯", "--role", "AUDITOR")
    made("operator", "liwen", "李雯", "--off")
    told = as_json(made("operator", "--json"))
    assert told == [{"login": "liwen", "name": "李雯", "role": "AUDITOR", "is_active": 0}]
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert made("operator", "wu", "吴昊", code=1)


def test_plain_http_is_for_this_machine_alone(made):
    assert "this machine" in made("serve", "--plain", "--host", "0.0.0.0", code=1)  # noqa: S104


def test_several_processes_need_postgresql(made):
    assert "PostgreSQL" in made("serve", "--processes", "2", code=1)


def test_certify_names_how_long_the_certificate_is_good(made):
    assert "hq.example.com" in made("certify", "--name", "hq.example.com")
