import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from showroom.contract.document import agreement_of_sale
from showroom.documents import fonts as faces
from showroom.documents.text import SHORT, text
from showroom.errors import Refusal
from showroom.quote.document import quotation
from tests.documents.papers import ALL
from tests.documents.reading import HOSTILE, fonts, keys, pdftotext, pypdf, squeezed
from tests.documents.samples import CONTRACT, QUOTE

NAME = {
    "quote": "customer",
    "receipt": "payer",
    "agreement": "driver_name",
    "feedback": "liked",
    "day report": "tomorrow_plan",
    "lead card": "name",
}


@pytest.mark.parametrize("name", ALL)
def test_the_same_data_gives_the_same_bytes(name):
    assert ALL[name].printed() == ALL[name].printed()


@pytest.mark.parametrize("name", ALL)
def test_every_font_is_embedded(name):
    found = fonts(ALL[name].printed())
    assert found
    for font in found:
        assert "NotoSansSC" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"].get_object()


@pytest.mark.parametrize("name", ALL)
def test_a_paper_has_no_link_no_script_no_image_and_no_attachment(name):
    forbidden = {
        "/URI",
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFiles",
        "/OpenAction",
        "/AA",
        "/Annots",
        "/XObject",
    }
    assert not keys(ALL[name].printed()) & forbidden


@pytest.mark.parametrize("name", ALL)
def test_the_file_says_what_it_is(name):
    paper = ALL[name].printed()
    reader = PdfReader(io.BytesIO(paper))
    head = ALL[name].data.head
    assert paper.number in reader.metadata.title
    assert reader.metadata.author == head.seller.name
    assert reader.metadata.creation_date == head.issued_at
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert len(paper.sha256) == 64


@pytest.mark.parametrize("name", NAME)
@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_read_back_as_typed(name, typed):
    paper = ALL[name].prints(replace(ALL[name].data, **{NAME[name]: typed}))
    assert squeezed(text(typed, "any")) in pypdf(paper)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_in_a_contract_are_read_back_by_another_reader(typed):
    buyer = replace(CONTRACT.buyer, name=typed, address=typed)
    paper = agreement_of_sale(replace(CONTRACT, buyer=buyer, breach_terms=typed))
    wanted = squeezed(text(typed, "any"))
    assert pdftotext(paper).count(wanted) >= 2
    assert pdftotext(paper, "-raw").count(wanted) >= 3


@given(st.text(st.sampled_from(sorted(faces.regular().widths)), max_size=SHORT))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_printable_name_is_read_back_as_typed(typed):
    paper = quotation(replace(QUOTE, customer=typed))
    assert squeezed(text(typed, "any")) in pypdf(paper)


@pytest.mark.parametrize("name", NAME)
def test_a_missing_glyph_stops_the_paper(name):
    with pytest.raises(Refusal) as refused:
        ALL[name].prints(replace(ALL[name].data, **{NAME[name]: "王𠮷"}))
    assert refused.value.facts["codepoint"] == "U+20BB7"


@pytest.mark.parametrize("name", NAME)
def test_a_hundred_thousand_characters_make_a_paper_of_few_pages(name):
    paper = ALL[name].prints(replace(ALL[name].data, **{NAME[name]: "<b>&" * 25_000}))
    assert paper.pages <= 3
