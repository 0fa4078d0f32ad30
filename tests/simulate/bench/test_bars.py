"""The bench measures what it says, on sizes so small that only its structure is told."""

import json

import pytest

from showroom.simulate.bench import floor, rounds
from showroom.simulate.bench.capture import capture_cost
from showroom.simulate.bench.cli import run
from showroom.simulate.bench.first_sync import first_sync
from showroom.simulate.bench.ground import grounds
from showroom.texts import load


@pytest.fixture(scope="module")
def ground():
    with grounds() as made:
        made.hold(40)
        yield made


def test_one_change_takes_one_trip_and_is_measured_with_its_floor(ground):
    cost, plain = rounds.one_change(ground, 2)
    assert (cost.trips, cost.size < 1_500, cost.size > plain.size) == (1, True, True)


def test_many_changes_go_up_and_come_down(ground):
    many = rounds.many_changes(ground, 30)
    assert (many.up.trips, many.down.trips) == (1, 1)
    assert min(many.up.cpu, many.down.cpu, many.floor.cpu) > 0


def test_what_was_put_there_directly_agrees_with_headquarters(ground):
    assert ground.first.engine.exchange(check=True).laid == 0
    assert rounds.checks(ground).rows == 40


def test_the_floor_copies_the_last_changes(ground):
    assert floor.copied(ground.first, 10).size > 0


def test_capture_and_first_sync_are_measured_beside_plain_writing():
    plain, captured = capture_cost(50)
    assert 0 < plain < captured
    told = first_sync(6_000)
    assert (told.rows, told.plain > 0, told.laid > 0) == (6_000, True, True)


def test_the_load_is_told_as_json_and_in_words(capsys):
    size = ["--desks", "2", "--requests", "1", "--changes", "2"]
    assert run(["load", *size, "--json"], load("en")) == 0
    assert json.loads(capsys.readouterr().out)["errors"] == 0
    assert run(["load", *size], load("zh_CN")) == 0
    assert "2 台电脑" in capsys.readouterr().out
