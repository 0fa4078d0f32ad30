"""Who comes in at HQ's web page, and what keeps others out."""

from sqlalchemy import update

from db.headquarters import operator
from tests.hq.pages.visiting import PASSWORD, Visitor

PAGES = ("board", "desks", "disputes", "claims", "enrol", "publications", "state")


def test_nothing_is_shown_to_nobody(visitor):
    for page in PAGES:
        assert "登录名" in visitor.get(f"/{page}").text
    assert "登录名" in visitor.post("/enrol", "x", outlet="NJHX", minutes="10").text


def test_an_operator_comes_in_and_every_page_opens(boss):
    for page in PAGES:
        seen = boss.get(f"/{page}")
        assert (seen.status, 'aria-current="page"' in seen.text) == (200, True), page


def test_a_wrong_password_and_a_stranger_hear_the_same(visitor):
    wrong = visitor.sign_in(password="Showroom-2027")
    stranger = visitor.sign_in("nobody")
    assert wrong.status == stranger.status == 403
    assert "登录名或密码不对" in wrong.text
    assert "登录名或密码不对" in stranger.text


def test_after_wrong_passwords_the_wait_grows_and_ends(visitor, clock):
    for _ in range(3):
        visitor.sign_in(password="wrong")
    assert "请等 5 秒" in visitor.sign_in().text
    clock.advance(seconds=5)
    visitor.sign_in(password="wrong")
    assert "请等 10 秒" in visitor.sign_in().text
    clock.advance(seconds=10)
    assert visitor.sign_in().status == 200


def test_a_session_ends_by_leaving_by_time_and_with_the_person(hq, boss, clock):
    kept = dict(boss.cookies)
    assert "登录名" in boss.post("/sign-out").text
    again = Visitor(boss.client, kept)
    assert "登录名" in again.get("/board").text
    boss.sign_in()
    clock.advance(minutes=31)
    assert "登录名" in boss.get("/board").text
    boss.sign_in()
    with hq.store.write() as connection:
        connection.execute(update(operator).values(is_active=0))
    assert "登录名" in boss.get("/board").text


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(visitor):
    token = visitor.get("/sign-in").token
    told = visitor.client.post(
        "/hq/sign-in",
        content=f"token={token}&login=boss&password={PASSWORD}",
        headers={"cookie": "; ".join(f"{k}={v}" for k, v in visitor.cookies.items())},
        follow_redirects=False,
    )
    (line,) = [s for s in told.headers.get_list("set-cookie") if s.startswith("__Host-showroom=")]
    assert {"httponly", "secure", "samesite=strict", "path=/"} <= set(line.lower().split("; "))


def test_who_keeps_trying_is_held_back_by_address(visitor):
    said = [visitor.sign_in("nobody").status for _ in range(22)]
    assert (said[0], said[-1]) == (403, 422)
