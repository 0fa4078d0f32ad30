"""Form fields: each has a label, an editor, and its error beside it."""

from ui.kit.fields.base import Field
from ui.kit.fields.choice import CheckField, Choice, ChoiceField, EnumField, enum_choices
from ui.kit.fields.number import IntField, MoneyField, SteppedField
from ui.kit.fields.text import CodeField, LineField, NotesField, PasswordField, PhoneField
from ui.kit.fields.when import DateField, DateTimeField

__all__ = [
    "CheckField",
    "Choice",
    "ChoiceField",
    "CodeField",
    "DateField",
    "DateTimeField",
    "EnumField",
    "Field",
    "IntField",
    "LineField",
    "MoneyField",
    "NotesField",
    "PasswordField",
    "PhoneField",
    "SteppedField",
    "enum_choices",
]
