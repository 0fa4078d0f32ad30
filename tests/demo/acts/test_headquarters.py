def test_hq_is_made_publishes_and_serves_by_its_own_commands(day):
    assert day.holds("hq.made", "hq.outlets", "hq.serves", "hq.health", "hq.ended")


def test_a_price_book_is_looked_at_before_it_is_published(day):
    assert day.holds("hq.preview", "hq.preview_wrote", "hq.published", "document.price-book")
    assert set(day.told["figures"]["published"]) == {
        "models", "trims", "prices", "floors", "promotions",
    }  # fmt: skip
