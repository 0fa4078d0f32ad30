"""The words of the window in the language in use."""

import logging
from enum import Enum

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from showroom import texts

_log = logging.getLogger(__name__)


class _Speech:
    """The catalogue in use; strict in tests, where a missing key is an error."""

    catalogue: texts.Catalogue | None = None
    strict = False
    qt_words: QTranslator | None = None


def use(language: str, *, strict: bool | None = None) -> None:
    """Speak `zh_CN` or `en` from now on: our words, Qt's own words, dates and numbers.

    Pages built earlier keep the words they were built with; the shell rebuilds them.
    """
    _Speech.catalogue = texts.load(language)
    if strict is not None:
        _Speech.strict = strict
    QLocale.setDefault(QLocale(language))
    _load_qt_words(language)


def language() -> str:
    """The language in use."""
    return _catalogue().language


def words(key: str, /, **facts: object) -> str:
    """The words of `key`, `{facts}` filled in; the key itself if the catalogue lacks it."""
    try:
        return _catalogue()(key, **facts)
    except KeyError:
        if _Speech.strict:
            raise
        _log.warning("no words for %s", key)
        return key


def catalogue() -> texts.Catalogue:
    """The catalogue in use, for what words itself."""
    return _catalogue()


def has_words(key: str) -> bool:
    """Whether the catalogue in use words that key."""
    return key in _catalogue()


def enum_words(member: Enum) -> str:
    """The words of an enum member, from `enum.<Class>.<MEMBER>`."""
    return words(f"enum.{type(member).__name__}.{member.name}")


def _catalogue() -> texts.Catalogue:
    if _Speech.catalogue is None:
        _Speech.catalogue = texts.load(texts.LANGUAGES[0])
    return _Speech.catalogue


def _load_qt_words(language: str) -> None:
    app = QCoreApplication.instance()
    if app is None:
        return
    if _Speech.qt_words is not None:
        app.removeTranslator(_Speech.qt_words)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
    _Speech.qt_words = translator
