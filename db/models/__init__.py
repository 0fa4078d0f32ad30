"""Every table, one module per capability."""

from db.models import (
    contract,
    customer,
    dayclose,
    desk,
    documents,
    kpi,
    ledger,
    outlet,
    quote,
    recall,
    staff,
    sync,
    testdrive,
    vehicle,
    visit,
)

__all__ = [
    "contract",
    "customer",
    "dayclose",
    "desk",
    "documents",
    "kpi",
    "ledger",
    "outlet",
    "quote",
    "recall",
    "staff",
    "sync",
    "testdrive",
    "vehicle",
    "visit",
]
