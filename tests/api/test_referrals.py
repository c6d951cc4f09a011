"""A partner's program reports a person, once, and learns no more than the person agreed to."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.api.test_rights_files import Program

pytestmark = pytest.mark.django_db

REFERRALS = "/api/v1/referrals"
TODAY = timezone.localdate()
NIR = "284037511600126"


@pytest.fixture
def partner(client):
    at = factories.organisation(Organisation.Kind.PARTNER, category="ccas")
    return Program(client, factories.account(Role.PARTNER, at=at))


@pytest.fixture
def fund(partner):
    return partner.account.organisation.local_fund


def report(fund, **changes):
    body = {
        "id": str(uuid.uuid4()),
        "fund_code": fund.code,
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "birth_date": "1984-03-12",
        "phone": "06 39 98 12 34",
        "language": "ar",
        "interpreter_needed": True,
        "reasons": ["forgone_care", "rights"],
        "forgone_care": ["surgery", "consultation"],
        "forgone_since": "over_1_year",
        "forgone_causes": ["transport"],
        "consent": {"mode": "remote", "on": TODAY.isoformat(), "feedback": True, "studies_opposed": False},
        "detector": {"name": "Camille Fictif", "service": "Accueil social"},
    }
    return {**body, **changes}


def kept(fund):
    with acting_for(fund, "test"):
        return list(Referral.objects.all())


def errors(answer):
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_a_person_is_reported_as_by_the_form(partner, fund):
    body = report(fund)
    answer = partner.post(REFERRALS, body)
    assert answer.status_code == 201
    unknown = {"contacted": False, "closed": False, "relevant": None}
    assert answer.json() == {"id": body["id"], "status": "received", **unknown}
    (referral,) = kept(fund)
    assert (referral.detector_family, referral.detector_category) == ("partner", "ccas")
    assert (referral.detector_name, referral.detector_service) == ("Camille Fictif", "Accueil social")
    assert referral.reasons == ["rights", "forgone_care"], "in the order of the list"
    assert referral.forgone_care == ["consultation", "surgery"]
    assert (referral.consent_mode, referral.consent_on) == ("remote", TODAY)
    assert referral.interpreter_needed


def test_the_same_report_twice_is_one_referral_and_another_is_a_conflict(partner, fund):
    body = report(fund)
    partner.post(REFERRALS, body)
    assert partner.post(REFERRALS, body).status_code == 200
    assert partner.post(REFERRALS, {**body, "first_name": "Zélie"}).status_code == 409
    assert len(kept(fund)) == 1


def test_who_reported_learns_what_the_person_agreed_to(partner, fund):
    adviser = factories.account(Role.ADVISER, at=fund)
    told, not_told = report(fund), report(fund)
    not_told["consent"] = {"mode": "signed", "on": TODAY.isoformat()}
    for body in (told, not_told):
        partner.post(REFERRALS, body)
    with acting_as(adviser, "test"):
        for referral in Referral.objects.all():
            workflow.accept(referral, adviser=adviser, person=None, themes=["rights"])
    assert partner.get(f"{REFERRALS}/{told['id']}").json()["closed"] is False
    known = partner.get(f"{REFERRALS}/{not_told['id']}").json()
    assert known == {"id": not_told["id"], "status": "received", "contacted": None, "closed": None, "relevant": None}


def test_nobody_else_reads_a_referral(client, partner, fund):
    body = report(fund)
    partner.post(REFERRALS, body)
    other = Program(client, factories.account(Role.PARTNER))
    assert other.get(f"{REFERRALS}/{body['id']}").status_code == 404
    assert other.post(REFERRALS, body).status_code == 409


def test_a_role_that_does_not_report_is_refused(client, fund):
    analyst = Program(client, factories.account(Role.NATIONAL_ANALYST))
    assert analyst.post(REFERRALS, report(fund)).status_code == 403
    assert analyst.get(f"{REFERRALS}/{uuid.uuid4()}").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fund_code": "999"}, "fund_code"),
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"birth_name": "Иванова"}, "birth_name"),
        ({"birth_date": "1700-01-01"}, "birth_date"),
        ({"reasons": []}, "reasons"),
        ({"reasons": ["rights"]}, "reasons"),
        ({"forgone_care": []}, "forgone_care"),
        ({"forgone_care": ["acupuncture"]}, "forgone_care[0]"),
        ({"urgent": True}, "urgent_reason"),
        ({"urgent_reason": "Une opération lundi."}, "urgent_reason"),
        ({"nir": NIR}, "nir"),
        ({"note": f"Son numéro : {NIR}"}, "note"),
        ({"prénom": "Zoé"}, "prénom"),
        ({"consent": {"mode": "signed", "on": (TODAY + datetime.timedelta(1)).isoformat()}}, "consent.on"),
        ({"consent": {"mode": "oral", "on": TODAY.isoformat()}}, "consent.mode"),
        ({"detector": {"service": "Accueil"}}, "detector.name"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_written(partner, fund, changes, field):
    answer = partner.post(REFERRALS, report(fund, **changes))
    assert answer.status_code == 400
    assert errors(answer).keys() == {field}
    assert kept(fund) == []


def test_without_any_way_to_reach_the_person_the_report_is_refused(partner, fund):
    body = report(fund)
    del body["phone"]
    assert "moyen de joindre" in errors(partner.post(REFERRALS, body))["phone"]


def test_a_hospital_may_transmit_the_number_and_it_must_be_that_of_the_person(client):
    at = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    hospital = Program(client, factories.account(Role.PARTNER, at=at))
    assert hospital.post(REFERRALS, report(at.local_fund, nir=NIR, birth_date="1990-01-01")).status_code == 400
    body = report(at.local_fund, nir=NIR)
    assert hospital.post(REFERRALS, body).status_code == 201
    assert hospital.post(REFERRALS, body).status_code == 200
    (referral,) = kept(at.local_fund)
    assert referral.nir_in_clear == NIR
