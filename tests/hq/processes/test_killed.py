"""SIGKILL at any moment, to desks and to HQ, and a cable nobody can rely on.

`SHOWROOM_KILLS=40 pytest tests/hq/processes/test_killed.py` kills as often on each database.
"""

import os
import threading
import time
from random import Random

from tests.hq.processes.proxy import Fault
from tests.hq.processes.world import DeskProcess, Failed, World, rough

DESK_KILLS = int(os.environ.get("SHOWROOM_KILLS", "4"))
HQ_KILLS = int(os.environ.get("SHOWROOM_KILLS", "3"))
ROUGH_ROUNDS = 12


def outcome(desk: DeskProcess, excuse: str = "sync.unreachable") -> str:
    """How its exchange ended: `ok`, or the one excuse there is."""
    try:
        told: str = desk.answer()["status"]
    except Failed as failure:
        assert str(failure) == excuse  # noqa: PT017 - both ends are right
        return excuse
    assert told == "ok"
    return told


def test_desks_killed_while_they_write_and_exchange_lose_and_double_nothing(
    world: World, first: DeskProcess, second: DeskProcess
):
    rng, done = Random(11), 0
    for seed in range(DESK_KILLS):
        for number, desk in enumerate((first, second)):
            desk.tell("busy", seed * 2 + number)
        for desk in rng.sample((first, second), 2):
            time.sleep(0.2 + rng.random())
            done += desk.kill().total()
            desk.start()
    assert done > DESK_KILLS
    world.settle()


def test_hq_killed_in_mid_transaction_lost_nothing_and_took_nothing_twice(
    world: World, first: DeskProcess, second: DeskProcess
):
    rng, failed = Random(12), 0
    for cycle in range(HQ_KILLS):
        first.do("bulk", f"批{cycle}")
        for _ in range(5):
            first.do("visit")
        sent = threading.Event()
        world.weather(Fault(up=2_000, reached=sent.set))
        first.tell("sync")
        assert sent.wait(30), "nothing was pushed"
        time.sleep(rng.random() * 0.15 if cycle else 0)  # the first falls in the middle for sure
        world.kill_hq()
        failed += outcome(first) == "sync.unreachable"
        world.begin_again()
    assert failed
    world.settle()


def test_a_cable_that_drops_cuts_and_slows_costs_only_time(
    world: World, first: DeskProcess, second: DeskProcess
):
    rng, failed = Random(13), 0
    world.cable.weather = lambda: rough(rng)
    for _ in range(ROUGH_ROUNDS):
        for desk in (first, second):
            desk.do("visit")
            desk.tell("sync")
            failed += outcome(desk) == "sync.unreachable"
    assert failed
    world.settle()


def test_a_database_that_lets_its_connections_fall_is_found_again(world: World, first: DeskProcess):
    if not world.database:
        world.begin_again()  # the file's like: HQ ends between two exchanges
    else:
        import psycopg

        with psycopg.connect(world.database, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    first.do("visit")
    for _ in range(20):  # each connection that fell is found out once
        first.tell("sync")
        if outcome(first, "sync.hq_busy") == "ok":
            break
    world.settle()
