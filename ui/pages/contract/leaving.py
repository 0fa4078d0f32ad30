"""Forms that come and go with the record they belong to."""

from ui.kit.form import Form
from ui.kit.page import Page


def drop(page: Page, entry: Form) -> None:
    """A form goes: what is typed in it is kept as its draft, its key is free."""
    entry.keep_draft()
    entry.save_action.setEnabled(False)
    page.forms.remove(entry)
    page.page_actions.remove(entry.save_action)
    page.removeAction(entry.save_action)
