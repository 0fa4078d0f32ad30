import io
from dataclasses import replace

from python_calamine import CalamineWorkbook

from showroom.dayclose.document import workbook
from showroom.dayclose.paper import Figure
from tests.documents.daysamples import DAY_REPORT


def tabs(data):
    book = CalamineWorkbook.from_object(io.BytesIO(workbook(data)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_there_is_a_tab_each_for_store_consultants_and_takings():
    assert list(tabs(DAY_REPORT)) == ["门店", "顾问", "收款"]


def test_figures_come_with_numerator_and_denominator():
    assert ["留档率", "75.0%", 6.0, 8.0] in tabs(DAY_REPORT)["门店"]
    assert ["陈颖", "跟进及时率", "90.0%", 9.0, 10.0] in tabs(DAY_REPORT)["顾问"]


def test_money_is_a_number_in_yuan():
    assert ["现金", 5000.0, 4999.0, -1.0] in tabs(DAY_REPORT)["收款"]


def test_a_hostile_note_stays_text():
    note = '=HYPERLINK("http://x.test")'
    store = tabs(replace(DAY_REPORT, manager_note=note, tomorrow_plan=""))["门店"]
    assert any(note in str(row[0]) for row in store)


def test_a_count_is_a_number_to_reckon_with():
    counted = replace(DAY_REPORT, figures=(Figure("客流批次", "18", 18),))
    assert ["客流批次", 18.0, 18.0, ""] in tabs(counted)["门店"]
