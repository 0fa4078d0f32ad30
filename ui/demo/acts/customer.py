"""Act 4: one box finds a customer by every part of what is known, and the card tells the rest."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from showroom.terms import ConsentPurpose
from ui.demo.filling import fill, save
from ui.demo.play import Play
from ui.demo.stage import press_action
from ui.demo.story import Arrival
from ui.demo.waiting import Stuck, settle
from ui.pages.customer import CustomerPage
from ui.words import enum_words, words


def play(play: Play) -> None:
    """Find her in every way, open her card, note what was said and agreed."""
    scene = play.scene("recall")
    who = play.story.visit(scene["customer"])
    play.at(scene["at"])
    play.sign_in("consultant")
    for typed in scene["typed"]:
        _find(play, typed, who)
    play.camera.both("search")
    play.keyboard.press(Qt.Key.Key_Return)
    page = _card(play, who)
    _edit(play, page)
    _follow_up(play, page)
    _agree(play, page)
    play.camera.both("customer")
    _find(play, scene["plate"], who)
    _find(play, scene["plate"][-4:], who)
    play.keyboard.press(Qt.Key.Key_Escape)


def _find(play: Play, typed: str, who: Arrival) -> None:
    """Type into the box everywhere; the first customer told must be her."""
    play.stage.front_window()
    press_action(play.stage.workspace.actions(), "Ctrl+K")
    play.stage.workspace.search.selectAll()
    play.keyboard.text(typed)
    settle("search")
    found = [find.title for find in play.stage.workspace.search.finds()]
    play.report.check(f"recall.{typed}", found[:1] == [who.name], "、".join(found[:3]))


def _card(play: Play, who: Arrival) -> CustomerPage:
    settle("card")
    page = play.stage.workspace.page
    if not isinstance(page, CustomerPage) or page.person.card is None:
        raise Stuck("card")
    card = page.person.card
    play.report.equal("customer.card", card.person.name, who.name)
    play.report.equal("customer.level", card.standing.level, who.level)
    visits = [event for event in card.events if "VISIT" in event.kind.name]
    play.report.check("customer.timeline", visits, len(card.events))
    return page


def _edit(play: Play, page: CustomerPage) -> None:
    scene = play.scene("recall")
    press_action(page.actions(), "Alt+E")
    fill(
        page.person.edit_form.entry,
        current_car=scene["current_car"],
        current_plate=scene["plate"],
    )
    play.camera.one("customer-edit")
    save(page.person.edit_form.entry)
    card = page.person.card
    play.report.equal("customer.edited", card and card.person.current_plate, scene["plate"])


def _follow_up(play: Play, page: CustomerPage) -> None:
    scene = play.scene("recall")
    press_action(page.actions(), "Alt+F")
    fill(page.person.follow_form.entry, content=scene["content"], promise=scene["promise"])
    play.camera.one("customer-follow")
    save(page.person.follow_form.entry)
    card = page.person.card
    play.report.equal("customer.promise", card and card.standing.promise, scene["promise"])


def _agree(play: Play, page: CustomerPage) -> None:
    """Consent is asked for each purpose by itself; she agrees to hear of offers."""
    told = f"{enum_words(ConsentPurpose.MARKETING)} {words('customer.agrees')}"
    buttons = page.person.consents.findChildren(QPushButton)
    asked = [each for each in buttons if each.accessibleName() == told]
    if not asked:
        raise Stuck(told)
    asked[0].click()
    settle("consent")
    card = page.person.card
    given = {each.purpose for each in card.consents if each.granted} if card else set()
    play.report.check("customer.consent", ConsentPurpose.MARKETING in given, len(given))
