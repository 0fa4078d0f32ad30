"""The comparison at the end finds a single byte that differs."""

from ui.demo.agreement import Copy, differing, written

ROW = ("customer", b"\x01" * 16)
OTHER = ("customer", b"\x02" * 16)


def copy(*rows, bucket="outlet:NJHX"):
    held = {address: written(address, cells) for address, cells in rows}
    return Copy(held, dict.fromkeys(held, bucket))


def test_the_order_of_cells_and_empty_ones_make_no_difference():
    here = copy((ROW, {"name": "王䶮", "note": None, "version": 1}))
    there = copy((ROW, {"version": 1, "name": "王䶮"}))
    assert differing(here, there) == []
    assert here.sums == there.sums


def test_another_value_or_a_row_on_one_side_only_is_found():
    here = copy((ROW, {"note": "x"}), (OTHER, {"note": "x"}))
    assert differing(here, copy((ROW, {"note": "y"}))) == [ROW, OTHER]


def test_a_number_is_not_its_text():
    assert differing(copy((ROW, {"n": 1})), copy((ROW, {"n": "1"}))) == [ROW]


def test_sums_tell_the_bucket_a_row_is_in():
    here, there = copy((ROW, {"n": 1})), copy((ROW, {"n": 1}), bucket="hq")
    assert differing(here, there) == []
    assert here.sums != there.sums
