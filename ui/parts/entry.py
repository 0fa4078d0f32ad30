"""The fields of the reception form, in the order they are asked."""

from uuid import UUID

from showroom import identity
from showroom.terms import Channel, Gender, IntentLevel, Source, VisitKind
from showroom.visit import form
from showroom.visit.form import Coming
from ui.context import Context
from ui.kit.fields import (
    Choice,
    ChoiceField,
    DateTimeField,
    EnumField,
    IntField,
    LineField,
    NotesField,
    PhoneField,
)
from ui.kit.fields.choice import enum_choices
from ui.kit.form import Form
from ui.parts.fields import BudgetField
from ui.words import enum_words, words


class EntryFields:
    """The fields one talks to while the form is typed; adding them is what making this does."""

    coming: ChoiceField[Coming]
    model: ChoiceField[UUID]
    level: ChoiceField[IntentLevel]
    receiver: ChoiceField[UUID]

    def __init__(self, entry: Form, context: Context) -> None:
        add = entry.add
        self.phone = add(PhoneField("phone", words("visit.phone")))
        self.phone.placeholder(words("visit.phone_first"))
        self.phone.checked_by(_check_phone)
        self.name = add(LineField("name", words("visit.name")))
        self.coming = add(
            ChoiceField("coming", words("visit.coming"), comings(VisitKind.FIRST), required=True)
        )
        add(EnumField("source", words("visit.source"), Source))
        self.model = add(ChoiceField("model_id", words("visit.model")))
        levels = enum_choices(IntentLevel, *form.LEVELS)
        self.level = add(ChoiceField("level", words("visit.level"), levels))
        self._add_party(entry)
        self._add_wish(entry, context)

    def _add_party(self, entry: Form) -> None:
        span, unit = (1, form.PARTY_MOST), words("visit.party_unit")
        party = IntField("party_size", words("visit.party_field"), span, required=True, unit=unit)
        entry.add(party)
        self.receiver = entry.add(ChoiceField("received_by_id", words("visit.receiver")))

    def _add_wish(self, entry: Form, context: Context) -> None:
        budget = entry.add(BudgetField("budget", words("visit.budget")))
        budget.placeholder(words("visit.budget_hint"))
        entry.add(LineField("competitor", words("visit.competitor")))
        entry.add(EnumField("gender", words("visit.gender"), Gender))
        title, today = words("visit.next_visit"), context.today
        entry.add(DateTimeField("next_visit_at", title, today, zone=context.zone))
        note = entry.add(NotesField("note", words("visit.note"), lines=3), span=2)
        note.placeholder(words("visit.note_hint"))


def comings(kind: VisitKind) -> list[Choice[Coming]]:
    """What one may come for; the first is to buy, in the words of the kind it will be."""
    return [Choice(way, _coming_words(way, kind)) for way in form.COMINGS]


def _coming_words(way: Coming, kind: VisitKind) -> str:
    if way.reason is not None:
        return words("visit.coming_other", reason=enum_words(way.reason))
    return words("visit.coming_phone") if way.channel is Channel.PHONE_IN else enum_words(kind)


def _check_phone(typed: str) -> None:
    identity.as_phone(typed)
