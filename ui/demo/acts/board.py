"""Act 7, first half: the board. Every figure equals the recount, and the records it opens."""

from PySide6.QtCore import Qt

from showroom.board.queries import BoardOf, indicators
from showroom.board.records import Part, RecordsOf, records_of
from showroom.kpi.rules import Figure, Measure
from ui.demo.play import Play
from ui.demo.recount import recounted
from ui.demo.stage import asking
from ui.demo.waiting import Stuck, settle
from ui.pages.board import BoardPage
from ui.parts.figures.records import RecordsSheet


def play(play: Play) -> None:
    """Look at the figures, and click each of them."""
    play.at(play.scene("close")["board"])
    play.sign_in("manager")
    page = play.page("board", BoardPage)
    play.camera.both("board")
    figures = board_figures(play, page)
    wanted = recounted(play.story)
    for code, number in wanted.items():
        seen = told(figures[code]) if code in figures else "?"
        play.report.equal(f"figure.{code}", seen, number)
    play.report.figures["day"] = {code: _as_json(figures[code]) for code in wanted}
    for code in wanted:
        _open(play, page, figures[code])
    _click(play, page)


def board_figures(play: Play, page: BoardPage) -> dict[str, Figure]:
    """Every figure of the day on the board or a click away from it, by its code."""
    shown = page.shown_board
    if shown is None:
        raise Stuck("board")
    rest = play.stage.desk.read(indicators, BoardOf(shown.day, shown.span))
    tiles = [tile.figure for tile in shown.tiles]
    steps = [figure for figure, _share in shown.funnel]
    found = {figure.code: figure for figure in (*rest, *shown.store, *steps, *tiles)}
    for code in set(recounted(play.story)) - set(found):
        behind = RecordsOf(code, shown.period)
        found[code] = play.stage.desk.read(records_of, behind).figure
    return found


def told(figure: Figure) -> str:
    """A figure as text: a count whole, a rate in per cent with one decimal."""
    if figure.measure is Measure.COUNT:
        return str(int(figure.top))
    return "—" if figure.value is None else str(figure.value)


def _as_json(figure: Figure) -> dict[str, object]:
    return {"value": told(figure), "top": str(figure.top), "bottom": figure.bottom}


def _open(play: Play, page: BoardPage, figure: Figure) -> None:
    """Click a figure; the records must add up to it, above and below the line."""
    page.open_figure(figure)
    sheet = _sheet(play)
    sums = {part: sum(each.adds for each in sheet.records.opened if each.part is part)
            for part in Part}  # fmt: skip
    above = sums[Part.ABOVE] - sums.get(Part.MINUS, 0)
    same = above == figure.top and (figure.bottom is None or sums[Part.BELOW] == figure.bottom)
    detail = f"{above}" if figure.bottom is None else f"{above} / {sums[Part.BELOW]}"
    play.report.check(f"records.{figure.code}", same, detail)
    if figure.code == "record_rate":
        play.camera.both("board-records", sheet)
    sheet.reject()
    settle("closed")


def _click(play: Play, page: BoardPage) -> None:
    """The first tile by keyboard: Enter opens what it counts."""
    play.stage.front_window()
    page.tiles.tiles[0].setFocus()
    play.keyboard.press(Qt.Key.Key_Return)
    sheet = _sheet(play)
    play.report.check("board.click", sheet.records.opened, sheet.windowTitle())
    sheet.reject()
    settle("closed")


def _sheet(play: Play) -> RecordsSheet:
    found = asking(play.stage)
    if not isinstance(found, RecordsSheet):
        raise Stuck("records of a figure")
    return found
