"""Filling a form as a person does: by typing, choosing and ticking, never past its fields."""

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

EMPTY = object()
"""Empties a field; None leaves it as it stands."""


def put(field: Field[Any], value: object) -> None:
    """Bring a field to that value: text for what is typed, the value itself for what is chosen."""
    if value is EMPTY:
        value = None if isinstance(field, ChoiceField) else ""
    if isinstance(field, ChoiceField):
        _choose(field, value)
    elif isinstance(field, CheckField):
        field.box.setChecked(bool(value))
    elif isinstance(field, ScoreField) and isinstance(value, int):
        field.choose(value)
    elif isinstance(field, CustomerField):
        _find(field, str(value))
    else:
        _type(field, str(value))


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


def _choose(field: ChoiceField[Any], value: object) -> None:
    offered = [choice.value for choice in field.choices]
    if value is None:
        field.combo.setCurrentIndex(0)
        return
    if value not in offered:
        raise Stuck(f"choice {field.name}={value} of {offered}")
    field.combo.setCurrentIndex(1 + offered.index(value))


def _find(field: CustomerField, typed: str) -> None:
    """Type into the box until the customer is found, and take the first one with Enter."""
    _type(field, typed)
    settle(field.name)
    QTest.keyClick(field.box, Qt.Key.Key_Return)
    settle(field.name)


def _type(field: Field[Any], text: str) -> None:
    editor = field.editor
    editor.setFocus()
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)
