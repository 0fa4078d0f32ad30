"""Filling a form as a person does: by typing, choosing and ticking, never past its fields."""

from functools import singledispatch
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from shiboken6 import isValid

from ui.demo.waiting import Stuck, settle
from ui.kit.fields import CheckField, ChoiceField, Field
from ui.kit.fields.customer import CustomerField
from ui.kit.fields.score import ScoreField
from ui.kit.form import Form
from ui.pages.quote.fields import PickField, PremiumField, TickField

EMPTY = object()
"""Empties a field; None leaves it as it stands."""


@singledispatch
def put(field: Field[Any], value: object) -> None:
    """Bring a field to that value: text for what is typed, the value itself for what is chosen."""
    type_into(field, "" if value is EMPTY else str(value))


@put.register
def _choose(field: ChoiceField, value: object) -> None:  # type: ignore[type-arg]
    if value is EMPTY:
        field.combo.setCurrentIndex(0)
        return
    offered = [choice.value for choice in field.choices]
    if value not in offered:
        raise Stuck(f"choice {field.name}={value} of {offered}")
    field.combo.setCurrentIndex(1 + offered.index(value))


@put.register
def _tick(field: CheckField, value: object) -> None:
    field.box.setChecked(bool(value))


@put.register
def _score(field: ScoreField, value: object) -> None:
    field.choose(int(str(value)))


@put.register
def _find(field: CustomerField, value: object) -> None:
    """Type into the box until the customer is found, and take the first one with Enter."""
    type_into(field, str(value))
    settle(field.name)
    QTest.keyClick(field.box, Qt.Key.Key_Return)
    settle(field.name)


@put.register
def _tick_offers(field: TickField, value: frozenset) -> None:  # type: ignore[type-arg]
    for code in value:
        field.boxes[code].setChecked(True)


@put.register
def _premiums(field: PremiumField, value: dict) -> None:  # type: ignore[type-arg]
    for code, yuan in value.items():
        put(field.amounts[code], yuan)


@put.register
def _goods(field: PickField, value: dict) -> None:  # type: ignore[type-arg]
    for code, (sold, given) in value.items():
        for spin, count in zip(field.counts[code], (sold, given), strict=True):
            spin.setValue(count)


def fill(form: Form, **values: object) -> None:
    """Fill the named fields in their order; None leaves a field as it stands."""
    for name, value in values.items():
        if name not in form.fields:
            raise Stuck(f"field {form.name}.{name}")
        if value is not None:
            put(form.fields[name], value)
    settle(form.name)


def save(form: Form) -> None:
    """Save by the form's own action and wait until it is done; raises Stuck for what it says."""
    name = form.name
    form.save_action.trigger()
    settle(name)
    told = complaint(form) if isValid(form) else ""
    if told:
        raise Stuck(f"{name}: {told}")


def complaint(form: Form) -> str:
    """What the form objects to, empty if nothing."""
    fields = {name: field.error for name, field in form.fields.items() if field.error}
    told = "; ".join(f"{name}: {error}" for name, error in fields.items())
    objects = form.banner.property("banner") in ("bad", "warn")
    return told or (form.banner.text if objects else "")


def type_into(field: Field[Any], text: str) -> None:
    """Type a text over what a field holds, as an input method commits it."""
    editor = field.editor
    editor.setFocus()
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)
    if not text and isinstance(editor, QLineEdit | QPlainTextEdit):
        QTest.keyClick(editor, Qt.Key.Key_Delete)
