"""What every page keeps to: forms are ours, auditors look, text is text, nothing foreign loads."""

import re

import pytest

from tests.hq.cards import bring, disputes
from tests.hq.pages.visiting import Visitor

HOSTILE = """<script>alert("1")</script>'"&<b>"""


def test_a_form_of_no_page_of_ours_does_nothing(boss):
    for token in ("", "0" * 32, "x"):
        seen = boss.post("/enrol", token, outlet="NJHX", minutes="10")
        assert (seen.status, "页面已过期" in seen.text) == (403, True)


@pytest.mark.parametrize(
    "header",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}],
)
def test_a_form_from_another_site_does_nothing(boss, header):
    token = boss.get("/enrol").token
    body = f"token={token}&outlet=NJHX&minutes=10"
    assert boss._ask("POST", "/enrol", body, **header).status == 403  # noqa: SLF001


def test_a_token_of_another_session_does_nothing(hq, boss):
    other = Visitor(boss.client)
    other.sign_in("auditor")
    token = other.get("/board").token
    assert boss.post("/enrol", token, outlet="NJHX", minutes="10").status == 403


def test_an_auditor_looks_and_changes_nothing(visitor):
    visitor.sign_in("auditor")
    for page in ("board", "desks", "disputes", "claims", "enrol", "publications", "state"):
        seen = visitor.get(f"/{page}")
        assert seen.status == 200
        forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', seen.text)
        assert forms == ["/hq/sign-out"], page
    seen = visitor.post("/enrol", outlet="NJHX", minutes="10")
    assert (seen.status, "审计员只能查看" in seen.text) == (403, True)


def test_every_answer_forbids_what_it_does_not_need(boss):
    for path in ("/board", "/sign-in", "/style.css", "/disputes/none"):
        told = boss.get(path).headers
        assert "default-src 'none'" in told["content-security-policy"]
        assert "unsafe" not in told["content-security-policy"]
        assert told["x-content-type-options"] == "nosniff"
        assert told["x-frame-options"] == "DENY"
    assert boss.get("/board").headers["cache-control"] == "no-store"


def test_hostile_names_are_shown_as_they_were_typed(hq, boss):
    bring(hq, "NJHX", 1, name=HOSTILE)
    bring(hq, "SZYQ", 2, name=HOSTILE)
    with hq.store.write() as connection:
        from db.headquarters import outlet

        connection.execute(outlet.update().values(name=HOSTILE))
    key = disputes(hq, "NJHX")[0]["pair"]
    paths = ("/board", "/desks", "/enrol", f"/disputes/{key}", "/board?day=%22%3E%3Cscript%3E")
    for path in paths:
        text = boss.get(path).text
        assert "<script" not in text
        assert "<b>" not in text
    assert "&lt;script&gt;" in boss.get("/desks").text


def test_pages_have_no_script_and_no_style_of_their_own(boss):
    for path in ("/board", "/desks", "/enrol", "/state"):
        text = boss.get(path).text
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text)
        assert not re.search(r'(?:href|src|action)="(?:https?:)?//', text)


def test_the_language_is_chosen_and_kept(boss):
    assert 'lang="zh-CN"' in boss.get("/board").text
    assert "Group board" in boss.get("/board?lang=en").text
    assert "Outlets and desks" in boss.get("/desks").text
    assert "门店与电脑" in boss.get("/desks?lang=zh").text


def test_what_is_not_there_is_said_in_words(boss):
    assert boss.get("/disputes/none").status == 404
    assert boss.get("/desks/00/revoke").status == 404
    seen = boss.get("/leases/00/end")
    assert (seen.status, "无法完成" in seen.text or "没有办成" in seen.text) == (422, True)


def test_desks_are_served_beside_the_pages_and_the_pages_not_described(boss):
    assert boss.client.get("/health").status_code == 200
    assert "/hq" not in "".join(boss.client.get("/schema/openapi.json").json()["paths"])


def test_the_address_alone_leads_to_the_page(visitor):
    told = visitor.client.get("/", follow_redirects=False)
    assert (told.status_code, told.headers["location"]) == (303, "/hq/board")
