def test_edits_of_two_desks_offline_both_survive_on_both(day):
    assert day.holds("together.offline", "together.fields_A", "together.fields_B")


def test_one_car_is_confirmed_once_and_the_other_desk_is_told(day):
    assert day.holds("car.A.unsure", "car.B.unsure", "car.vin", "car.confirmed", "car.silent")
    assert day.holds("car.refused", "car.told", "car.choices", "car.let_go")
