"""From the papers to the decision: what is possible, and what is refused with its reason."""

import datetime
import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.pieces import Names
from allervers.domain.rights_files import deciding, examining, papers, supplying, workflow
from allervers.domain.rights_files.models import Decision, Handling, Letter, RightsFile, SuppliedPaper
from allervers.domain.rights_files.permissions import may_examine
from allervers.domain.rights_files.pieces import RightsFiles
from allervers.law.counting import add_months
from tests import factories
from tests.rights_files import asked, deposit, situation, supply, supply_all, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def now(officer, file):
    with acting_as(officer, "test"):
        return RightsFile.objects.get(pk=file.pk)


def state(officer, file, code):
    with acting_as(officer, "test"):
        return {line.required.code: line.state for line in papers.lines(file)}[code]


@pytest.mark.parametrize(("months", "days", "expected"), [(12, 1, "outdated"), (12, 0, "present"), (11, 0, "present")])
def test_a_paper_that_is_too_old_is_told_and_awaited(officer, months, days, expected):
    file = deposit(officer)
    dated_on = add_months(TODAY, -months) - datetime.timedelta(days=days)
    supply(officer, file, "ame_residence", "p1", dated_on=dated_on)
    assert state(officer, file, "ame_residence") == expected


@pytest.mark.parametrize(
    ("dated_on", "taken"),
    [
        (datetime.date(1899, 12, 31), False),
        (datetime.date(1900, 1, 1), True),
        (TODAY, True),
        (TODAY + datetime.timedelta(days=1), False),
    ],
    ids=str,
)
def test_a_document_is_dated_from_1900_to_today(officer, dated_on, taken):
    file = deposit(officer)
    if taken:
        assert supply(officer, file, "ame_residence", "p1", dated_on=dated_on).supplied.dated_on == dated_on
    else:
        with pytest.raises(workflow.Refused, match="entre 1900 et aujourd’hui"):
            supply(officer, file, "ame_residence", "p1", dated_on=dated_on)
        with acting_as(officer, "test"):
            assert not SuppliedPaper.objects.exists()


def test_a_paper_that_cannot_be_had_is_not_awaited_but_the_file_does_not_bind(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        supplying.declare_impossible(
            file, supplying.Handed("ame_photo", "p1"), why="Personne hospitalisée", author=officer
        )
    assert state(officer, file, "ame_photo") == "impossible"
    supply_all(officer, file)
    with acting_as(officer, "test"):
        assert papers.is_complete(papers.lines(file))
        assert not papers.is_opposable(papers.lines(file))


def test_the_attestation_of_a_hospital_stands_for_the_papers_that_miss_but_for_the_form(officer):
    file = deposit(officer)
    supply(officer, file, "ame_hospital")
    assert (state(officer, file, "ame_identity"), state(officer, file, "ame_form")) == ("impossible", "missing")
    supply(officer, file, "ame_form")
    with acting_as(officer, "test"):
        assert papers.is_complete(papers.lines(file))
        assert not papers.is_opposable(papers.lines(file))


def test_a_condition_that_does_not_hold_takes_its_line_off_the_list(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        lines = {line.required.code: line.required for line in papers.lines(file)}
        supplying.not_concerned(lines["ame_resources"], author=officer)
        assert "ame_resources" not in {line.required.code for line in papers.lines(file)}
        with pytest.raises(workflow.Refused, match="ne se retire pas"):
            supplying.not_concerned(lines["ame_identity"], author=officer)


def test_a_document_of_second_intention_completes_without_binding(officer):
    file = deposit(officer)
    supply(officer, file, "ame_identity", "p1", intention="second")
    supply_all(officer, file)
    with acting_as(officer, "test"):
        assert papers.is_complete(papers.lines(file))
        assert not papers.is_opposable(papers.lines(file))


def test_an_illegible_document_stays_and_is_asked_again(officer):
    file = deposit(officer)
    supply(officer, file, "ame_identity", "p1")
    with acting_as(officer, "test"):
        supplying.set_aside(SuppliedPaper.objects.get(), "illegible", author=officer)
        examining.ask_papers(file, ["ame_identity"], asked(officer))
    assert state(officer, file, "ame_identity") == "illegible"
    supply(officer, file, "ame_identity", "p1")
    assert now(officer, file).status == "deposited"
    with acting_as(officer, "test"):
        assert SuppliedPaper.objects.count() == 2


def test_a_file_that_binds_is_not_sent_back_by_calling_its_papers_old(officer):
    file = deposit(officer)
    supply_all(officer, file)
    with acting_as(officer, "test"):
        assert papers.is_opposable(papers.lines(file))
        identity = SuppliedPaper.objects.get(file=file, required__code="ame_identity")
        with pytest.raises(workflow.Refused, match="n’est pas trop ancien"):
            supplying.set_aside(identity, "outdated", author=officer)
        for wanted in ([line.required.code for line in papers.lines(file)], ["ame_identity"], [identity.required_id]):
            with pytest.raises(workflow.Refused, match="opposable"):
                examining.ask_papers(now(officer, file), wanted, asked(officer))
        assert papers.is_opposable(papers.lines(file))
    assert now(officer, file).status == "deposited"


def test_several_requests_in_a_row_each_end_by_themselves(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        first = examining.ask_papers(file, ["ame_identity"], asked(officer))
        second = examining.ask_papers(file, ["ame_photo"], asked(officer))
    supply(officer, file, "ame_identity", "p1")
    assert now(officer, file).status == "documents_requested"
    with acting_as(officer, "test"):
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.answered_on, second.answered_on) == (TODAY, None)
        examining.revoke_request(second, asked(officer, "La photo est déjà au fichier."))
    assert now(officer, file).status == "deposited"


@pytest.mark.parametrize("codes", [[], ["c2s_form"], ["ame_identity"]])
def test_what_is_asked_for_must_be_known_and_missing(officer, codes):
    file = deposit(officer)
    supply(officer, file, "ame_identity", "p1")
    with acting_as(officer, "test"), pytest.raises(workflow.Refused):
        examining.ask_papers(file, codes, asked(officer))


def test_a_c2s_with_contribution_waits_for_its_adhesion_then_starts(officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "Entre les deux plafonds."))
    assert now(officer, file).status == "awaiting_adhesion"
    supply(officer, file, "c2s_adhesion")
    assert now(officer, file).status == "awaiting_adhesion"
    supply(officer, file, "c2s_payment")
    file = now(officer, file)
    assert file.status == "decided"
    with acting_as(officer, "test"):
        decision = Decision.objects.get()
        assert decision.starts_on == (TODAY.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        held = CoveragePeriod.objects.get(right="c2s")
        assert (held.c2s_class, held.validity.lower) == ("contribution", decision.starts_on)
        assert {letter.kind for letter in Letter.objects.all()} == {"acknowledgement", "adhesion", "decision"}


def test_what_the_law_does_not_settle_is_not_granted(officer):
    told = situation("c2s", TODAY)
    del told["rsa"]
    file = deposit(officer, "c2s", told=told)
    with acting_as(officer, "test"), pytest.raises(workflow.Refused, match="Il manque"):
        deciding.decide(file, "accepted", asked(officer, "Oui."))
    assert now(officer, file).status == "deposited"


def test_the_timeline_of_the_person_tells_the_file_what_was_asked_and_what_was_decided(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        examining.ask_papers(file, ["ame_identity"], asked(officer))
    supply(officer, file, "ame_identity", "p1")
    with acting_as(officer, "test"):
        deciding.decide(file, "refused", asked(officer, "Moins de trois mois de séjour."))
        pieces = RightsFiles(Person.objects.get())
        told = [(entry.title.partition(" : ")[2], entry.body) for entry in pieces.entries(Names({}, {}))]
        label = file.requiredpapers.get(code="ame_identity").label
    states = ["déposé", "documents demandés", "déposé", "refus"]
    assert [state for state, _ in told] == states
    assert told[1][1] == f"Dossier {file.reference}\nDemandés : {label}"
    assert told[3][1].endswith("Moins de trois mois de séjour.")


def test_a_decision_is_replayed_from_what_it_kept(officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY))
    with acting_as(officer, "test"):
        decision = deciding.decide(file, "accepted", asked(officer, "Entre les deux plafonds."))
        replayed = deciding.judged(file).to_json()
        assert decision.answer == replayed
        assert decision.law_version == replayed["law_version"]


def test_a_refusal_says_why_before_whom_and_until_when(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        deciding.decide(file, "refused", asked(officer, "Ressources au-dessus du plafond."))
        said = json.dumps(Letter.objects.get(kind="decision").content, ensure_ascii=False)
    assert "Ressources au-dessus du plafond." in said
    assert (
        "commission de recours amiable de la caisse, avant tout procès, au moins jusqu’au "
        f"{add_months(TODAY, 2):%d/%m/%Y}" in said
    )
    assert "règles de ce calcul" in said


def test_the_database_refuses_to_change_a_decision(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        decision = deciding.decide(file, "accepted", asked(officer, "RSA."))
        for field, value in (("reason", "Autre"), ("outcome", "refused"), ("ends_on", TODAY)):
            with pytest.raises(DatabaseError), transaction.atomic():
                Decision.objects.filter(pk=decision.pk).update(**{field: value})


def test_letters_and_steps_cannot_be_changed_nor_taken_away(officer):
    deposit(officer)
    with acting_as(officer, "test"):
        assert Letter.objects.update(sha256="x") == 0
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from rights_files_letter")


def test_the_person_is_the_one_who_carries_the_number(officer):
    nir = "1900599999001" + f"{97 - 1900599999001 % 97:02}"
    known = factories.person(officer.organisation, nir=nir)
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        file.set_nir(nir)
        file.save()
        examining.examine(file, asked(officer))
        assert now(officer, file).person_id == known.pk
        assert Person.objects.count() == 1


def test_without_a_number_nobody_is_recognised_in_silence(officer):
    factories.person(officer.organisation, birth_name="Fictif", first_name="Awa")
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        assert Person.objects.count() == 2


def test_an_inactive_european_is_examined_by_the_body_that_is_competent(officer):
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    Handling.objects.create(right="eu_inactive", body=body)
    file = deposit(officer, "eu_inactive")
    creic = factories.account(Role.HANDLING_BODY_OFFICER, at=body)
    assert may_examine(creic, file)
    assert not may_examine(officer, file)
    with acting_as(creic, "test"):
        examining.examine(file, asked(creic))
    # The fund still sees where its file stands, and the person belongs to it.
    with acting_as(officer, "test"):
        file = RightsFile.objects.get()
        assert (file.status, file.person.fund_id) == ("awaiting_portability", officer.organisation_id)


def test_a_foreign_fund_sees_nothing_of_a_file(officer):
    file = deposit(officer)
    supply(officer, file, "ame_identity", "p1")
    stranger = factories.account(Role.RIGHTS_OFFICER)
    assert not may_examine(stranger, file)
    with acting_as(stranger, "test"), connection.cursor() as cursor:
        for table in ("rightsfile", "requiredpaper", "suppliedpaper", "letter", "step"):
            cursor.execute(f"select count(*) from rights_files_{table}")
            assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from documents_document")
        assert cursor.fetchone() == (0,)


def test_two_officers_at_once_the_second_is_told(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        deciding.decide(file, "refused", asked(officer, "Hors foyer."))
        with pytest.raises(workflow.Refused, match="déjà terminé"):
            deciding.decide(file, "accepted", asked(officer, "Oui."))
        assert Decision.objects.count() == 1
