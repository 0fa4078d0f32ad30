def test_the_ledger_is_imported_as_its_truth_has_it(day):
    assert day.holds(
        "ledger.rows", "ledger.accepted", "ledger.merged", "ledger.clashes", "ledger.rejected",
        "ledger.imported",
    )  # fmt: skip
