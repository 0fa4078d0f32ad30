"""A preview or a publication as lines of text, and as JSON for programs."""

from collections.abc import Iterator

from showroom.hq.publish.effects import Moved, Reason
from showroom.hq.publish.publishing import Preview, Published
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.money import shown
from showroom.texts import Catalogue

_PROBLEMS_SHOWN = 50


def lines(preview: Preview, words: Catalogue) -> Iterator[str]:
    """What is wrong; or what would be written and which quotes it moves."""
    problems = preview.problems
    if problems:
        yield from (problem.line(words) for problem in problems[:_PROBLEMS_SHOWN])
        if len(problems) > _PROBLEMS_SHOWN:
            yield words("publish.more_problems", count=len(problems) - _PROBLEMS_SHOWN)
        yield words("publish.found_problems", count=len(problems))
        return
    for name, counts in preview.plan.counts().items():
        kind = words(KINDS[name].title)
        yield words("publish.count_line", kind=kind, **counts)
    if not preview.plan.changes:
        yield words("publish.nothing_new")
    elif preview.quotes:
        yield words("publish.quotes_moved", count=len(preview.quotes))
        yield from (_quote(quote, words) for quote in preview.quotes)
    else:
        yield words("publish.quotes_none")


def as_json(done: Published, words: Catalogue) -> dict[str, object]:
    """The same for programs; `seq` is 0 when nothing was written. Amounts in fen."""
    preview = done.preview
    return {
        "bucket": preview.bucket,
        "problems": [problem.as_json(words) for problem in preview.problems],
        "counts": preview.plan.counts(),
        "rows": len(preview.plan.changes),
        "quotes": [_quote_json(quote) for quote in preview.quotes],
        "published": done.seq > 0,
        "seq": done.seq,
    }


def _quote(quote: Moved, words: Catalogue) -> str:
    facts = {
        "doc_no": quote.doc_no or words("publish.quote_draft", id=quote.id.hex[-8:]),
        "outlet": quote.outlet,
        "status": words(quote.status.word),
        "reasons": "、".join(_reason(reason, words) for reason in quote.reasons),
    }
    if quote.new_fen is None:
        return words("publish.quote_unpriced", **facts)
    difference = quote.new_fen - quote.old_fen
    sign = "+" if difference > 0 else ""
    amounts = {"old": shown(quote.old_fen), "new": shown(quote.new_fen)}
    return words("publish.quote_line", **facts, **amounts, difference=sign + shown(difference))


def _reason(reason: Reason, words: Catalogue) -> str:
    return words(f"publish.reason_{reason.word}", code=reason.code)


def _quote_json(quote: Moved) -> dict[str, object]:
    difference = None if quote.new_fen is None else quote.new_fen - quote.old_fen
    return {
        "id": quote.id.hex,
        "doc_no": quote.doc_no,
        "outlet": quote.outlet,
        "status": quote.status.value,
        "old_fen": quote.old_fen,
        "new_fen": quote.new_fen,
        "difference_fen": difference,
        "reasons": [[reason.word, reason.code] for reason in quote.reasons],
    }
