"""An erased person is gone from outboxes and HQ's log as well, on every desk."""

from sqlalchemy import select, text

from db.headquarters import tx_log
from showroom.customer.erasure import Erase, erase
from showroom.exchange.derived import Derived
from showroom.sync import wire
from tests.customer.test_commands import filed
from tests.hq.test_erasing import talk
from tests.sync.world import Group, Member, content

NEEDLE = "喜欢安静"


def said_here(member: Member) -> str:
    """All a desk's outbox says."""
    with member.desk.opened.store.read() as session:
        return " ".join(session.execute(text("SELECT body FROM outbox")).scalars())


def said_at_hq(group: Group) -> str:
    """All HQ's log says."""
    with group.hq.store.read() as connection:
        kept = connection.execute(select(tx_log.c.ops)).scalars().all()
        return " ".join(op.body for raw in kept if raw for op in wire.decode_ops(raw))


def test_an_erased_person_leaves_the_outbox_and_the_log(
    group: Group, first: Member, second: Member
):
    for member in (first, second):
        member.engine.derive = Derived(member.desk.ports.ids)
    manager = first.at("liwen")
    key = filed(manager, note=NEEDLE)
    first.sync()
    second.sync()
    assert NEEDLE in said_here(first)
    assert NEEDLE in said_at_hq(group)
    manager.write(erase, Erase(key, "王芳", "客户要求"))
    for member in (first, second, first):
        member.sync()
    assert NEEDLE not in said_here(first)
    assert NEEDLE not in said_here(second)
    assert NEEDLE not in said_at_hq(group)
    assert content(first) == content(second)
    assert first.sync(check=True).laid == 0


def test_what_an_offline_desk_still_says_of_an_erased_person_is_not_logged(
    group: Group, first: Member, second: Member
):
    first.engine.derive = Derived(first.desk.ports.ids)
    manager = first.at("liwen")
    key = filed(manager)
    first.sync()
    second.sync()
    talk(second.at("liwen"), key)
    manager.write(erase, Erase(key, "王芳", "客户要求"))
    first.sync()
    second.sync()
    assert "想要白色" not in said_at_hq(group)
