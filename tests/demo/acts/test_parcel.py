def test_an_outlet_without_a_connection_joins_and_exchanges_by_files(day):
    assert day.holds("parcel.joined", "parcel.made", "parcel.taken", "parcel.sealed")


def test_a_parcel_again_or_for_another_desk_does_no_harm(day):
    assert day.holds("parcel.again", "parcel.foreign")


def test_a_second_tier_outlet_has_no_floor_prices_and_nobody_elses_rows(day):
    assert day.holds("tier2.no_floors", "tier2.own_rows", "tier2.price_book")
