"""An outlet's own price book meets the one HQ published before the outlet joined."""

from showroom.hq.publish.publishing import Publish, publish
from tests.hq.publish.writing import BOOK, as_json
from tests.sync.world import run


def test_rows_of_one_code_stand_as_hq_published_them(group, folder, tmp_path):
    file = as_json(tmp_path / "book.json", BOOK)
    published = publish(group.hq, Publish((file,), "all", "HQ"))
    first = group.first(folder)
    assert first.sync().refused == 0
    told = run(first, "SELECT bucket FROM row_mark WHERE row_table = 'trim' AND bucket = 'hq'")
    assert len(told) == published.preview.plan.counts()["trims"]["new"] == 1
    again = first.sync(check=True)
    assert (again.refused, again.laid) == (0, 0)
