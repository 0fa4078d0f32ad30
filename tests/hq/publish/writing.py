"""Files to publish as people make them: workbooks, text and JSON; believable rows of each kind."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Mapping[str, Any]]

BOOK: dict[str, list[dict[str, Any]]] = {
    "models": [{"model": "EX90", "series": "EX", "sort": 1}],
    "trims": [
        {
            "trim": "EX90-BEV-SZ", "model": "EX90", "name": "纯电双电机智行版", "model_year": 2027,
            "energy": "BEV", "displacement_ml": 0, "seats": 5, "in_relief_catalogue": True,
            "colours": ["水晶白", "牛仔蓝", "玛瑙黑"],
        }
    ],
    "prices": [{"trim": "EX90-BEV-SZ", "guide_price": "399900.00", "valid_from": "2026-12-01"}],
}  # fmt: skip
"""A price book of one trim of the sample outlet."""


def price(yuan: str, since: str, until: str | None = None) -> dict[str, Any]:
    return {"trim": "EX90-BEV-SZ", "guide_price": yuan, "valid_from": since, "valid_to": until}


def as_json(place: Path, sheets: Mapping[str, Rows]) -> Path:
    place.write_text(json.dumps(sheets, ensure_ascii=False), encoding="utf-8")
    return place


def as_workbook(place: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(place) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return place


def as_text(place: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    place.write_bytes("\n".join(",".join(row) for row in rows).encode(encoding))
    return place
