"""What follows on a desk from rows that came: it is found at once, and the erased stay erased."""

from showroom.customer.erasure import Erase, erase
from showroom.recall.queries import Find, find
from showroom.terms import FollowUpMethod, FollowUpResult
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.board.days import Come, at, put_visit
from tests.customer.test_commands import filed
from tests.customer.test_erasing import NEEDLES, everything
from tests.sync.world import Member, content


def test_a_customer_of_the_other_desk_is_found_as_soon_as_they_came(
    first: Member, second: Member
) -> None:
    key = filed(first.at("liwen"))
    first.sync()
    second.sync()
    assert [hit.customer_id for hit in second.at("liwen").read(find, Find("wf"))] == [key]


def test_an_erasure_reaches_the_other_desk_and_what_it_wrote_offline(
    first: Member, second: Member
) -> None:
    one = first.at("liwen")
    key = filed(one, note="喜欢安静")
    one.write(put_visit, Come(at("09:00"), customer=key, phone="13900000000"))
    first.sync()
    second.sync()
    said = RecordFollowUp(
        customer_id=key,
        method=FollowUpMethod.CALL,
        result=FollowUpResult.REACHED,
        content="想要白色",
    )
    second.at("liwen").write(follow_up, said)
    one.write(erase, Erase(key, "王芳", "客户要求"))
    for member in (first, second, first, second):
        member.sync()
    for member in (first, second):
        kept = member.at("liwen").read(everything, None)
        assert [needle for needle in NEEDLES if needle in kept] == []
        assert member.at("liwen").read(find, Find("王芳")) == []
    assert content(first) == content(second)
