def test_worked_example_4_comes_out_on_the_page_and_needs_the_general_manager(day):
    assert day.holds(
        "quote.on_road_price", "quote.net_cost", "quote.purchase_tax", "quote.authority",
        "quote.approved", "quote.issued", "quote.accepted", "paper.quote.data",
    )  # fmt: skip
