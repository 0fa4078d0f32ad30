"""A code for one desk: shown once."""

import re

from showroom.hq.enrol.codes import use


def test_a_code_is_shown_once_and_lets_a_desk_in(hq, boss):
    seen = boss.post("/enrol", outlet="SZYQ", minutes="60")
    code = re.search(r'<output[^>]*id="code">([^<]+)</output>', seen.text).group(1)
    assert "只显示这一次" in seen.plain
    assert code not in boss.get("/enrol").text
    assert "未使用" in boss.get("/enrol").plain
    with hq.store.write() as connection:
        assert use(hq, connection, code, ("SZYQ", b"d" * 16))
    assert boss.post("/enrol", outlet="SZYQ", minutes="999999").status == 422
    assert boss.post("/enrol", outlet="NONE", minutes="10").status == 404
