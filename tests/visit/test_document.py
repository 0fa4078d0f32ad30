from dataclasses import replace

from showroom.visit.document import visit_log
from tests.documents.daysamples import VISITS
from tests.documents.reading import pages, pypdf


def test_every_party_has_its_row():
    read = pypdf(visit_log(VISITS))
    for number in (1, 13, 26):
        assert f"{number}{VISITS.visits[number - 1].arrived_at:%H:%M}" in read


def test_parties_and_people_are_counted():
    first = pages(visit_log(VISITS))[0]
    people = sum(each.party_size for each in VISITS.visits)
    assert f"26批{people}人" in first


def test_a_paperwork_visit_says_why():
    assert "非意向客流（手续）" in pypdf(visit_log(VISITS))


def test_an_anonymous_party_has_dashes():
    one = replace(VISITS, visits=(replace(VISITS.visits[0], name="", gender=None, phone=""),))
    assert "首次来店1——" in pypdf(visit_log(one))


def test_a_day_without_visits_still_prints():
    assert visit_log(replace(VISITS, visits=())).pages == 1
