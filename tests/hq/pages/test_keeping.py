"""What is backed up, what was published, who did what."""

from db.headquarters import publication
from showroom.hq.rows import state
from tests.hq.cards import bring


def test_the_state_says_what_is_not_backed_up(hq, boss):
    assert "全部已备份" in boss.get("/state").plain
    bring(hq, "NJHX", 1)
    with hq.store.read() as connection:
        assert state(connection).head == 1
    assert "1 行尚未备份" in boss.get("/state").plain


def test_publications_are_listed_by_their_files(hq, boss):
    with hq.store.write() as connection:
        values = {"id": b"p" * 16, "kind": "price", "file_name": "<价格本>.xlsx", "file_hash": b""}
        more = {"bucket": "group:east", "rows": 1280, "published_by": "boss", "seq": 1}
        at = {"published_at": hq.micros()}
        connection.execute(publication.insert().values(values | more | at))
    assert "<价格本>.xlsx price group:east 1,280 boss" in boss.get("/publications").plain
