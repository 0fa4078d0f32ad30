"""Real processes, real TLS: what a desk may and may not do at HQ's door."""

import json
import ssl
import urllib.error
import urllib.request
from datetime import timedelta

import pytest

from showroom.clock import SetClock, SystemClock
from showroom.errors import Failure, Refusal, Trouble
from showroom.hq.enrol.devices import revoke
from showroom.hq.keeping import tls
from showroom.ids import TimeOrderedIds
from showroom.sync import http, joining, signing, wire
from showroom.sync.signing import Call
from tests.hq import desks
from tests.hq.service import serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = serving.made(tmp_path_factory.mktemp("hq") / "hq")
    with serving.at(folder) as hq:
        for number in range(1, 9):
            desks.enrol(hq, number)
    with serving.serving(folder) as found:
        yield found


def hello(number):
    return wire.pack(
        wire.Request(
            1, "0001", "0.1.0", number.to_bytes(16), (number + 1000).to_bytes(16), 0, b"", 0, b"",
            [], {}, 100,
        )
    )  # fmt: skip


def plain(served, path, **said):
    """A request without our client: status and body."""
    context = ssl.create_default_context(cafile=str(served.folder / "authority.pem"))
    request = urllib.request.Request(served.url + path, **said)  # noqa: S310 - https
    try:
        with urllib.request.urlopen(request, context=context) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_known_desk_is_answered(served):
    desk = serving.transport(served, 1)
    answer = wire.unpack(desk.post("/v1/sync", hello(1)), wire.Answer)
    assert answer.status == "ok"


def test_a_desk_joins_by_an_invitation_over_the_wire(served):
    with serving.at(served.folder) as hq:
        code = desks.code(hq)
        key = hq.keys.sign_key
    desk = serving.transport(served, 41)
    raw = joining.asked(desks.key(41), desks.request(41, code=code))
    answer = joining.read_answer(key, desk.post("/v1/join", raw))
    assert answer.outlet == "NJHX"
    again = joining.asked(desks.key(42), desks.request(42, code=code))
    with pytest.raises(Refusal, match="code_used"):
        serving.transport(served, 42).post("/v1/join", again)


def test_a_stranger_and_a_forger_are_refused(served):
    with pytest.raises(Trouble, match="unknown_device"):
        serving.transport(served, 99).post("/v1/sync", hello(99))
    forger = serving.transport(served, 1)
    forger.signer = http.Signer((1).to_bytes(16), desks.key(2))
    with pytest.raises(Trouble, match="bad_signature"):
        forger.post("/v1/sync", hello(1))
    assert plain(served, "/v1/sync", data=hello(1), method="POST")[0] == 401


def test_a_desk_does_not_speak_for_another(served):
    with pytest.raises(Trouble, match="unknown_device"):
        serving.transport(served, 1).post("/v1/sync", hello(2))


def test_a_request_is_heard_once(served):
    desk, now = desks.key(3), SystemClock().now()
    call = Call("POST", "/v1/sync", hello(3))
    moment = (int(now.timestamp() * 1000), b"n" * 16)
    headers = signing.sign(desk, (3).to_bytes(16), call, moment)
    first = plain(served, call.path, data=call.body, headers=headers, method="POST")
    again = plain(served, call.path, data=call.body, headers=headers, method="POST")
    assert first[0] == 200
    assert (again[0], json.loads(again[1])["code"]) == (401, "sync.replayed")


@pytest.mark.parametrize("days", [1, -1, 400])
def test_a_clock_days_off_is_set_right_by_hqs(served, days):
    clock = SetClock(SystemClock().now() + timedelta(days=days))
    desk = serving.transport(served, 4, clock)
    assert wire.unpack(desk.post("/v1/sync", hello(4)), wire.Answer).status == "ok"
    assert abs(desk.offset_ms + days * 86_400_000) < 60_000
    desk.post("/v1/sync", hello(4))


def test_a_revoked_desk_may_deliver_and_read_nothing(served):
    with serving.at(served.folder) as hq:
        revoke(hq, (5).to_bytes(16))
    desk = serving.transport(served, 5)
    answer = wire.unpack(desk.post("/v1/sync", hello(5)), wire.Answer)
    assert (answer.status, answer.rows, answer.cursors) == ("revoked", [], {})
    with pytest.raises(Trouble, match=r"sync\.revoked"):
        desk.post("/v1/rows", wire.pack(wire.DigestAsk((5).to_bytes(16), [])))
    with pytest.raises(Trouble, match=r"sync\.revoked"):
        desk.get("/v1/poke?seq=0&wait=1")


def test_a_body_over_the_cap_is_refused_before_it_is_read(served):
    with pytest.raises(Trouble, match="too_large"):
        serving.transport(served, 6).post("/v1/sync", bytes(wire.MOST_PACKED + 1))


@pytest.mark.parametrize("body", [b"", b"{}", b"\x28\xb5\x2f\xfd", b"x" * 3000])
def test_what_is_no_message_is_refused_in_words(served, body):
    with pytest.raises(Refusal, match="malformed"):
        serving.transport(served, 6).post("/v1/sync", body)


def test_a_desk_that_asks_too_often_is_told_to_wait(served):
    desk = serving.transport(served, 7)
    with pytest.raises(Trouble, match="too_often") as told:
        ask_until_told(desk)
    assert told.value.facts["seconds"] >= 1


def test_codes_cannot_be_tried_without_end(served):
    said = []
    for number in range(60, 80):
        raw = joining.asked(desks.key(number), desks.request(number, code="AAAA-BBBB-CCCC"))
        with pytest.raises(Failure) as failed:
            serving.transport(served, number).post("/v1/join", raw)
        said.append(failed.value.code)
    assert said[-1] == "sync.too_often"


def test_a_poke_waits_for_news_and_comes_back_without(served):
    desk = serving.transport(served, 8)
    assert b"head" in desk.get("/v1/poke?seq=0&wait=0.2")
    for query in ("", "?seq=-1", "?seq=x", "?seq=0&wait=1000"):
        with pytest.raises(Refusal, match="malformed"):
            desk.get(f"/v1/poke{query}")


def test_a_wrong_authority_is_no_hq(served):
    other = tls.pem(tls.new_authority("Showroom HQ", SystemClock().now()).certificate).decode()
    for pem in (other, "", "not a certificate"):
        with pytest.raises(Trouble, match="untrusted_hq"):
            serving.transport(served, 1, authority_pem=pem).post("/v1/sync", hello(1))


def test_a_right_certificate_with_another_hqs_key_is_no_hq(served):
    with pytest.raises(Trouble, match="untrusted_hq"):
        serving.transport(served, 1, sign_key=b"o" * 32).post("/v1/sync", hello(1))


def test_the_reserve_authority_would_do_too(served):
    both = (served.folder / "reserve.pem").read_text() + (
        served.folder / "authority.pem"
    ).read_text()
    desk = serving.transport(served, 1, authority_pem=both)
    assert wire.unpack(desk.post("/v1/sync", hello(1)), wire.Answer).status == "ok"


def test_plain_http_is_refused_and_so_is_a_server_that_speaks_it(served):
    for url in (f"http://localhost:{served.port}", f"http://example.com:{served.port}"):
        with pytest.raises(Trouble, match="not_encrypted"):
            serving.transport(served, 1, url=url).post("/v1/sync", hello(1))
    with pytest.raises(Trouble, match="not_encrypted"):
        serving.transport(served, 1, url="http://example.com", plain_loopback=True).post(
            "/v1/sync", hello(1)
        )


def test_old_tls_is_refused(served):
    context = ssl.create_default_context(cafile=str(served.folder / "authority.pem"))
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{served.url}/health", context=context)  # noqa: S310


def test_nobody_there_is_told_as_such():
    site = http.Site("https://127.0.0.1:9", _any_pem(), b"k" * 32)
    signer = http.Signer(b"d" * 16, desks.key(1))
    clock = SystemClock()
    with pytest.raises(Trouble, match="unreachable"):
        http.HttpTransport(site, signer, clock, TimeOrderedIds(clock)).post("/v1/sync", b"")


def test_health_and_figures_are_there_and_tell_of_nobody(served):
    serving.transport(served, 1).post("/v1/sync", hello(1))
    assert plain(served, "/health") == (200, b'{"status":"ok"}')
    status, text = plain(served, "/metrics")
    assert status == 200
    assert 'hq_requests_total{code="",route="/v1/sync",status="200"}' in text.decode()
    assert "hq_store" in text.decode()


def test_the_log_is_json_lines_without_anybodys_data(served):
    serving.transport(served, 1).post("/v1/sync", hello(1))
    lines = [json.loads(line) for line in served.log.read_text(encoding="utf-8").splitlines()]
    heard = [line for line in lines if line.get("route") == "/v1/sync"]
    assert {"at", "level", "status", "code", "device", "seconds"} <= heard[-1].keys()
    assert not any("trace" in line for line in lines)


def test_what_is_not_there_is_a_problem_with_a_code(served):
    status, body = plain(served, "/v1/nothing")
    assert (status, json.loads(body)["code"]) == (404, "sync.not_found")
    assert plain(served, "/v1/sync")[0] == 405


def test_an_expired_certificate_and_one_of_another_name_are_named(tmp_path):
    folder = serving.made(tmp_path / "hq")
    authority = tls.load(folder, tls.AUTHORITY)
    for names, when, code in (
        (serving.NAMES, serving.long_ago(), "hq_certificate_expired"),
        (["hq.example.com"], SystemClock().now(), "hq_other_name"),
    ):
        serving.certify(folder, authority, names, when)
        with serving.serving(folder) as served, pytest.raises(Trouble, match=code):
            serving.transport(served, 1).post("/v1/sync", hello(1))


def test_tls_asked_of_a_plain_server_is_no_hq(tmp_path):
    folder = serving.made(tmp_path / "hq")
    with serving.at(folder) as hq:
        desks.enrol(hq, 1)
    with serving.serving(folder, "--plain") as served:
        assert served.url.startswith("http://127.0.0.1:")
        desk = serving.transport(served, 1, plain_loopback=True)
        assert wire.unpack(desk.post("/v1/sync", hello(1)), wire.Answer).status == "ok"
        url = served.url.replace("http:", "https:")
        with pytest.raises(Trouble, match="untrusted_hq"):
            serving.transport(served, 1, url=url).post("/v1/sync", hello(1))


def test_hq_serves_from_postgresql_all_the_same(tmp_path, postgres_url):
    folder = serving.made(tmp_path / "hq", postgres_url)
    with serving.at(folder) as hq:
        desks.enrol(hq, 1)
    with serving.serving(folder) as served:
        desk = serving.transport(served, 1)
        assert wire.unpack(desk.post("/v1/sync", hello(1)), wire.Answer).status == "ok"


def test_several_processes_over_one_postgresql_hear_a_request_once(tmp_path, postgres_url):
    folder = serving.made(tmp_path / "hq", postgres_url)
    with serving.at(folder) as hq:
        desks.enrol(hq, 1)
    call = Call("POST", "/v1/sync", hello(1))
    with serving.serving(folder, "--processes", "2") as served:
        moment = (int(SystemClock().now().timestamp() * 1000), b"n" * 16)
        headers = signing.sign(desks.key(1), (1).to_bytes(16), call, moment)
        said = [
            plain(served, call.path, data=call.body, headers=headers, method="POST")[0]
            for _ in range(8)
        ]
    assert said == [200] + [401] * 7


def test_a_restart_leaves_no_moment_in_which_a_request_can_be_replayed(tmp_path):
    folder = serving.made(tmp_path / "hq")
    with serving.at(folder) as hq:
        desks.enrol(hq, 1)
    call, said = Call("POST", "/v1/sync", hello(1)), []
    with serving.serving(folder) as served:
        moment = (int(SystemClock().now().timestamp() * 1000), b"n" * 16)
        headers = signing.sign(desks.key(1), (1).to_bytes(16), call, moment)
        said.append(plain(served, call.path, data=call.body, headers=headers, method="POST"))
    with serving.serving(folder) as served:
        said.append(plain(served, call.path, data=call.body, headers=headers, method="POST"))
    assert [status for status, _ in said] == [200, 401]
    assert json.loads(said[1][1])["code"] == "sync.clock"


def ask_until_told(desk):
    for _ in range(400):
        desk.get("/v1/poke?seq=0&wait=0")


def _any_pem():
    return tls.pem(tls.new_authority("any", SystemClock().now()).certificate).decode()
