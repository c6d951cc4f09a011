"""A hospital's program deposits a file, completes it and follows it; an officer's program decides it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files.models import Decision, Letter, RightsFile, Step
from tests import factories, papers
from tests.api.test_figures import token_of
from tests.rights_files import with_contribution

pytestmark = pytest.mark.django_db

FILES = "/api/v1/rights-files"
TODAY = timezone.localdate()


class Program:
    """A program that speaks with the token of an account."""

    def __init__(self, client, account):
        self.client, self.account, self.token = client, account, token_of(account)

    def ask(self, method, address, body=None, **options):
        options.setdefault("content_type", "application/json")
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.generic(method, address, body, headers=headers, **options)

    def get(self, address):
        return self.ask("GET", address)

    def post(self, address, body):
        import json

        return self.ask("POST", address, json.dumps(body))

    def put(self, address, content, kind="application/pdf"):
        return self.ask("PUT", address, content, content_type=kind)


@pytest.fixture
def hospital(client):
    at = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    return Program(client, factories.account(Role.PARTNER, at=at))


@pytest.fixture
def fund(hospital):
    return hospital.account.organisation.local_fund


@pytest.fixture
def officer(client, fund):
    return Program(client, factories.account(Role.RIGHTS_OFFICER, at=fund))


def ame(fund, **changes):
    """A request for the AME of somebody alone, by a hospital."""
    body = {
        "id": str(uuid.uuid4()),
        "right": "ame",
        "fund_code": fund.code,
        "channel": "hospital",
        "received_on": TODAY.isoformat(),
        "applicant": {"birth_name": "Fictif", "first_name": "Awa", "birth_date": "1990-05-04"},
        "situation": {
            "territory": "metropole",
            "persons": [{"id": "p1", "role": "applicant", "nationality": "ML"}],
        },
    }
    return {**body, **changes}


def c2s(fund, **changes):
    situation = {
        "territory": "metropole",
        "rsa": True,
        "persons": [{"id": "p1", "role": "applicant", "nationality": "FR"}],
    }
    return ame(fund, right="c2s", situation=situation, **changes)


def supply_all(program, file):
    """Every paper of the list, one by one; what the file says at the end."""
    for line in file["required"]:
        if line["state"] == "present":
            continue
        person = f"&person={line['person']}" if line["person"] else ""
        address = f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code={line['code']}{person}"
        answer = program.put(address, papers.pdf())
        assert answer.status_code == 201, answer.content
        assert answer.json()["state"] == "present"
    return program.get(f"{FILES}/{file['id']}").json()


def move(program, file, to, **more):
    return program.post(f"{FILES}/{file['id']}/transitions", {"id": str(uuid.uuid4()), "to": to, **more})


def test_a_deposit_tells_what_is_missing_first_intention_first_and_the_dates_that_follow(hospital, fund):
    answer = hospital.post(FILES, ame(fund))
    assert answer.status_code == 201
    file = answer.json()
    assert (file["status"], file["opposable"], file["decision"]["outcome"]) == ("deposited", False, None)
    assert {line["state"] for line in file["required"]} == {"missing"}
    assert "ame_identity" in {line["code"] for line in file["required"]}
    assert file["dates"]["starts_on"] == TODAY.isoformat()
    letter = hospital.get(file["acknowledgement"])
    assert letter.status_code == 200
    assert letter.content.startswith(b"%PDF-")


def test_the_same_deposit_is_written_once_and_another_under_its_identifier_is_told(hospital, fund):
    body = ame(fund)
    assert [hospital.post(FILES, body).status_code for _ in range(2)] == [201, 200]
    assert hospital.post(FILES, {**body, "channel": "post"}).status_code == 409
    with acting_for(fund, "test"):
        assert RightsFile.objects.count() == 1
        assert Letter.objects.count() == 1


def test_a_file_made_with_the_first_list_is_never_sent_back_as_incomplete(hospital, fund, officer):
    file = supply_all(hospital, hospital.post(FILES, ame(fund)).json())
    assert file["opposable"]
    code = file["required"][0]["code"]
    answer = move(officer, file, "documents_requested", documents=[code])
    assert answer.status_code == 409
    assert "opposable" in answer.json()["errors"][0]["message"]


def test_papers_asked_for_end_their_request_by_themselves(hospital, fund, officer):
    file = hospital.post(FILES, ame(fund)).json()
    asked = move(officer, file, "documents_requested", documents=["ame_identity"]).json()
    assert asked["status"] == "documents_requested"
    assert asked["dates"]["answer_due_on"] == (TODAY + datetime.timedelta(days=30)).isoformat()
    assert asked["dates"]["closed_without_follow_up_on"] == (TODAY + datetime.timedelta(days=60)).isoformat()
    hospital.put(f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code=ame_identity&person=p1", papers.photo())
    assert hospital.get(f"{FILES}/{file['id']}").json()["status"] == "deposited"


def test_a_decision_opens_the_right_with_the_dates_of_the_law(hospital, fund, officer):
    file = hospital.post(FILES, ame(fund)).json()
    answer = move(officer, file, "decided", outcome="accepted", reason="Le dossier est complet.")
    assert answer.status_code == 201
    decided = answer.json()
    assert decided["status"] == "decided"
    assert decided["decision"]["starts_on"] == TODAY.isoformat()
    assert decided["decision"]["ends_on"] == decided["dates"]["ends_on"]
    with acting_for(fund, "test"):
        kept = RightsFile.objects.get()
        assert [letter.kind for letter in kept.letters.all()].count("decision") == 1
        assert kept.person.birth_name == "Fictif"


def test_a_reason_sent_by_a_program_is_kept_as_the_screens_keep_it(hospital, fund, officer):
    file = hospital.post(FILES, ame(fund)).json()
    piled = move(officer, file, "decided", outcome="accepted", reason="Compl" + "e\u0301" + "\u0301" * 9 + "t")
    assert piled.status_code == 400
    assert (
        move(officer, file, "decided", outcome="accepted", reason="Com\u202eplet, vu le\u200b reçu.").status_code == 201
    )
    with acting_for(fund, "test"):
        assert RightsFile.objects.get().decisions.get().reason == "Complet, vu le reçu."


def test_a_free_c2s_starts_on_the_first_of_the_next_month(hospital, fund, officer):
    file = hospital.post(FILES, c2s(fund)).json()
    decided = move(officer, file, "decided", outcome="accepted", reason="Le foyer reçoit le RSA.").json()
    first = (TODAY.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    assert decided["decision"]["starts_on"] == first.isoformat()
    assert decided["dates"]["renewal_due_on"]


def test_the_first_day_of_a_c2s_with_contribution_is_null_until_its_adhesion_came(hospital, fund, officer):
    told = with_contribution(TODAY)
    file = hospital.post(FILES, {**c2s(fund), "situation": told}).json()
    granted = move(officer, file, "decided", outcome="accepted", reason="Entre les deux plafonds.").json()
    assert (granted["status"], granted["decision"]["starts_on"]) == ("awaiting_adhesion", None)
    for code in ("c2s_adhesion", "c2s_payment"):
        hospital.put(f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code={code}", papers.photo())
    decided = hospital.get(f"{FILES}/{file['id']}").json()
    assert decided["status"] == "decided"
    assert decided["decision"]["starts_on"] < decided["decision"]["ends_on"]


def test_a_decision_says_its_reason(hospital, fund, officer):
    file = hospital.post(FILES, c2s(fund)).json()
    answer = move(officer, file, "decided", outcome="refused", reason="  ")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "reason"
    with acting_for(fund, "test"):
        assert not Decision.objects.exists()


def test_a_transition_sent_twice_is_taken_once(hospital, fund, officer):
    file = hospital.post(FILES, c2s(fund)).json()
    body = {"id": str(uuid.uuid4()), "to": "under_examination"}
    address = f"{FILES}/{file['id']}/transitions"
    assert [officer.post(address, body).status_code for _ in range(2)] == [201, 200]
    assert officer.post(address, {**body, "to": "withdrawn"}).status_code == 409
    with acting_for(fund, "test"):
        assert Step.objects.filter(status="under_examination").count() == 1


@pytest.mark.parametrize("dated_on", ["1899-12-31", "0001-01-01", "2999-01-01", "2024-02-30", "hier"])
def test_a_document_with_an_impossible_date_is_refused_beside_its_field(hospital, fund, dated_on):
    file = hospital.post(FILES, ame(fund)).json()
    address = f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code=ame_identity&person=p1&dated_on={dated_on}"
    answer = hospital.put(address, papers.pdf())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "dated_on")


def test_a_document_sent_twice_is_kept_once(hospital, fund):
    file = hospital.post(FILES, ame(fund)).json()
    address = f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code=ame_identity&person=p1"
    paper = papers.pdf()
    first, second = hospital.put(address, paper), hospital.put(address, paper)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert hospital.put(address, papers.pdf(pages=2)).status_code == 409


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00" + b"\0" * 500, "ni un PDF ni une photo"),
        (papers.pdf()[:-40], "coupé"),
        (papers.locked_pdf(), "mot de passe"),
        (papers.photo()[:300], "abîmée ou coupée"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(hospital, fund, paper, says):
    file = hospital.post(FILES, ame(fund)).json()
    answer = hospital.put(f"{FILES}/{file['id']}/documents/{uuid.uuid4()}?code=ame_identity&person=p1", paper)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert says in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"right": "rsa"}, "right"),
        ({"fund_code": "nulle-part"}, "fund_code"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"channel": "fax"}, "channel"),
        ({"name": "en trop"}, "name"),
        ({"applicant": {"birth_name": "Fictif", "first_name": "Awa"}}, "applicant.birth_date"),
        ({"situation": {"territory": "lune", "persons": []}}, "situation.territory"),
        ({"situation": {"date": "2020-01-01"}}, "situation.date"),
    ],
)
def test_what_cannot_be_deposited_is_refused_by_its_field(hospital, fund, changes, field):
    answer = hospital.post(FILES, ame(fund, **changes))
    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_another_hospital_and_another_fund_do_not_see_the_file(client, hospital, fund):
    file = hospital.post(FILES, ame(fund)).json()
    other_hospital = Program(client, factories.account(Role.PARTNER))
    other_fund = Program(client, factories.account(Role.RIGHTS_OFFICER))
    for program in (other_hospital, other_fund):
        assert program.get(f"{FILES}/{file['id']}").status_code == 404
        assert program.get(FILES).json()["results"] == []
        assert move(program, file, "withdrawn").status_code in (403, 404)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.NATIONAL_ANALYST, Role.PARTNERSHIP_OFFICER])
def test_whoever_may_not_deposit_is_refused(client, fund, role):
    program = Program(client, factories.account(role))
    assert program.post(FILES, ame(fund)).status_code == 403


def test_who_deposited_may_not_decide(hospital, fund):
    file = hospital.post(FILES, ame(fund)).json()
    assert move(hospital, file, "decided", outcome="accepted", reason="Oui").status_code == 403
