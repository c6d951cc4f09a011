"""The seven forms: what each asks, what is known already with its origin, and what is kept of both."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.coverage.models import KnownCircumstance, LivesWith, MonthlyResource, OtherBenefit
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, papers
from allervers.domain.rights_files.codes import JUDGED, Right
from allervers.domain.rights_files.models import RightsFile
from allervers.law import Situation, evaluate
from allervers.law.counting import add_months
from allervers.web.rights_files.questions import QUESTIONS, told_of
from tests import factories
from tests.rights_files import asked, situation, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TYPED = f"{TODAY:%d/%m/%Y}"
BASE = {
    "channel": "desk",
    "received_on": TYPED,
    "birth_name": "Fictif",
    "first_name": "Awa",
    "birth_date": "04/05/1990",
    "nationality": "FR",
}
CHILD = {"role_1": "child", "born_1": "01/02/2015"}
# What each form needs beside who the person is, and a paper that its list then holds.
FORMS = {
    Right.C2S: ({"rsa": "yes"}, "c2s_rsa_form"),
    Right.AME: ({"nationality": "ML", "housing": "no_fixed_home", "no_resources": "yes"}, "ame_without_resources"),
    Right.PUMA: ({"activity": "employed"}, "puma_work"),
    Right.OWN_TITLE: ({"birth_date": f"01/01/{TODAY.year - 17}", "parent": "Fatou Fictif"}, "own_title_form"),
    Right.CHILD_ATTACHMENT: ({"attached_to": "one", **CHILD}, "attachment_link"),
    Right.DEPARTURE: ({"leaves_on": "+15 j", "address_abroad": "1 rue Fictive, Bruxelles"}, "leaving_form"),
    Right.EU_INACTIVE: ({"nationality": "RO", "end_of_rights": "no", "previous_country": "RO"}, "eu_form"),
}


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def text(response):
    return response.content.decode()


def sent(client, answers, **named):
    """The form as it is opened, with these answers; the response, and the page in front of it."""
    opened = client.get(reverse("rights_files:new"), named)
    form = opened.context["form"]
    filled_in = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    for name, value in filled_in.items():
        if isinstance(value, datetime.date):
            filled_in[name] = f"{value:%d/%m/%Y}"
    address = opened.wsgi_request.get_full_path()
    return client.post(address, filled_in | answers, follow=True), opened


def only_file(account):
    with acting_as(account, "test"):
        return RightsFile.objects.latest("deposited_at")


@pytest.mark.parametrize("right", Right)
def test_each_form_is_deposited_with_what_it_asks(client, officer, right):
    answers, paper = FORMS[right]
    response, _ = sent(client, BASE | answers | {"right": right})
    assert "est déposé" in text(response)
    file = only_file(officer)
    assert file.right == right
    with acting_as(officer, "test"):
        assert paper in {line.required.code for line in papers.lines(file)}
    assert [value for _, value in told_of(file.details) if value not in text(response)] == []


@pytest.mark.parametrize(
    ("right", "without", "says"),
    [
        ("own_title", {"parent": ""}, "nom du parent qui assure"),
        ("own_title", {"birth_date": f"01/01/{TODAY.year - 15}"}, "dès 16 ans"),
        ("child_attachment", {"attached_to": ""}, "à qui l’enfant est rattaché"),
        ("child_attachment", {"attached_to": "both"}, "nom de l’autre parent"),
        ("child_attachment", {"role_1": "spouse"}, "quel enfant est à rattacher"),
        ("departure", {"leaves_on": ""}, "jour du départ"),
        ("departure", {"address_abroad": ""}, "adresse à l’étranger"),
    ],
)
def test_what_a_form_cannot_do_without_is_said(client, officer, right, without, says):
    response, _ = sent(client, BASE | FORMS[Right(right)][0] | {"right": right} | without)
    assert says in text(response)


def test_at_sixteen_a_young_person_asks_for_rights_of_their_own(client, officer):
    born = add_months(TODAY, -16 * 12)
    response, _ = sent(
        client, BASE | {"right": "own_title", "parent": "Fatou Fictif", "birth_date": f"{born:%d/%m/%Y}"}
    )
    assert "est déposé" in text(response)


LAW_QUESTIONS = [
    (name, right) for name, question in QUESTIONS.items() if question.place for right in sorted(question.rights)
]
# Two answers of each question, that must not come to the same.
TWO_ANSWERS = {
    "housing": ("lodged_free", "tenant"),
    "housing_benefit": (0, 300),
    "activity": ("employed", "inactive"),
    "residence_since": (TODAY - datetime.timedelta(days=20), TODAY - datetime.timedelta(days=2_500)),
    "care_received_on": (TODAY - datetime.timedelta(days=9), None),
}


@pytest.mark.parametrize(("name", "right"), LAW_QUESTIONS)
def test_no_question_is_asked_whose_answers_all_come_to_the_same(name, right):
    def outcome(value):
        told = with_contribution(TODAY) if right == "c2s" else situation(right, TODAY)
        told.pop(name, None)
        if right == "eu_inactive" and name != "activity":
            told["persons"][0] |= {"activity": "inactive", "annual_resources": 0}
        if right == "child_attachment":
            told["persons"].append({"id": "p2", "role": "child", "birth_date": "2015-02-01"})
        if value is not None:
            QUESTIONS[name].place(told, told["persons"][0], value)
        read = Situation.from_dict(told)
        answer = evaluate(read, [right])[right].to_json() if right in JUDGED else None
        if answer:
            answer.pop("explanation")
        return [document.to_json() for document in papers.asked_by_law(right, read)], answer

    first, second = TWO_ANSWERS.get(name, ("yes", "no"))
    assert outcome(first) != outcome(second)


# --- What is known already -----------------------------------------------------------------------------------------


@pytest.fixture
def person(officer):
    """Somebody of whom the fund knows the RSA, a title, a child and what was paid."""
    known = factories.person(officer.organisation, birth_name="Fictif", first_name="Awa", birth_date="1990-05-04")
    child = factories.person(officer.organisation, birth_name="Fictif", first_name="Ali", birth_date="2015-02-01")
    of_person = {"fund": officer.organisation, "person": known}
    with acting_as(officer, "test"):
        KnownCircumstance.objects.create(
            **of_person, kind="residence_title", on=TODAY + datetime.timedelta(days=90), nationality="ML",
            removal_order=False,
        )  # fmt: skip
        OtherBenefit.objects.create(**of_person, benefit="rsa", validity=(TODAY - datetime.timedelta(days=90), None))
        first, other = sorted((known, child), key=lambda each: each.pk)
        LivesWith.objects.create(
            fund=officer.organisation, person=first, other=other, validity=(TODAY - datetime.timedelta(days=400), None)
        )
        MonthlyResource.objects.create(
            **of_person, kind="wage", month=add_months(TODAY.replace(day=1), -3), amount_cents=81_240,
            transmitted_on=TODAY - datetime.timedelta(days=5),
        )  # fmt: skip
    return known


def test_what_is_known_is_proposed_with_its_origin_and_its_day(client, officer, person):
    opened = client.get(reverse("rights_files:new"), {"personne": person.pk})
    page = text(opened)
    assert 'value="Fictif"' in page
    assert "titre de séjour noté par la caisse" in page
    assert "organisme qui verse le RSA" in page
    assert f"Transmis le {TODAY - datetime.timedelta(days=5):%d/%m/%Y}" in page
    form = opened.context["form"]
    assert (form["nationality"].value(), form["rsa"].value()) == ("ML", "yes")
    assert form["born_1"].value() == datetime.date(2015, 2, 1)


def test_what_social_bodies_transmit_is_not_asked_again_and_can_be_corrected(client, officer, person):
    month = add_months(TODAY.replace(day=1), -3)
    paid = f"paid_wage_{month:%Y%m}"
    answers = {"right": "c2s", "channel": "desk", "received_on": TYPED, "role_1": "child"}
    response, _ = sent(client, answers, personne=person.pk)
    assert "est déposé" in text(response)
    file = only_file(officer)
    assert file.person_id == person.pk
    assert file.situation["persons"][0]["resources"] == [{"kind": "wage", "month": f"{month:%Y-%m}", "amount": 812.4}]
    assert [each["corrected"] for each in file.details["known"]] == [False, False, False]
    sent(client, answers | {paid: "900", "rsa": "no"}, personne=person.pk)
    file = only_file(officer)
    assert file.situation["persons"][0]["resources"][0]["amount"] == 900
    corrected = {each["label"]: each["corrected"] for each in file.details["known"]}
    assert sorted(corrected.values()) == [False, True, True]
    assert "Corrigé à la demande" in text(client.get(reverse("rights_files:file", args=[file.pk])))


def test_an_amount_that_was_emptied_is_asked_for(client, officer, person):
    month = add_months(TODAY.replace(day=1), -3)
    answers = {
        "right": "c2s",
        "channel": "desk",
        "received_on": TYPED,
        "role_1": "child",
        f"paid_wage_{month:%Y%m}": "",
    }
    response, _ = sent(client, answers, personne=person.pk)
    assert "0 si rien n’a été versé" in text(response)


def test_an_earlier_request_is_proposed_too(client, officer):
    sent(client, BASE | {"right": "ame", "nationality": "ML", "housing": "lodged_free"})
    first = only_file(officer)
    with acting_as(officer, "test"):
        deciding.decide(first, "refused", asked(officer, "Moins de trois mois."))
        person_id = RightsFile.objects.get().person_id
    opened = client.get(reverse("rights_files:new"), {"personne": person_id})
    assert f"dossier {first.reference}" in text(opened)
    assert opened.context["form"]["housing"].value() == "lodged_free"


def test_a_form_begun_for_somebody_and_sent_for_somebody_else_is_not_theirs(client, officer, person):
    answers = {"right": "puma", "channel": "desk", "received_on": TYPED, "role_1": "child", "first_name": "Fatou"}
    sent(client, answers, personne=person.pk)
    assert only_file(officer).person_id is None


@pytest.mark.parametrize("role", [Role.PARTNER, Role.RIGHTS_OFFICER])
def test_nobody_is_filled_in_for_who_may_not_see_them(client, person, role):
    foreign = factories.account(role)
    client.force_login(foreign)
    for name in (person.pk, uuid.uuid4(), "bonjour"):
        opened = client.get(reverse("rights_files:new"), {"personne": name})
        assert opened.status_code == 200
        assert "Awa" not in text(opened)


def test_the_page_of_a_person_leads_to_a_request(client, officer, person):
    page = text(client.get(reverse("casework:person", args=[person.pk])))
    assert f"{reverse('rights_files:new')}?personne={person.pk}" in page


@pytest.mark.parametrize("basis", ["mandate", "family", "guardian", "hospital", "agreement"])
def test_who_deposits_for_somebody_is_kept_with_the_basis(client, basis):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    partner = factories.account(Role.PARTNER, at=hospital)
    client.force_login(partner)
    sent(client, BASE | {"right": "puma", "basis": basis})
    file = only_file(partner)
    assert (file.full_name, file.helper_organisation, file.helper_name, file.basis) == (
        "FICTIF Awa", hospital.name, str(partner), basis,
    )  # fmt: skip
