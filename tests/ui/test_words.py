"""The words in use: complete in both languages, and Qt's own among them."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from showroom import texts
from showroom.terms import Source
from ui.words import enum_words, has_words, language, use, words

OURS = ("window", "signin", "setup", "kit")


def test_both_languages_have_the_same_words() -> None:
    chinese, english = (
        {_plain(key) for key in texts.load(each).keys() if key.split(".")[0] in OURS}  # noqa: SIM118
        for each in texts.LANGUAGES
    )
    assert chinese == english


def test_words_follow_the_language_and_so_do_qts(chinese: QApplication) -> None:
    del chinese
    assert language() == "zh_CN"
    assert words("kit.save") == "保存"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    use("en")
    assert words("kit.save") == "Save"
    assert QLocale().language() == QLocale.Language.English
    use("zh_CN")


def test_english_counts(chinese: QApplication) -> None:
    del chinese
    use("en")
    assert words("contract.count", count=1) == "1 contract"
    assert words("contract.count", count=2) == "2 contracts"
    use("zh_CN")


def test_a_missing_key_is_an_error_in_tests_and_itself_in_the_window(
    chinese: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    del chinese
    with pytest.raises(KeyError):
        words("kit.nothing_like_it")
    use("zh_CN", strict=False)
    assert words("kit.nothing_like_it") == "kit.nothing_like_it"
    assert "nothing_like_it" in caplog.text
    use("zh_CN", strict=True)
    assert not has_words("kit.nothing_like_it")


def test_enum_members_have_words(chinese: QApplication) -> None:
    del chinese
    assert enum_words(Source.FRIEND) == "亲友"


def _plain(key: str) -> str:
    return key.removesuffix(".one").removesuffix(".other")
