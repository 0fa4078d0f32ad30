def test_nothing_is_retyped_the_cap_holds_and_the_receipt_is_split(day):
    assert day.holds(
        "contract.nothing_retyped", "contract.over_cap", "contract.cap", "receipt.earnest",
        "receipt.prepaid", "contract.ordered_on", "paper.contract.data", "paper.receipt.data",
    )  # fmt: skip
