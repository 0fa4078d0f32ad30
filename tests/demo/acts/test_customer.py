def test_one_box_finds_her_by_every_part_and_the_card_tells_the_rest(day):
    assert day.holds(
        "customer.card", "customer.edited", "customer.promise", "customer.consent"
    )  # fmt: skip
