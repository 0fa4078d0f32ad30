"""Reads papers back as a stranger would: with pdftotext and pypdf."""

import io
import subprocess
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

HOSTILE = (
    "<b>粗</b>",
    "A&B&amp;C",
    "<img src='/etc/passwd'>",
    '<img src="http://x.test/a.png"/>',
    "<a href='javascript:alert(1)'>点</a>",
    "<font color='white'>白字</font>",
    "<strike>¥1</strike><super>2</super>",
    "x <y> z",
    "<b>没有结尾",
    "]]></para>",
    "{{ 7*7 }}",
    "{price}",
    "${jndi:ldap://x}",
    "%s%n%d %(name)s",
    "**重点**",
    "[earnest]条件",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE customer; --",
    "\\n\\x41 \\u0041 (括号) \\(",
    ") Tj ET (注入",
    "endstream endobj",
    "¥1,000.00 ￥１２３",
    "ligature fi ffl ﬁ",
    "㛃䶮堃喆龑彧",
    "𫍯𫍲𪩘🈳",
    "é ü ñ Å ß",
    "“引号”‘单’《书》【方】",
    "很长" * 20,
    "Donaudampfschifffahrtsgesellschaftskapitaen" * 2,
    "……——～·、。",
)
"""What people, tests and attackers type into a name field; every one must print as it is."""

DROPPED = {
    "李\u202e四": "李四",
    "王\x00五": "王五",
    "赵\u200b六\ufeff": "赵六",
    "e\u0301": "é",
    "两\t格\r\n行": "两 格\n行",
    "\u2066孙\u2069": "孙",
}
"""What is typed, and what prints of it."""


def squeezed(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())


def pdftotext(pdf: bytes, *options: str) -> str:
    """The words of a PDF without white space, in the order of the page or of the file (`-raw`)."""
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def pages(pdf: bytes) -> list[str]:
    """The words of each page without white space, as pypdf finds them."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def pypdf(pdf: bytes) -> str:
    """The words of all pages without white space."""
    return "".join(pages(pdf))


def fonts(pdf: bytes) -> list[DictionaryObject]:
    """Every font that a page names."""
    found: list[DictionaryObject] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        found += [each.get_object() for each in resources["/Font"].values()]
    return found


def keys(pdf: bytes) -> set[str]:
    """Every dictionary key anywhere in the file."""
    reader = PdfReader(io.BytesIO(pdf))
    found: set[str] = set()
    for number in reader.xref[0]:
        _collect(IndirectObject(number, 0, reader).get_object(), found)
    return found


def _collect(value: object, found: set[str]) -> None:
    if isinstance(value, DictionaryObject):
        found.update(value.keys())
        for each in value.values():
            if not isinstance(each, IndirectObject):
                _collect(each, found)
    elif isinstance(value, list):
        for each in value:
            _collect(each, found)
