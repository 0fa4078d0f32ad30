"""XML without document types."""

import pytest

from showroom.ledger.intake.caps import Unreadable
from showroom.ledger.intake.markup import elements


def test_names_and_attributes_come_without_their_namespaces() -> None:
    assert elements(b'<a:x xmlns:a="u" a:n="1" m="2"><y/></a:x>') == [
        ("x", {"n": "1", "m": "2"}),
        ("y", {}),
    ]


@pytest.mark.parametrize(
    "xml",
    [
        b"<x>",
        b"no xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    ],
)
def test_broken_xml_and_entities_are_refused(xml: bytes) -> None:
    with pytest.raises(Unreadable):
        elements(xml)
