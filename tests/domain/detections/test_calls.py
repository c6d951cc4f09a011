"""Detections worked as calls: who a number is, from the fund's own file; whose turn it is; what a call came to."""

import datetime
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from allervers.domain.detections import calls, workflow
from allervers.domain.detections.identities import Who, who_is
from allervers.domain.detections.identities_file import bring_in
from allervers.domain.detections.models import Detection, ListedIdentity
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HEADER = "person_ref;birth_name;first_name;birth_date;phone;email;postal_address;language;opposed;deceased"


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


def line(number, name="Exemple", phone="06 39 98 12 34", **more):
    end = ";".join(more.get(column, "") for column in ("email", "postal_address", "language", "opposed", "deceased"))
    return f"{number};{name};Zoé;{more.get('birth_date', '1984-03-12')};{phone};{end}"


def import_file(tmp_path, fund, *lines, **options):
    path = tmp_path / "identities.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return bring_in(path, fund, TODAY, **options)


def test_who_a_number_is_is_kept_encrypted_for_the_persons_to_examine_alone(tmp_path, adviser):
    fund = adviser.organisation
    detection = factories.detection(fund, 4001)
    report = import_file(tmp_path, fund, line(4001, language="ar"), line(9999, "Inconnue"))
    assert (report.lines, report.kept, report.not_listed) == (2, 1, 1)
    with acting_as(adviser, "test"):
        assert b"Exemple" not in bytes(ListedIdentity.objects.get().identity)
        assert who_is(detection) == Who("Exemple", "Zoé", "1984-03-12", "06 39 98 12 34", language="ar")


def test_the_same_file_twice_changes_nothing_and_a_later_one_corrects(tmp_path, adviser):
    fund, detection = adviser.organisation, factories.detection(adviser.organisation, 4001)
    import_file(tmp_path, fund, line(4001))
    assert import_file(tmp_path, fund, line(4001)).unchanged == 1
    assert import_file(tmp_path, fund, line(4001, phone="06 39 98 00 00")).kept == 1
    with acting_as(adviser, "test"):
        assert who_is(detection).phone == "06 39 98 00 00"


def test_a_try_writes_nothing(tmp_path, adviser):
    factories.detection(adviser.organisation, 4001)
    assert import_file(tmp_path, adviser.organisation, line(4001), dry_run=True).kept == 1
    with acting_as(adviser, "test"):
        assert not ListedIdentity.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (line("40 01"), "ligne 3, person_ref : numéro non reconnu"),
        (line(4002, name=""), "ligne 3, birth_name : le champ est vide"),
        (line(4002, phone="six"), "ligne 3, phone : téléphone non reconnu"),
        (line(4002, birth_date="12/03/1984"), "ligne 3, birth_date : date non reconnue"),
        (line(4002, email="zoe"), "ligne 3, email : adresse électronique non reconnue"),
        (line(4002, language="klingon"), "ligne 3, language : langue non reconnue"),
        (line(4002, opposed="oui"), "ligne 3, opposed"),
        (line(4001), "ligne 3, person_ref : ce numéro est déjà plus haut"),
    ],
)
def test_a_file_with_a_wrong_line_is_refused_whole_and_quotes_nobody(tmp_path, adviser, wrong, told):
    factories.detection(adviser.organisation, 4001)
    report = import_file(tmp_path, adviser.organisation, line(4001), wrong)
    (sentence,) = report.refusals.sentences()
    assert told in sentence
    assert not any(text in sentence for text in ("zoe", "six", "4001", "4002", "1984"))
    with acting_as(adviser, "test"):
        assert not ListedIdentity.objects.exists()


def test_another_fund_neither_sees_nor_calls_anybody(tmp_path, adviser):
    factories.detection(adviser.organisation, 4001)
    import_file(tmp_path, adviser.organisation, line(4001))
    stranger = factories.account(Role.ADVISER)
    with acting_as(stranger, "test"):
        assert not ListedIdentity.objects.exists()
        assert calls.next_call(stranger, TODAY) is None


@pytest.mark.parametrize("why", [{"phone": ""}, {"opposed": "true"}, {"deceased": "true"}])
def test_who_has_no_telephone_who_opposes_and_who_is_dead_are_not_called(tmp_path, adviser, why):
    factories.detection(adviser.organisation, 4001)
    assert import_file(tmp_path, adviser.organisation, line(4001, **why)).not_called == 1
    with acting_as(adviser, "test"):
        assert calls.next_call(adviser, TODAY) is None


def test_two_advisers_are_given_two_persons_and_each_finds_their_own_again(tmp_path, adviser):
    fund = adviser.organisation
    for number in (4001, 4002):
        factories.detection(fund, number)
    import_file(tmp_path, fund, line(4001), line(4002))
    colleague = factories.account(Role.ADVISER, at=fund)
    with acting_as(adviser, "test"):
        mine = calls.next_call(adviser, TODAY)
        assert calls.next_call(adviser, TODAY) == mine
    with acting_as(colleague, "test"):
        theirs = calls.next_call(colleague, TODAY)
        assert theirs not in (None, mine)
    third = factories.account(Role.ADVISER, at=fund)
    with acting_as(third, "test"):
        assert calls.next_call(third, TODAY) is None
        Detection.objects.filter(pk=mine.pk).update(claimed_at=timezone.now() - datetime.timedelta(minutes=31))
        assert calls.next_call(third, TODAY) == mine


@pytest.mark.parametrize("result", ["no_answer", "later"])
def test_who_did_not_answer_comes_back_on_the_next_working_day(tmp_path, adviser, result):
    detection = factories.detection(adviser.organisation, 4001)
    import_file(tmp_path, adviser.organisation, line(4001))
    with acting_as(adviser, "test"):
        key = uuid.uuid4()
        assert calls.note_call(detection, call_id=key, author=adviser, result=result)
        assert not calls.note_call(detection, call_id=key, author=adviser, result=result)
        again = Detection.objects.get().call_again_on
        assert calls.next_call(adviser, TODAY) is None
        assert calls.next_call(adviser, again) == detection


def test_a_call_about_somebody_already_decided_writes_nothing(adviser):
    detection = factories.detection(adviser.organisation, 4001)
    with acting_as(adviser, "test"):
        shown = list(detection.reasons.values_list("pk", flat=True))
        workflow.set_aside(detection, adviser=adviser, reason="declined", note="", shown=shown)
        with pytest.raises(Refused):
            calls.note_call(detection, call_id=uuid.uuid4(), author=adviser, result="no_answer")


def test_who_a_number_is_is_forgotten_with_the_list_and_after_twelve_months(tmp_path, adviser):
    fund = adviser.organisation
    decided, waiting, old = (factories.detection(fund, number) for number in (4001, 4002, 4003))
    import_file(tmp_path, fund, line(4001), line(4002), line(4003))
    with acting_as(adviser, "test"):
        shown = list(decided.reasons.values_list("pk", flat=True))
        workflow.set_aside(decided, adviser=adviser, reason="declined", note="", shown=shown)
        ListedIdentity.objects.filter(person_number=4003).update(imported_on=TODAY - datetime.timedelta(days=366))
    with acting_for(fund, "test"), connection.cursor() as cursor:
        cursor.execute("select erase_due_detections()")
        assert [one.person_number for one in ListedIdentity.objects.all()] == [4002]
    with acting_as(adviser, "test"):
        assert who_is(waiting)
        assert who_is(old) is None
