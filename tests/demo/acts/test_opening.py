def test_the_demo_outlet_is_set_up_at_its_own_page(day):
    assert day.holds(
        "opening.empty", "opening.store", "opening.signed_in", "opening.pages"
    )  # fmt: skip
