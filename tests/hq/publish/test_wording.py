"""Terms that could not be printed are told before anybody has to print them."""

from showroom.contract.clauses import shipped
from showroom.hq.publish.wording import faults


def codes(body: str, kind: str = "contract") -> list[str]:
    return [fault.code.removeprefix("publish.terms_") for fault in faults(kind, body)]


def test_the_shipped_terms_have_no_faults() -> None:
    assert codes(shipped("1")) == []


def test_every_fault_of_a_text_is_told() -> None:
    assert codes("概不负责 **{colour}") == ["wording", "empty", "mark", "place"]
    assert codes("== A\nb", kind="poem") == ["kind"]
