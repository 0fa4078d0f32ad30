"""The group's board as a page."""


def test_the_board_lists_every_outlet_and_says_which_are_open(boss):
    seen = boss.get("/board?day=2026-11-20").plain
    assert "3 家未日结" in seen
    assert "NJHX店" in seen
    assert "首次来店且留电话 ÷ 全部首次来店" in seen
    assert "2026-11-22" in boss.get("/board?day=nonsense").plain
