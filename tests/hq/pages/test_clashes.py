"""A dispute is looked at from both sides and settled."""

from tests.hq.cards import bring, disputes


def test_a_dispute_is_settled_with_a_reason(hq, boss):
    bring(hq, "NJHX", 1, name="王小芳")
    bring(hq, "SZYQ", 2, first_contact_on="2026-11-18")
    key = disputes(hq, "NJHX")[0]["pair"]
    assert key in boss.get("/disputes").text
    seen = boss.get(f"/disputes/{key}")
    assert "王**" in seen.plain
    assert "139****0000" in seen.plain
    assert "王小芳" not in seen.text
    assert "建议归 SZYQ" in seen.plain
    assert boss.post(f"/disputes/{key}/settle", verdict="SZYQ", reason=" ").status == 422
    seen = boss.post(f"/disputes/{key}/settle", verdict="SZYQ", reason="先接触")
    assert "已裁定" in seen.plain
    assert disputes(hq, "NJHX")[0]["verdict"] == "SZYQ"
    assert "裁定撞单" in boss.get("/state").plain
    assert "先接触" in boss.get(f"/disputes/{key}").plain
