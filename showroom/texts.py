"""The word catalogue: one file per capability and language, read without a compile step."""

from functools import cache
from string import Formatter

import resources

LANGUAGES = ("zh_CN", "en")
_FORMAT = Formatter()


class Catalogue:
    """The words of one language, by `room.key`."""

    def __init__(self, language: str, words: dict[str, str]) -> None:
        self.language = language
        self._words = words

    def __call__(self, key: str, /, **facts: object) -> str:
        """The words of `key` with its `{facts}` filled in; raises KeyError for an unknown key.

        With a fact `count`, `key.one` or `key.other` is taken where the language has them. A fact
        that is the key of a term (`enum.Role.CASHIER`) is said in its words.
        """
        said = {name: self._said(fact) for name, fact in facts.items()}
        return _FORMAT.vformat(self.pattern(key, facts.get("count")), (), said)

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def keys(self) -> frozenset[str]:
        """Every key this language has."""
        return frozenset(self._words)

    def pattern(self, key: str, count: object = None) -> str:
        """The words of `key` with their `{facts}` open; raises KeyError for an unknown key."""
        plural = f"{key}.{'one' if count == 1 else 'other'}"
        return self._words[plural if count is not None and plural in self._words else key]

    def _said(self, fact: object) -> object:
        is_term = isinstance(fact, str) and fact.startswith("enum.")
        return self._words.get(str(fact), fact) if is_term else fact


@cache
def load(language: str) -> Catalogue:
    """The catalogue of `zh_CN` or `en`; raises FileNotFoundError for any other."""
    words: dict[str, str] = {}
    for file in sorted(resources.path("texts", language).glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            key, mark, text = line.partition(" = ")
            if mark and not key.startswith("#"):
                words[f"{file.stem}.{key.strip()}"] = text.strip().replace("\\n", "\n")
    return Catalogue(language, words)
