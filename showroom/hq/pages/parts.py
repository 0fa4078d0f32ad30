"""What pages are made of: tables, pills, notices, buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from showroom.hq.pages.asked import Asked
from showroom.hq.pages.markup import Content, Html, el, joined

ROOT: Final = "/hq"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and whether it holds numbers."""

    head: Content
    number: bool = False


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Content]]) -> Html:
    """A table whose first cell of each row names it; on a narrow screen each row is a card."""
    heads = [
        el("th", each.head, scope="col", class_="number" if each.number else None)
        for each in columns
    ]
    body = [_row(columns, row) for row in rows]
    inside = (
        el("caption", caption, class_="unseen"),
        el("thead", el("tr", heads)),
        el("tbody", body),
    )
    return el("div", el("table", *inside), class_="wide", tabindex=0, role="group",
              aria_label=caption)  # fmt: skip


def _row(columns: Sequence[Column], cells: Sequence[Content]) -> Html:
    made = []
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        name = "th" if place == 0 else "td"
        label = plain(column.head) if place else None
        kind = "number" if column.number else None
        scope = "row" if place == 0 else None
        inside = el("div", cell) if place and cell is not None else cell
        made.append(el(name, inside, scope=scope, class_=kind, data_label=label))
    return el("tr", made)


def plain(content: Content) -> str:
    """The text of a head without its markup."""
    return content if isinstance(content, str) and not isinstance(content, Html) else ""


def pill(word: str, tone: str = "neutral") -> Html:
    """A word in a coloured field; the colour says nothing the word does not."""
    return el("span", word, class_=f"pill {tone}")


def card(title: str, *inside: Content, note: Content = None, id_: str | None = None) -> Html:
    """A section with a heading."""
    head = el("div", el("h2", title), el("p", note, class_="muted") if note else None,
              class_="head")  # fmt: skip
    return el("section", head, *inside, class_="card", id=id_)


def empty(word: str) -> Html:
    """What stands where there is nothing."""
    return el("p", word, class_="empty")


def notice(word: str, tone: str = "good") -> Html:
    """A line that says what was done, or what to mind."""
    return el("p", word, class_=f"notice {tone}", role="status")


def link(to: str, word: Content, kind: str | None = None) -> Html:
    """A link below the root."""
    return el("a", word, href=f"{ROOT}{to}", class_=kind)


def button_form(asked: Asked, to: str, word: str, kind: str = "button") -> Html:
    """A form of nothing but its button."""
    return el("form", asked.hidden(), el("button", word, class_=kind), method="post",
              action=f"{ROOT}{to}", class_="inline")  # fmt: skip


def facts(pairs: Iterable[tuple[str, Content]]) -> Html:
    """Names and what they stand for."""
    return el("dl", [joined(el("dt", name), el("dd", said)) for name, said in pairs],
              class_="facts")  # fmt: skip


def done(asked: Asked) -> Html | None:
    """What was just done, where the address says so."""
    said = asked.query.get("done", "")
    return notice(asked.say(f"done_{said}")) if f"hqpage.done_{said}" in asked.words else None
