"""The sample dealership and its price book, read from `resources/sample`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import resources
from db.models.kpi import Target
from db.models.quote import Accessory, FeeItem, LoanProduct, Promotion
from db.models.vehicle import CarModel, FloorPrice, Price, Trim, Vehicle
from showroom.ids import coded, dated, target_key
from showroom.money import to_fen
from showroom.unit import Unit

_START = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """The sample files as plain values."""

    outlet: dict[str, Any]
    staff: list[dict[str, Any]]
    pricebook: dict[str, Any]

    @classmethod
    def read(cls) -> "SampleOutlet":
        """Read the sample from the package's resources."""
        people = _toml("outlet.toml")
        return cls(people["outlet"], people["staff"], _toml("pricebook.toml"))


def put_pricebook(unit: Unit, book: dict[str, Any]) -> None:
    """Write models, trims, prices, charges, offers, loans, cars and targets of a price book."""
    models = _put_models(unit, book["trim"])
    trims = {row["code"]: _put_trim(unit, row, models[row["model"]]) for row in book["trim"]}
    for number, row in enumerate(book["fee"]):
        unit.add(_fee(unit, row, number))
    for row in book["accessory"]:
        made = _made(unit, "accessory", row["code"])
        unit.add(Accessory(**made, **_named(row), price_fen=_fen(row["price"])))
    for row in book["promotion"]:
        unit.add(_promotion(unit, row, models))
    for row in book["loan"]:
        unit.add(LoanProduct(**_made(unit, "loan_product", row["code"]), **row))
    for row in book["vehicle"]:
        rest = {key: value for key, value in row.items() if key != "trim"}
        unit.add(
            Vehicle(id=unit.new_id(), outlet_id=unit.outlet_id, trim_id=trims[row["trim"]], **rest)
        )
    for row in book["target"]:
        unit.add(_target(unit, row))


def _put_models(unit: Unit, trims: list[dict[str, Any]]) -> dict[str, UUID]:
    """One model row for each model name, in the order of the book."""
    names = list(dict.fromkeys(row["model"] for row in trims))
    return {
        name: unit.add(
            CarModel(
                id=coded("car_model", name),
                outlet_id=unit.outlet_id,
                series=name[:-2],
                name=name,
                sort=sort,
            )
        ).id
        for sort, name in enumerate(names)
    }


def _put_trim(unit: Unit, row: dict[str, Any], model_id: UUID) -> UUID:
    """The trim with its suggested price and its floor."""
    trim = Trim(
        id=coded("trim", row["code"]),
        outlet_id=unit.outlet_id,
        model_id=model_id,
        code=row["code"],
        name=row["name"],
        model_year=row["year"],
        energy=row["energy"],
        displacement_ml=row["displacement_ml"],
        seats=row["seats"],
        in_relief_catalogue=row.get("in_relief_catalogue", False),
        colours=row["colours"],
    )
    unit.add(trim)
    made = _made(unit, "price", trim.code)
    unit.add(Price(**made, trim_id=trim.id, guide_price_fen=_fen(row["guide_price"])))
    made = _made(unit, "floor_price", trim.code)
    unit.add(FloorPrice(**made, trim_id=trim.id, floor_price_fen=_fen(row["floor_price"])))
    return trim.id


def _fee(unit: Unit, row: dict[str, Any], sort: int) -> FeeItem:
    rest = {key: row[key] for key in ("kind", "payee", "basis", "optional")}
    amount = _fen(row["amount"]) if "amount" in row else None
    made = _made(unit, "fee_item", row["code"])
    return FeeItem(**made, **_named(row), **rest, amount_fen=amount, sort=sort)


def _promotion(unit: Unit, row: dict[str, Any], models: dict[str, UUID]) -> Promotion:
    return Promotion(
        **_made(unit, "promotion", row["code"], row["valid_from"]),
        **_named(row),
        kind=row["kind"],
        model_id=models[row["model"]] if "model" in row else None,
        amount_fen=_fen(row["amount"]),
        on_invoice=row["on_invoice"],
        valid_to=row.get("valid_to"),
    )


def _target(unit: Unit, row: dict[str, Any]) -> Target:
    key = target_key(unit.place.outlet_code, row["month"], row["figure"])
    return Target(id=key, outlet_id=unit.outlet_id, **row)


def _made(unit: Unit, kind: str, code: str, since: date = _START) -> dict[str, Any]:
    """The columns every dated row starts with, keyed as HQ keys one meant for this outlet alone."""
    key = dated(kind, code, since, f"outlet:{unit.place.outlet_code}")
    return {"id": key, "outlet_id": unit.outlet_id, "valid_from": since}


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"]}


def _fen(yuan: str) -> int:
    return to_fen(Decimal(yuan))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("sample", name).read_text(encoding="utf-8"))
