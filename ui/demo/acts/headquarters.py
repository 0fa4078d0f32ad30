"""Act 8: HQ is set up by its own commands, publishes a price book, and serves."""

from pathlib import Path
from typing import Any

import xlsxwriter

from showroom.outlet.sample import SampleOutlet
from ui.demo.play import Play

_TRIM = ("name", "energy", "displacement_ml", "seats")


def play(play: Play) -> None:
    """From nothing to a service that answers over TLS."""
    scene, office = play.scene("headquarters"), play.office
    made = office.set_up()
    play.report.check("hq.made", made["recovery"] and office.url == made["url"], made["url"])
    home = SampleOutlet.read().outlet
    group = ("--group", scene["group"])
    office.command("outlet", home["code"], home["name"], *group)
    known = office.command("outlet", scene["tier2"], scene["tier2_name"], "--kind", "tier2", *group)
    play.report.equal("hq.outlets", len(known), 2)
    office.serve()
    _publish(play, scene)
    play.report.equal("hq.serves", office.ready(), office.url)
    play.report.check("hq.health", '"ok"' in office.asked("/health"), office.asked("/health"))


def _publish(play: Play, scene: dict[str, Any]) -> None:
    """Looked at first, which writes nothing; then published, just as it was shown."""
    file = play.out / "price-book.xlsx"
    write_book(file, scene)
    play.report.document("price-book", file)
    words = (str(file), "--to", f"group:{scene['group']}", "--by", scene["group"])
    shown = play.office.command("publish", *words, "--dry-run")
    play.report.check("hq.preview", shown["rows"] and not shown["published"], shown["counts"])
    play.report.equal("hq.preview_wrote", play.office.command("status")["rows"], 0)
    done = play.office.command("publish", *words)
    same = done["published"] and done["counts"] == shown["counts"]
    play.report.check("hq.published", same, done["rows"])
    play.report.figures["published"] = done["counts"]


def write_book(file: Path, scene: dict[str, Any]) -> None:
    """One trim of the sample with a price and floor to come, and a promotion, as a workbook."""
    book = SampleOutlet.read().pricebook
    trim = next(each for each in book["trim"] if each["code"] == scene["trim"])
    since, price = scene["price"]["valid_from"].isoformat(), scene["price"]
    sheets: dict[str, dict[str, Any]] = {
        "models": {"model": trim["model"], "series": trim["model"][:-2], "sort": 1},
        "trims": {
            "trim": trim["code"], "model": trim["model"], "model_year": trim["year"],
            **{name: trim[name] for name in _TRIM}, "in_relief_catalogue": "是",
            "colours": "、".join(trim["colours"]),
        },
        "prices": {
            "trim": trim["code"], "guide_price": price["guide_price"], "valid_from": since,
        },
        "floors": {
            "trim": trim["code"], "floor_price": price["floor_price"], "valid_from": since,
        },
        "promotions": {
            **{name: str(value) for name, value in scene["promotion"].items()},
            "model": trim["model"],
        },
    }  # fmt: skip
    with xlsxwriter.Workbook(file) as written:
        for name, row in sheets.items():
            sheet = written.add_worksheet(name)
            sheet.write_row(0, 0, list(row))
            sheet.write_row(1, 0, list(row.values()))
