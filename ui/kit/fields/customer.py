"""A customer as a field: found in one box by name, pinyin, phone, plate or VIN, then held."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from typing_extensions import override

from showroom.errors import Failure, Refusal
from ui.context import Hit
from ui.kit.fields.base import Field
from ui.kit.labels import tame
from ui.kit.search import SearchBox
from ui.models.hits import Find
from ui.words import words

_BETWEEN = "|"


class CustomerField(Field[UUID]):
    """One customer of the archive; typing searches, Enter takes the one lit.

    `search` answers in the read lane (`Context.search`); `taken` fires when one was chosen.
    """

    taken = Signal()

    def __init__(
        self, name: str, label: str, search: Callable[[str], list[Hit]], *, required: bool = False
    ) -> None:
        super().__init__(name, label, required=required, hint=words("kit.customer_hint"))
        self._search = search
        self._held: Hit | None = None
        self.box = SearchBox(lambda _typed: [], self._far)
        self.box.setPlaceholderText(words("kit.customer_find"))
        self.box.textEdited.connect(self._typed)
        self.box.chosen.connect(lambda: self._typed(""))
        self.hold(self.box)

    @property
    def held(self) -> Hit | None:
        """Who is chosen."""
        return self._held

    def take(self, hit: Hit) -> None:
        """Hold that customer, as if chosen in the box."""
        self.set_held(hit)
        self._touched()
        self.taken.emit()

    @override
    def value(self) -> UUID | None:
        if self._held is None and self.box.text().strip():
            raise Refusal("kit.customer_unchosen", field=self.name)
        return self._held.key if self._held else None

    @override
    def set_value(self, value: UUID | None) -> None:
        if value is None:
            self.set_held(None)

    @override
    def draft(self) -> str:
        held = self._held
        return _BETWEEN.join((str(held.key), held.title, held.detail)) if held else ""

    @override
    def restore(self, draft: str) -> None:
        key, _, rest = draft.partition(_BETWEEN)
        title, _, detail = rest.partition(_BETWEEN)
        self.set_held(Hit("customer", UUID(key), title, detail) if rest else None)

    @override
    def problem(self) -> Failure | None:
        """A box being typed in is no error yet while its answers are open."""
        return None if self.box.finds() else super().problem()

    @override
    def show_error(self, failure: Failure | None) -> None:
        super().show_error(failure)
        if failure is None and self._held is not None:
            self.show_hint(self._held.detail)

    def set_held(self, hit: Hit | None) -> None:
        """Hold that customer, or nobody; `changed` stays silent."""
        self._held = hit
        self.box.setText(tame(hit.title) if hit else "")
        self.show_hint(hit.detail if hit else "")

    def _typed(self, _text: str) -> None:
        self._held = None
        self.show_hint("")
        self._touched()

    def _far(self, typed: str) -> Callable[[], Sequence[Find]]:
        return lambda: [self._find(hit) for hit in self._search(typed) if hit.kind == "customer"]

    def _find(self, hit: Hit) -> Find:
        return Find(hit.title, hit.detail, "customer", lambda: self.take(hit))
