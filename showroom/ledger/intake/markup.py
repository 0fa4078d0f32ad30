"""XML read by expat, with no document types, hence no entities."""

from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from showroom.ledger.intake.caps import Unreadable

SEPARATOR = "\n"
"""Stands between a name and its namespace."""


def parser() -> XMLParserType:
    """A parser that tells names as `namespace SEPARATOR name` and refuses document types."""
    made = ParserCreate(namespace_separator=SEPARATOR)
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _no_doctype
    return made


def parse(made: XMLParserType, xml: bytes) -> None:
    """Run a parser over all of a text; raises Unreadable when it is no XML."""
    try:
        made.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except ExpatError as error:
        raise Unreadable("ledger.file_damaged") from error


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Local names and attributes, both without namespaces, in document order."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(SEPARATOR)[2]: value for key, value in attributes.items()}
        found.append((tag.rpartition(SEPARATOR)[2], plain))

    made = parser()
    made.StartElementHandler = start
    parse(made, xml)
    return found


def _no_doctype(*_declared: object) -> None:
    raise Unreadable("ledger.file_damaged")
