"""Whether an answer that comes weeks later still fits where the desk stands by now."""

from sqlalchemy import Connection, select

from db.models.parcel import Parcel
from showroom.errors import Refusal
from showroom.sync.halves import TURNED
from showroom.sync.parcel import Replied
from showroom.sync.standing import Standing, chain_at, cursors, standing
from showroom.sync.wire import Answer


def fitting(connection: Connection, number: int, reply: Replied, turns: list[list[Answer]]) -> bool:
    """Whether there is anything to take from it; False when the desk has that, or later, already.

    Raises:
        Refusal: `parcel.not_made_here`, `before_restore`, `out_of_date`, `gap`, `other_copy`: the
            next parcel brings what this one cannot.
    """
    desk = standing(connection)
    if _answered(connection, number):
        return False
    if reply.life != desk.life:
        raise Refusal("parcel.before_restore")
    heard = [answers for answers in turns if answers[0].status not in TURNED]
    _check_epoch(desk, reply, heard)
    have = cursors(connection)
    if any(seq > have.get(bucket, 0) for bucket, seq in reply.cursors.items()):
        raise Refusal("parcel.gap")
    for answers in heard:
        _check_chain(connection, desk, answers[0])
    return not heard or _is_news(desk, have, heard[-1])


def _answered(connection: Connection, number: int) -> bool:
    query = select(Parcel.number, Parcel.answered_at).where(Parcel.number == number)
    made = connection.execute(query).one_or_none()
    if made is None:
        raise Refusal("parcel.not_made_here")
    return made.answered_at is not None


def _check_epoch(desk: Standing, reply: Replied, heard: list[list[Answer]]) -> None:
    """HQ may have been put back from a backup between the asking and now."""
    asked_before = reply.epoch not in {b"", desk.epoch}
    other = any(desk.epoch not in {b"", answers[0].epoch} for answers in heard)
    if asked_before or other:
        raise Refusal("parcel.out_of_date")


def _check_chain(connection: Connection, desk: Standing, answer: Answer) -> None:
    """What HQ heard must be what this desk wrote, and not a copy of it."""
    if answer.acked < desk.acked_n:
        return
    ours = desk.acked_h if answer.acked == desk.acked_n else chain_at(connection, answer.acked)
    if (ours or b"") != answer.acked_h:
        raise Refusal("parcel.other_copy")


def _is_news(desk: Standing, have: dict[str, int], answers: list[Answer]) -> bool:
    """Nothing goes back: an answer older than what the desk has is left alone."""
    reached = answers[-1].cursors
    earlier = any(seq < have.get(bucket, 0) for bucket, seq in reached.items())
    return answers[0].acked >= desk.acked_n and not earlier
