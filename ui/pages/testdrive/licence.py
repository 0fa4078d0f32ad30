"""Watches a licence being typed: says at once what keeps its holder from driving."""

from typing import Any

from PySide6.QtCore import QObject

from showroom.errors import Refusal
from showroom.terms import DriveMode
from showroom.testdrive.form import TypedLicence, Warned, licence_warning
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.sitting import Sitting
from ui.kit.form import Form
from ui.kit.notices import Offer
from ui.words import words


class LicenceWatch(QObject):
    """Warns beside the field and offers to ride instead; a ride is not watched."""

    def __init__(self, form: Form, line: DriveLine, sitting: Sitting, ride: Offer) -> None:
        super().__init__(form)
        self.warned: Warned | None = None
        self._form = form
        self._on = line.business_date
        self._rules = sitting.rules
        self._ride = ride
        if line.mode is DriveMode.DRIVE:
            form.edited.connect(self.look)
            for name in _WHOLE:
                form.fields[name].left.connect(self.look)

    def look(self) -> None:
        """Look at what is typed so far."""
        before, now = self.warned, licence_warning(self._typed(), self._on, self._rules)
        self.warned = now
        if before is not None and (now is None or now.field != before.field):
            self._form.fields[before.field].show_hint("")
        if now is None:
            if before is not None:
                self._form.banner.dismiss()
            return
        said = words(now.code)
        self._form.fields[now.field].show_hint(said, "warn")
        if now != before:
            self._form.banner.say(said, "warn", self._ride)

    def _typed(self) -> TypedLicence:
        names = ("licence_class", "first_issue_date", "licence_valid_to")
        return TypedLicence(*(self._value(name) for name in names))

    def _value(self, name: str) -> Any:  # noqa: ANN401 - one type for each field
        field = self._form.fields[name]
        if field.editor.hasFocus() and len(field.draft()) < _WHOLE.get(name, 0):
            return None
        try:
            return field.value()
        except Refusal:
            return None


_WHOLE = {"first_issue_date": len("20180501"), "licence_valid_to": len("20180501")}
"""A day still being typed may read as another day: `11-2` on the way to `11-22`."""
