"""coverage.csv: every line is kept or told, and a refused line refuses the file."""

import datetime

import pytest
from django.db.models import F

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.benefits_file import BenefitsFile
from allervers.domain.coverage.loading import bring_in
from allervers.domain.coverage.models import CoveragePeriod, CoverageStatement, LivesWith, OtherBenefit
from allervers.domain.coverage.queries import resources
from allervers.domain.coverage.resources_file import ResourcesFile
from allervers.domain.coverage.rights_file import RightsFile
from allervers.domain.coverage.watch import ahead_of_fund, known_of_person
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.retention import erase_due_files
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = "fund_code;nir;right;class;starts_on;ends_on;managing_body;known_on"
TODAY = datetime.date(2025, 2, 15)
ZOE, ELSEWHERE = "184037511600176", "184037511600275"


@pytest.fixture
def fund():
    return Organisation.objects.get(code="811")


@pytest.fixture
def zoe(fund):
    return factories.person(fund, nir=ZOE)


def line(**changes) -> str:
    usual = {
        "fund_code": "811", "nir": ZOE, "right": "c2s", "class": "free", "starts_on": "2024-04-01",
        "ends_on": "2025-03-31", "managing_body": "Caisse 811", "known_on": "2024-04-02",
    }  # fmt: skip
    return ";".join((usual | changes).values())


@pytest.fixture
def brought_in(tmp_path):
    def bring(*lines: str, **options):
        path = tmp_path / "coverage.csv"
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return bring_in(path, RightsFile(), TODAY, lambda *told: None, **options)

    return bring


def test_a_line_is_kept_once_and_what_it_says_is_ahead(fund, zoe, brought_in):
    assert (first := brought_in(line())).new == 1, first.refusals.sentences()
    again = brought_in(line())
    assert (again.lines, again.new, again.unchanged) == (1, 0, 1)
    with acting_for(fund, "test"):
        (found,) = ahead_of_fund(fund.pk, TODAY)
    assert (found.person_id, found.ahead.kind) == (zoe.pk, "c2s_renewal_late")


def test_what_is_known_later_corrects_and_what_was_believed_is_kept(fund, zoe, brought_in):
    brought_in(line())
    brought_in(line(ends_on="2024-12-31", known_on="2024-12-20"))
    with acting_for(fund, "test"):
        assert CoverageStatement.objects.count() == 2
        assert ahead_of_fund(fund.pk, TODAY) == []
        assert len(ahead_of_fund(fund.pk, datetime.date(2024, 12, 19))) == 1
        assert CoveragePeriod.objects.count() == 2


def test_persons_whom_the_casework_does_not_know_are_counted_and_not_kept(fund, zoe, brought_in):
    report = brought_in(line(), line(nir=ELSEWHERE))
    assert (report.new, report.unknown_persons) == (1, 1)


def test_a_person_of_another_fund_is_not_known_to_this_one(fund, zoe, brought_in):
    assert brought_in(line(fund_code="011")).unknown_persons == 1


def test_a_dry_run_says_the_same_and_keeps_nothing(fund, zoe, brought_in):
    assert brought_in(line(), dry_run=True).new == 1
    with acting_for(fund, "test"):
        assert not CoverageStatement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fund_code": "999"}, "ligne 3, fund_code"),
        ({"nir": "1.84038E+14"}, "ligne 3, nir : numéro abîmé par un tableur"),
        ({"nir": ZOE[:13]}, "ligne 3, nir : la clé manque"),
        ({"nir": ZOE[:14] + "7"}, "ligne 3, nir : la clé ne correspond pas"),
        ({"right": "css"}, "ligne 3, right"),
        ({"class": ""}, "ligne 3, class : la classe de la C2S manque"),
        ({"right": "puma"}, "ligne 3, class : « puma » n'a pas de classe"),
        ({"ends_on": "2024-03-31"}, "ligne 3, ends_on : 2024-03-31 précède le début"),
        ({"starts_on": "01/04/2024"}, "ligne 3, starts_on"),
        ({"known_on": "2025-02-16"}, "ligne 3, known_on : 2025-02-16 est dans le futur"),
        ({"starts_on": "2024-12-01", "ends_on": ""}, "ligne 3, starts_on : chevauche la ligne 2"),
    ],
)
def test_a_line_that_cannot_be_is_told_and_nothing_of_the_file_is_kept(fund, zoe, brought_in, changes, sentence):
    report = brought_in(line(), line(**changes))
    assert sentence in " ".join(report.refusals.sentences())
    assert ZOE[:13] not in " ".join(report.refusals.sentences())
    with acting_for(fund, "test"):
        assert not CoverageStatement.objects.exists()


def test_a_right_of_one_day_is_a_right(fund, zoe, brought_in):
    assert brought_in(line(ends_on="2024-04-01")).new == 1


def test_what_contradicts_what_was_brought_in_before_is_told(fund, zoe, brought_in):
    brought_in(line())
    report = brought_in(line(ends_on="2025-02-28"))
    assert "ce qui a déjà été repris" in report.refusals.sentences()[0]


def test_a_file_that_comes_again_gives_back_nothing_that_the_fund_took_back_on_that_day(fund, zoe, brought_in):
    brought_in(line())
    first, last, known_on = (datetime.date.fromisoformat(day) for day in ("2024-04-01", "2025-03-31", "2024-04-02"))
    taken_back = Statement(known_on, first, last, Kind("free", "Caisse 811"), withdrawn=True, turn=1)
    with acting_for(fund, "test"):
        learn(fund.pk, [Stated(zoe.pk, "c2s", taken_back)])
    again = brought_in(line())
    assert (again.refusals.sentences(), again.new, again.unchanged) == ([], 0, 1)
    with acting_for(fund, "test"):
        assert not CoveragePeriod.objects.exists()
    assert "ce qui a déjà été repris" in brought_in(line(ends_on="2024-12-31")).refusals.sentences()[0]


def test_what_a_decision_said_last_on_a_day_is_known_when_the_file_says_it(fund, zoe, brought_in):
    """The source follows the correction: what it says is held already, and what was said before stays out."""
    known_on, first = datetime.date(2024, 4, 2), datetime.date(2024, 4, 1)
    kind = Kind("free", "Caisse 811")
    said = [
        Statement(known_on, first, datetime.date(2024, 12, 31), kind),
        Statement(known_on, first, datetime.date(2025, 3, 31), kind, turn=1),
    ]
    with acting_for(fund, "test"):
        learn(fund.pk, [Stated(zoe.pk, "c2s", each) for each in said])
    report = brought_in(line())
    assert (report.refusals.sentences(), report.new, report.unchanged) == ([], 0, 1)
    with acting_for(fund, "test"):
        assert CoveragePeriod.objects.get().validity.upper == datetime.date(2025, 4, 1)


def test_a_file_cut_in_the_middle_is_refused(fund, zoe, brought_in):
    report = brought_in(line(), line()[:40])
    assert "ligne 3" in report.refusals.sentences()[0]


def test_the_erasure_of_a_person_takes_along_what_is_known_of_them(fund, zoe, brought_in):
    adviser = factories.account(Role.ADVISER, at=fund)
    file = factories.accompaniment(adviser, known=zoe)
    brought_in(line())
    with acting_for(fund, "test"):
        workflow.close(file, reason="abandoned", outcomes=[])
        past = datetime.timedelta(days=600)
        Accompaniment.objects.update(opened_on=F("opened_on") - past, closed_on=F("closed_on") - past)
    assert erase_due_files(fund).persons == 1
    with acting_for(fund, "test"):
        assert not CoverageStatement.objects.exists()
        assert not CoveragePeriod.objects.exists()


# --- resources.csv and benefits.csv -----------------------------------------------------------------------------------


@pytest.fixture
def brought(tmp_path):
    def bring(kind, header: str, *lines: str):
        path = tmp_path / "file.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return bring_in(path, kind, TODAY, lambda *told: None)

    return bring


RESOURCES = "fund_code;nir;kind;month;amount;transmitted_on"
BENEFITS = "fund_code;nir;benefit;starts_on;ends_on;c2s_opposed;managing_body;household_nirs"


def test_a_later_transmission_corrects_a_resource_and_the_former_is_kept(fund, zoe, brought):
    lines = f"811;{ZOE};wage;2025-01;812.40;2025-02-01", f"811;{ZOE};wage;2025-01;790.4;2025-02-10"
    assert brought(ResourcesFile(), RESOURCES, *lines).new == 2
    again = brought(ResourcesFile(), RESOURCES, *lines)
    assert (again.new, again.unchanged) == (0, 2)
    with acting_for(fund, "test"):
        found = list(resources(zoe.pk, datetime.date(2024, 1, 1)))
    assert [(one.kind, one.amount_cents) for one in found] == [("wage", 79040)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"811;{ZOE};salaire;2025-01;812.40;2025-02-01", "ligne 2, kind"),
        (f"811;{ZOE};wage;2025-13;812.40;2025-02-01", "ligne 2, month"),
        (f"811;{ZOE};wage;2025-03;812.40;2025-02-01", "ligne 2, month"),
        (f"811;{ZOE};wage;2025-01;812,40;2025-02-01", "ligne 2, amount"),
        (f"811;{ZOE};wage;2025-01;-1;2025-02-01", "ligne 2, amount"),
        (f"811;{ZOE};wage;2025-01;812.405;2025-02-01", "ligne 2, amount"),
        (f"811;{ZOE};wage;2025-01;812.40;2024-12-31", "ligne 2, transmitted_on"),
    ],
)
def test_a_resource_that_cannot_be_is_told(fund, zoe, brought, line, sentence):
    assert sentence in brought(ResourcesFile(), RESOURCES, line).refusals.sentences()[0]


def test_two_amounts_for_one_thing_are_refused(fund, zoe, brought):
    lines = f"811;{ZOE};wage;2025-01;812.40;2025-02-01", f"811;{ZOE};wage;2025-01;812.41;2025-02-01"
    assert "contredit la ligne 2" in brought(ResourcesFile(), RESOURCES, *lines).refusals.sentences()[0]


def test_a_benefit_says_who_lives_together_and_renews_the_c2s(fund, zoe, brought, brought_in):
    other = factories.person(fund, nir=ELSEWHERE)
    brought_in(line())
    rsa = f"811;{ZOE};rsa;2024-01-01;;false;;{ELSEWHERE}|184037511600374"
    assert brought(BenefitsFile(), BENEFITS, rsa).new == 1
    assert brought(BenefitsFile(), BENEFITS, rsa).unchanged == 1
    with acting_for(fund, "test"):
        assert {*LivesWith.objects.values_list("person_id", "other_id")} == {tuple(sorted((zoe.pk, other.pk)))}
        (found,) = ahead_of_fund(fund.pk, TODAY)
    assert found.ahead.automatic


def test_the_child_of_a_household_at_the_rsa_is_renewed_without_a_request_too(fund, zoe, brought, brought_in):
    child = factories.person(fund, nir=ELSEWHERE, birth_date=datetime.date(2012, 5, 4))
    brought_in(line(nir=ELSEWHERE))
    brought(BenefitsFile(), BENEFITS, f"811;{ZOE};rsa;2024-01-01;;;;{ELSEWHERE}")
    with acting_for(fund, "test"):
        (found,) = ahead_of_fund(fund.pk, TODAY)
    assert (found.person_id, found.ahead.automatic) == (child.pk, True)


def test_a_benefit_that_ended_is_the_same_benefit(fund, zoe, brought):
    brought(BenefitsFile(), BENEFITS, f"811;{ZOE};rsa;2024-01-01;;;;")
    assert brought(BenefitsFile(), BENEFITS, f"811;{ZOE};rsa;2024-01-01;2024-12-31;true;;").new == 1
    with acting_for(fund, "test"):
        (kept,) = OtherBenefit.objects.all()
    assert (kept.validity.upper, kept.c2s_opposed) == (datetime.date(2025, 1, 1), True)


def test_a_benefit_that_overlaps_another_period_is_refused(fund, zoe, brought):
    lines = f"811;{ZOE};rsa;2024-01-01;;;;", f"811;{ZOE};rsa;2024-06-01;;;;"
    assert "chevauche la ligne 2" in brought(BenefitsFile(), BENEFITS, *lines).refusals.sentences()[0]


def test_two_lines_that_say_different_things_of_one_benefit_are_refused(fund, zoe, brought):
    lines = f"811;{ZOE};rsa;2024-01-01;;false;;", f"811;{ZOE};rsa;2024-01-01;2024-12-31;false;;"
    assert (
        "ligne 3, starts_on : chevauche la ligne 2" in brought(BenefitsFile(), BENEFITS, *lines).refusals.sentences()[0]
    )


def test_what_follows_a_benefit_that_one_file_ends_is_kept_whatever_the_order_of_its_lines(fund, zoe, brought):
    brought(BenefitsFile(), BENEFITS, f"811;{ZOE};rsa;2024-01-01;;;;")
    lines = f"811;{ZOE};rsa;2025-01-01;;;;", f"811;{ZOE};rsa;2024-01-01;2024-12-31;;;"
    assert brought(BenefitsFile(), BENEFITS, *lines).new == 2
    assert brought(BenefitsFile(), BENEFITS, *lines).new == 0


def together(fund) -> list[tuple[str, str]]:
    with acting_for(fund, "test"):
        rows = LivesWith.objects.order_by("validity")
        return [(str(row.validity.lower), str(row.validity.upper)) for row in rows]


def test_a_household_lasts_as_long_as_the_latest_file_says(fund, zoe, brought):
    factories.person(fund, nir=ELSEWHERE)

    def household(*lines: str) -> list[tuple[str, str]]:
        brought(BenefitsFile(), BENEFITS, *(f"811;{ZOE};rsa;{line}" for line in lines))
        return together(fund)

    assert household(f"2024-01-01;;;;{ELSEWHERE}") == [("2024-01-01", "None")]
    assert household("2024-01-01;;true;;") == [("2024-01-01", "None")]  # nothing is said of the household
    # Separated: the benefit goes on for one of them.
    parted = f"2024-01-01;2024-12-31;;;{ELSEWHERE}", "2025-01-01;;;;"
    assert household(*parted) == [("2024-01-01", "2025-01-01")]
    assert household(*parted) == [("2024-01-01", "2025-01-01")]
    # Together again, which is no reason to forget the time between.
    again = f"2025-01-01;2025-01-31;;;{ELSEWHERE}"
    assert household(again)[-1] == ("2025-01-01", "2025-02-01")


def test_who_lives_together_over_two_benefits_that_follow_each_other_has_not_just_joined(fund, zoe, brought):
    other = factories.person(fund, nir=ELSEWHERE)
    brought(BenefitsFile(), BENEFITS, f"811;{ZOE};rsa;2023-01-01;2024-12-31;;;{ELSEWHERE}")
    brought(BenefitsFile(), BENEFITS, f"811;{ZOE};aah;2025-01-01;;;;{ELSEWHERE}")
    with acting_for(fund, "test"):
        (companion,) = known_of_person(other, TODAY).companions
    assert (str(companion.since), companion.until) == ("2023-01-01", FOR_EVER)


def test_a_person_of_another_fund_whose_file_is_handled_here_is_not_known_to_this_one(fund, zoe, brought_in):
    elsewhere = Organisation.objects.get(code="011")
    abroad = factories.person(elsewhere, nir=ELSEWHERE)
    file = factories.accompaniment(factories.account(Role.ADVISER, at=elsewhere), known=abroad)
    with acting_for(elsewhere, "test"):
        Accompaniment.objects.filter(pk=file.pk).update(handled_by=fund)
    report = brought_in(line(nir=ELSEWHERE))
    assert (report.is_refused, report.unknown_persons) == (False, 1)


def test_a_file_cut_where_a_shorter_cell_is_one_too_is_told(fund, zoe, tmp_path):
    path = tmp_path / "benefits.csv"
    path.write_text(f"{BENEFITS}\n811;{ZOE};rsa;2024-01-01;;;;{ELSEWHERE}|184037511600374"[:-16], encoding="utf-8")
    report = bring_in(path, BenefitsFile(), TODAY, lambda *told: None)
    assert report.new == 1
    assert report.doubts == ["benefits.csv, ligne 2 : pas de fin de ligne, le fichier est-il entier ?"]
