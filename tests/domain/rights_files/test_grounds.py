"""Decisions and letters keep on which known rights they rest: a correction lists them."""

import datetime
import json

import pytest
from django.utils import timezone

from allervers.domain.coverage.loading import bring_in
from allervers.domain.coverage.models import CoveragePeriod, Reliance
from allervers.domain.coverage.reliance import put_in_question
from allervers.domain.coverage.rights_file import RightsFile as CoverageFile
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deadlines, deciding
from allervers.domain.rights_files.models import Decision, Handling, RightsFile
from tests import factories
from tests.rights_files import asked, deposit, supply, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NIR = "184037511600176"


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER, at=Organisation.objects.get(code="811"))


def granted(officer, right="ame", **fields) -> Decision:
    file = deposit(officer, right, **fields)
    with acting_as(officer, "test"):
        file.set_nir(NIR)
        file.save()
        return deciding.decide(file, "accepted", asked(officer, "Conditions remplies."))


@pytest.fixture
def corrected(tmp_path):
    """What a file of the fund says of the rights, known today."""

    def bring(first, last, right="ame", known_on=TODAY, **options):
        path = tmp_path / "coverage.csv"
        said = ";".join(["811", NIR, right, "", first.isoformat(), last.isoformat(), "", known_on.isoformat()])
        header = "fund_code;nir;right;class;starts_on;ends_on;managing_body;known_on"
        path.write_text(f"{header}\n{said}\n", encoding="utf-8")
        return bring_in(path, CoverageFile(), known_on, lambda *told: None, **options)

    return bring


def questioned(officer, decision):
    with acting_as(officer, "test"):
        return [each.label for each in put_in_question(officer.organisation_id, [decision.file.person_id])]


def test_a_file_that_shortens_the_right_that_was_opened_lists_the_decision_and_its_letter(officer, corrected):
    decision = granted(officer)
    later = TODAY + datetime.timedelta(days=30)
    assert questioned(officer, decision) == []
    report = corrected(decision.starts_on, later, known_on=later)
    assert not report.is_refused, report.refusals.sentences()
    reference = decision.file.reference
    assert [each.label for each in report.in_question] == [
        f"Décision du dossier {reference}",
        f"Courrier « Décision » du dossier {reference}",
    ]
    # Said once, at the correction; the person's page goes on saying it.
    assert corrected(decision.starts_on, later, known_on=later).in_question == []
    assert len(questioned(officer, decision)) == 2


def test_a_dry_run_lists_the_same_and_a_file_that_confirms_lists_nothing(officer, corrected):
    decision = granted(officer)
    later = TODAY + datetime.timedelta(days=30)
    assert corrected(decision.starts_on, decision.ends_on, known_on=later).in_question == []
    next_day = later + datetime.timedelta(days=1)
    assert len(corrected(decision.starts_on, later, known_on=next_day, dry_run=True).in_question) == 2
    assert questioned(officer, decision) == []


def test_the_command_tells_what_is_to_be_looked_at_again(officer, corrected):
    from allervers.cli import import_coverage

    decision = granted(officer)
    report = corrected(decision.starts_on, TODAY, known_on=TODAY + datetime.timedelta(days=1))
    told = import_coverage._in_words(report, False)
    assert f"Décision du dossier {decision.file.reference} (d'après ce qui était su le {TODAY})" in told
    assert {each["kind"] for each in import_coverage._answer(report, False)["in_question"]} == {"decision", "letter"}
    assert NIR not in json.dumps(import_coverage._answer(report, False))


def test_a_renewed_c2s_rests_on_the_one_that_it_follows(officer, corrected):
    held = TODAY + datetime.timedelta(days=40)
    factories.person(officer.organisation, nir=NIR)
    from allervers.domain.coverage import beliefs, workflow

    decision = granted(officer, "c2s")
    with acting_as(officer, "test"):
        kept = Reliance.objects.get(kind="decision")
        assert (kept.right, kept.validity.lower, kept.known_on) == ("c2s", TODAY, TODAY)
        assert kept.validity.upper == decision.ends_on + datetime.timedelta(days=1)
    # That another C2S was open on the day of the decision is learnt afterwards.
    with acting_as(officer, "test"):
        said = beliefs.Statement(held, TODAY - datetime.timedelta(days=300), TODAY, beliefs.Kind("free", ""))
        workflow.learn(officer.organisation_id, [workflow.Stated(decision.file.person_id, "c2s", said)])
    assert f"Décision du dossier {decision.file.reference}" in questioned(officer, decision)


def test_a_c2s_with_contribution_rests_on_what_is_known_when_its_adhesion_comes(officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Entre les deux plafonds."))
        assert not Reliance.objects.exists()
    supply(officer, file, "c2s_adhesion")
    supply(officer, file, "c2s_payment")
    with acting_as(officer, "test"):
        assert sorted(Reliance.objects.values_list("kind", "right")) == [("decision", "c2s"), ("letter", "c2s")]


def test_the_letter_of_the_renewal_rests_on_the_end_that_it_says(officer, corrected):
    decision = granted(officer)
    later = decision.ends_on - datetime.timedelta(days=10)
    deadlines.run_for(officer.organisation, later)
    label = f"Courrier « Renouvellement » du dossier {decision.file.reference}"
    with acting_as(officer, "test"):
        assert Reliance.objects.get(label=label).known_on == later
    report = corrected(decision.starts_on, later, known_on=later + datetime.timedelta(days=1))
    assert label in [each.label for each in report.in_question]


def test_a_refusal_rests_on_no_known_right(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        deciding.decide(file, "refused", asked(officer, "Hors de France."))
        assert not Reliance.objects.exists()


def test_what_another_body_decides_for_the_fund_is_kept_for_the_fund(officer):
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    Handling.objects.create(right="ame", body=body)
    handler = factories.account(Role.HANDLING_BODY_OFFICER, at=body)
    file = deposit(officer)
    with acting_as(handler, "test"):
        deciding.decide(RightsFile.objects.get(pk=file.pk), "accepted", asked(handler, "Conditions remplies."))
        assert not Reliance.objects.exists()
    with acting_as(officer, "test"):
        assert Reliance.objects.count() == 2
        assert CoveragePeriod.objects.count() == 1
