PAGES = (
    "setup", "signin", "ledger-preview", "visit", "search", "customer", "testdrive-day", "quote",
    "preview", "contract-make", "contract-paid", "board", "board-records", "dayclose",
    "dayclose-closed", "synced",
)  # fmt: skip


def test_every_page_is_taken_light_and_dark(day):
    for page in PAGES:
        schemes = {each["scheme"] for each in day.told["screens"] if each["name"] == page}
        assert schemes == {"light", "dark"}, page


def test_every_page_is_taken_in_english(day):
    names = {each["name"] for each in day.told["screens"] if each["language"] == "en"}
    assert names == {
        "board", "visit", "testdrive", "quote", "contract", "customer", "dayclose", "ledger",
        "exchange",
    }  # fmt: skip


def test_every_picture_is_there_as_it_was_told(day):
    assert day.holds(*day.of("screen"))
    for each in day.told["screens"]:
        assert (day.out / each["file"]).stat().st_size == each["bytes"] > 0
