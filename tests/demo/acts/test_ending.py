def test_the_store_is_ciphertext_waits_for_hq_and_nothing_is_half_done(day):
    assert day.holds(
        "store.encrypted", "store.ciphertext", "store.pending", "done.idle", "done.forms",
        "done.papers", "done.files", "english.back", "calm",
    )  # fmt: skip
