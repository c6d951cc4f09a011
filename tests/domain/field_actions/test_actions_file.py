"""actions.csv: every line is kept as it says, once; a line that cannot be read refuses the file, with its field."""

import datetime

import pytest

from allervers.domain.field_actions.actions_file import bring_in
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.figures.facts.field_action import FieldActionFact
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import changes, values
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.organisations.models import Organisation

pytestmark = pytest.mark.django_db

HEADER = (
    "action_id;fund_code;held_on;public;life_event;place_kind;outside_premises;remote;partners;services;"
    "territorial_diagnosis;outgoing_contacts;targeted;informed;helped;individual_appointments;satisfaction"
)
TODAY = datetime.date(2025, 2, 15)
YOUNG = (
    "A-1;811;2024-03-04;young_fragile;studies;school;true;false;mission_locale;misas|reception;true;false;80;60;12;5;"
)
FORUM = 'A-2;811;2024-05-06;young;;Village santé;false;;CROUS\\Albi|CROUS\\Albi|La "Halle";misas;;120;;30;;;'
ELSEWHERE = "A-1;751;2024-06-07;young;;;;;;;;;;;;;"
WORKSHOP = "A-3;811;2024-07-08;future_parents;birth;online;;true;caf;misas;false;;1000;80;4;8;8.4"
UNSAID = "A-4;811;2024-07-09;future_parents;;;;;;;;;500;;;;"


@pytest.fixture
def fund():
    return Organisation.objects.get(code="811")


@pytest.fixture
def brought_in(tmp_path):
    def bring(*lines: str, **options):
        path = tmp_path / "actions.csv"
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return bring_in(path, TODAY, lambda *told: None, **options)

    return bring


def test_lines_are_kept_once_as_they_say_and_unknown_words_are_told(fund, brought_in):
    tried = brought_in(YOUNG, FORUM, dry_run=True)
    assert (tried.lines, tried.new) == (2, 2)
    with acting_for(fund, "test"):
        assert not FieldAction.objects.exists()

    report = brought_in(YOUNG, FORUM, ELSEWHERE)
    assert (report.new, report.changed, report.unchanged, report.doubts) == (3, 0, 0, [])
    assert report.unknown_words == {
        "place_kind": {"Village santé": 1},
        "partners": {"CROUS\\Albi": 1, 'La "Halle"': 1},
    }
    with acting_for(fund, "test"):  # the line of another fund is not seen
        young, forum = FieldAction.objects.order_by("held_on")
        assert young.events.get().pgh_context["why"] == "import de actions.csv"
    assert (young.outside_premises, young.helped, young.outgoing_contacts) == (True, 12, False)
    assert (forum.partners, forum.remote, forum.territorial_diagnosis) == (["CROUS\\Albi", 'La "Halle"'], None, None)
    assert (forum.outgoing_contacts, forum.contacts_made, forum.targeted, forum.informed) == (True, 120, None, 30)

    again = brought_in(YOUNG, FORUM.replace(";30;", ";31;"), ELSEWHERE)
    assert (again.new, again.changed, again.unchanged) == (0, 1, 2)
    with acting_for(fund, "test"):
        assert FieldAction.objects.get(pk=forum.pk).informed == 31


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (YOUNG.replace("young_fragile", "teenagers"), "ligne 3, public : « teenagers » n'est pas reconnu"),
        (YOUNG.replace("2024-03-04", "2025-03-04"), "ligne 3, held_on : 2025-03-04 est dans le futur"),
        (YOUNG.replace(";811;", ";999;"), "ligne 3, fund_code"),
        (YOUNG.replace(";80;", ";-80;"), "ligne 3, targeted : « -80 » n'est pas reconnu ; attendu un nombre entier"),
        (YOUNG.replace(";false;80", ";some;80"), "ligne 3, outgoing_contacts : « some » n'est pas reconnu"),
        (YOUNG + "10.5", "ligne 3, satisfaction : « 10.5 » n'est pas reconnu ; attendu une note de 0 à 10"),
        (YOUNG.replace("misas", "1 84 03 75 116 001 76"), "ligne 3, services : valeur non reconnue"),
        (FORUM, "ligne 3, action_id : déjà à la ligne 2 pour cette caisse"),
    ],
)
def test_a_line_that_cannot_be_refuses_the_file(fund, brought_in, wrong, said):
    report = brought_in(FORUM, wrong)
    assert report.refusals.total == 1
    assert said in report.refusals.sentences()[0]
    with acting_for(fund, "test"):
        assert not FieldAction.objects.exists()


def test_figures_count_actions_and_those_they_reached(fund, brought_in):
    report = brought_in(YOUNG, FORUM, ELSEWHERE, WORKSHOP.replace(";80;4;", ";80;90;"), UNSAID)
    assert report.doubts == ["actions.csv, ligne 5 : plus de personnes aidées qu'informées (1 en tout)"]
    with seeing_nation("test"):
        counted = values(year(2024))
    assert counted["actions"] == 5
    assert {public: n for public, n in counted["actions_by_public"].items() if n} == {
        "young": 2, "young_fragile": 1, "future_parents": 2,
    }  # fmt: skip
    assert (counted["actions_outside_share"], counted["people_informed"], counted["people_helped"]) == (0.2, 170, 102)
    acting = counted["bodies_acting_share_by_public"]
    assert (acting["young"], acting["young_fragile"], acting["carers"]) == (1.0, 0.5, 0.0)
    assert counted["co_built_share_by_public"]["young"] == 0.5
    assert counted["multidisciplinary_share_by_public"] | {"carers": 0} == dict.fromkeys(acting) | {
        "young": 0.0, "young_fragile": 1.0, "future_parents": 0.0, "carers": 0,
    }  # fmt: skip
    assert counted["diagnosis_share_by_public"]["young_fragile"] == 1.0
    assert counted["workshop_presence_share"] == 0.08  # the workshop that does not say who came is left out

    brought_in(YOUNG.replace("2024-03-04", "2023-03-04"))
    with acting_for(fund, "test"):
        own = values(year(2024), fund.pk)
        assert FieldActionFact.objects.count() == 4
        assert changes(year(2024), year(2023), fund.pk)["actions"] == 2.0
    assert own["actions"] == 3
    assert "bodies_acting_share_by_public" not in own, "one fund alone is not compared with others"
    names = ["actions", "people_informed", "workshop_presence_share"]
    assert [CATALOGUE[name].figure.unit for name in names] == ["nombre", "nombre", "part, de 0 à 1"]
