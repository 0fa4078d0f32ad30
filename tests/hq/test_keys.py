import stat

import pytest

from db.errors import KeyMissing
from showroom.hq import keys


def test_keys_made_are_the_keys_loaded_and_only_their_owner_reads_them(tmp_path):
    made = keys.make(tmp_path)
    loaded = keys.load(tmp_path)
    assert (loaded.sign_key, loaded.box_key, loaded.phone) == (
        made.sign_key, made.box_key, made.phone,
    )  # fmt: skip
    assert stat.S_IMODE((tmp_path / keys.FILE).stat().st_mode) == 0o600


def test_every_purpose_has_a_key_of_its_own(tmp_path):
    made = keys.make(tmp_path)
    assert len({made.phone, made.derived("codes"), made.secret, made.sign_key}) == 4
    assert made.phone == made.derived("phone")


def test_two_headquarters_share_no_key(tmp_path):
    (tmp_path / "other").mkdir()
    assert keys.make(tmp_path).sign_key != keys.make(tmp_path / "other").sign_key


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"sign": "zz"}', '{"sign": 5}'])
def test_keys_that_are_not_whole_are_missing(tmp_path, content):
    if content is not None:
        (tmp_path / keys.FILE).write_text(content)
    with pytest.raises(KeyMissing):
        keys.load(tmp_path)
