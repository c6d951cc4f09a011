"""The person's page: who may open it, what it shows, what it writes into the journal, what it never shows."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Action, Contact, RightsCheck
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from allervers.domain.people.models import Person
from allervers.domain.privacy import journal
from allervers.domain.privacy.models import Reading
from tests import factories
from tests.pdf import words

pytestmark = pytest.mark.django_db

NIR = "284037511600126"
OTHER_NIR = "190011305500252"
ON_PERSON = ["person", "reveal-nir", "edit-person"]
ON_FILE = ["contact", "action", "close", "reopen", "hand-over", "take-back"]
READ_ONLY = [role for role in ALLOWED[Permission.SEE_PERSON] if role not in ALLOWED[Permission.ACCOMPANY]]


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser, nir=NIR, language="ar", interpreter_needed=True)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def url(name, target):
    return reverse(f"casework:{name}", args=[target.pk])


def person_data(person, **changes):
    fields = ("birth_name", "usage_name", "first_name", "sex", "phone", "email", "postal_address")
    data = {name: getattr(person, name) for name in (*fields, "language", "language_note")}
    if person.interpreter_needed:
        data["interpreter_needed"] = "on"
    return data | {"birth_date": f"{person.birth_date:%d/%m/%Y}", "nir": ""} | changes


def edited(client, person, **changes):
    """Open the form as the browser does, change something, send it."""
    seen = client.get(url("edit-person", person)).context["form"]["seen"].value()
    return client.post(url("edit-person", person), person_data(person, seen=seen, **changes))


def test_who_the_person_is_and_how_to_speak_with_them_comes_first(at_work, file):
    page = at_work.get(url("person", file.person)).content.decode()
    assert "EXEMPLE Zoé" in page
    assert "Interprète nécessaire" in page
    assert "Arabe" in page
    assert 'href="tel:0639981234"' in page


def test_every_opening_is_written_into_the_journal(at_work, adviser, file):
    for _ in range(2):
        at_work.get(url("person", file.person))
    with acting_as(adviser, "test"):
        readings = Reading.objects.filter(person_id=file.person_id)
        assert [(reading.account, reading.fund_id) for reading in readings] == [(adviser, file.fund_id)] * 2


def test_the_journal_is_shown_to_the_data_protection_officer_alone(client, adviser, file):
    client.force_login(adviser)
    assert "Journal des consultations</h2>" not in client.get(url("person", file.person)).content.decode()
    officer = factories.account(Role.DATA_PROTECTION_OFFICER, at=adviser.organisation)
    client.force_login(officer)
    page = client.get(url("person", file.person)).content.decode()
    assert "Journal des consultations</h2>" in page
    assert str(adviser) in page
    assert page.count("Page de la personne") == 2


def test_the_nir_is_masked_until_it_is_asked_for_and_never_in_an_address(at_work, adviser, file):
    spaced = "2 84 03 75 116 001 26"
    page = at_work.get(url("person", file.person)).content.decode()
    assert "2 •• •• •• ••• 001 26" in page
    assert NIR not in page.replace(" ", "")
    revealed = at_work.post(url("reveal-nir", file.person))
    assert spaced in revealed.content.decode()
    assert "no-store" in revealed["Cache-Control"]
    assert at_work.get(url("reveal-nir", file.person)).url == url("person", file.person)
    with acting_as(adviser, "test"):
        assert Reading.objects.filter(what__contains="Numéro de sécurité sociale").count() == 1


@pytest.mark.parametrize("name", [*ON_PERSON, *ON_FILE])
def test_the_person_of_another_fund_does_not_exist(client, file, name):
    client.force_login(factories.account(Role.MANAGER))
    target = file.person if name in ON_PERSON else file
    assert client.get(url(name, target)).status_code == 404
    if name != "person":  # which nothing can be sent to
        assert client.post(url(name, target), {"why": "essai"}).status_code == 404


def test_an_action_of_another_fund_does_not_exist(client, adviser, file):
    with acting_as(adviser, "test"):
        action = Action.objects.create(fund=file.fund, accompaniment=file, theme="rights", label="C2S")
    client.force_login(factories.account(Role.ADVISER))
    assert client.post(url("action-status", action), {"status": "done"}).status_code == 404


@pytest.mark.parametrize("role", [Role.INTERNAL_DETECTOR, Role.ADMINISTRATOR, Role.CAMPAIGN_SENDER])
def test_who_does_not_accompany_cannot_open_the_page(client, adviser, file, role):
    client.force_login(factories.account(role, at=adviser.organisation))
    for name in ON_PERSON:
        assert client.get(url(name, file.person)).status_code == 403


@pytest.mark.parametrize("role", READ_ONLY)
def test_who_only_reads_finds_nothing_to_write_with(client, adviser, file, role):
    client.force_login(factories.account(role, at=adviser.organisation))
    page = client.get(url("person", file.person)).content.decode()
    for name in ON_FILE:
        assert url(name, file) not in page
        assert client.post(url(name, file)).status_code == 403
    assert url("edit-person", file.person) not in page
    assert client.get(url("edit-person", file.person)).status_code == 403


def test_a_person_without_any_file_has_a_page_that_says_so(at_work, adviser):
    lonely = factories.person(adviser.organisation)
    page = at_work.get(url("person", lonely)).content.decode()
    assert "Aucun accompagnement" in page
    assert "Rien n’est encore noté." in page


def test_the_timeline_is_narrowed_to_one_kind(at_work, adviser, file):
    with acting_as(adviser, "test"):
        Contact.objects.create(fund=file.fund, referral=file.referral, channel="sms", result="message_left")
    context = at_work.get(url("person", file.person), {"fil": "contact"}).context
    assert [entry["kind"] for entry in context["entries"]] == ["Contact"]
    assert len(at_work.get(url("person", file.person), {"fil": "n’importe quoi"}).context["entries"]) == 3


def test_a_check_of_a_right_leads_to_its_answer(at_work, adviser, file):
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.create(
            fund=file.fund,
            accompaniment=file,
            right="c2s",
            on="2026-05-04",
            situation={},
            answer={"status_text": "C2S gratuite", "monthly_contribution": 0},
            status="free",
            law_version="1",
        )
    page = at_work.get(url("person", file.person)).content.decode()
    assert url("c2s-result", check) in page
    assert url("c2s-check", file) in page


def test_a_referral_agreed_at_a_distance_offers_its_letter(at_work, adviser):
    remote = factories.accompaniment(adviser, consent_mode="remote")
    page = at_work.get(url("person", remote.person)).content.decode()
    assert reverse("detector:letter", args=[remote.referral_id]) in page


def test_who_prints_the_letter_of_a_file_stands_in_the_journal(at_work, adviser):
    remote = factories.accompaniment(adviser, consent_mode="remote")
    assert at_work.get(reverse("detector:letter", args=[remote.referral_id])).status_code == 200
    with acting_as(adviser, "test"):
        read = Reading.objects.get(person_id=remote.person_id)
    assert (read.account, read.what) == (adviser, "Courrier de confirmation")


def test_the_page_costs_the_same_number_of_queries_whatever_the_history(at_work, adviser, file):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            at_work.get(url("person", file.person))
        return len(captured)

    def write(how_many):
        with acting_as(adviser, "test"):
            for number in range(how_many):
                Contact.objects.create(
                    fund=file.fund, referral=file.referral, channel="sms", result="message_left", author=adviser
                )
                Action.objects.create(
                    fund=file.fund, accompaniment=file, theme="rights", label=str(number), author=adviser
                )

    write(1)
    small = cost()
    write(30)
    assert cost() == small <= 49


def test_contact_details_are_corrected_and_the_trail_says_who(at_work, adviser, file):
    answer = edited(at_work, file.person, phone="06 39 98 55 55", postal_address="CCAS, 1 rue du Lac\n01000 Ville")
    assert answer.url == url("person", file.person)
    page = at_work.get(url("person", file.person)).content.decode()
    assert "06\u00a039\u00a098\u00a055\u00a055" in page
    assert "Personne : téléphone, adresse postale" in page
    assert "identité ou coordonnées corrigées" in page


def test_the_form_keeps_the_nir_without_showing_it(at_work, adviser, file):
    form = at_work.get(url("edit-person", file.person)).content.decode()
    assert NIR not in form
    edited(at_work, file.person, first_name="Zoë")
    with acting_as(adviser, "test"):
        assert Person.objects.get().nir_in_clear == NIR


def test_a_nir_is_replaced_or_removed(at_work, adviser, file):
    answer = edited(at_work, file.person, nir="1 90 01 13 055 002 52")
    assert "ne disent pas la même année" in answer.context["form"].errors["nir"][0]
    assert edited(at_work, file.person, nir=OTHER_NIR, nir_confirmed="on").status_code == 302
    with acting_as(adviser, "test"):
        assert Person.objects.get().nir_in_clear == OTHER_NIR
    edited(at_work, file.person, nir_removed="on")
    with acting_as(adviser, "test"):
        assert Person.objects.get().nir_digest is None
    assert "Personne : numéro de sécurité sociale" in at_work.get(url("person", file.person)).content.decode()


def test_a_wrong_nir_says_which_rule_it_breaks(at_work, file):
    answer = edited(at_work, file.person, nir="284037511600127")
    assert "clé 27" in answer.context["form"].errors["nir"][0]
    assert "284037511600127" in answer.content.decode()


def test_the_nir_of_somebody_else_leads_to_their_page(at_work, adviser, file):
    other = factories.person(adviser.organisation, nir=OTHER_NIR, first_name="Ana")
    answer = edited(at_work, file.person, nir=OTHER_NIR)
    assert "porte déjà ce numéro" in answer.context["form"].errors["nir"][0]
    assert url("person", other) in answer.content.decode()


def test_two_who_correct_at_the_same_time_do_not_undo_each_other(at_work, adviser, file):
    seen = at_work.get(url("edit-person", file.person)).context["form"]["seen"].value()
    edited(at_work, file.person, phone="06 39 98 11 11")
    late = person_data(file.person, seen=seen, email="zoe@exemple.fr")
    answer = at_work.post(url("edit-person", file.person), late)
    assert "Quelqu’un d’autre a modifié" in answer.context["form"].non_field_errors()[0]
    assert "zoe@exemple.fr" in answer.content.decode()
    with acting_as(adviser, "test"):
        assert Person.objects.get().phone == "06 39 98 11 11"
    assert at_work.post(url("edit-person", file.person), answer.context["form"].data.dict()).status_code == 302


def test_the_same_correction_sent_twice_is_welcome_twice(at_work, file):
    seen = at_work.get(url("edit-person", file.person)).context["form"]["seen"].value()
    data = person_data(file.person, seen=seen, nir=OTHER_NIR, nir_confirmed="on", phone="06 39 98 22 22")
    assert [at_work.post(url("edit-person", file.person), data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_date": "30/02/1984"}, "birth_date"),
        ({"birth_date": "12/03/2984"}, "birth_date"),
        ({"birth_name": ""}, "birth_name"),
        ({"phone": "appelle-moi"}, "phone"),
        ({"email": "zoe"}, "email"),
        ({"language": "other"}, "language_note"),
        ({"postal_address": "x" * 301}, "postal_address"),
        ({"postal_address": f"chez {NIR}"}, "postal_address"),
    ],
)
def test_what_cannot_be_is_refused_next_to_its_field_and_kept(at_work, adviser, file, changes, field):
    answer = edited(at_work, file.person, **changes)
    assert field in answer.context["form"].errors
    assert answer.context["form"].data[next(iter(changes))] == next(iter(changes.values()))
    with acting_as(adviser, "test"):
        assert Person.objects.get().birth_name == "Exemple"


def test_a_form_that_was_tampered_with_is_never_an_error_page(at_work, adviser, file):
    foreign = factories.accompaniment(factories.account(Role.ADVISER))
    with acting_as(foreign.adviser, "test"):
        taken = Action.objects.create(fund=foreign.fund, accompaniment=foreign, theme="rights", label="C2S")
    answer = at_work.post(url("action", file), {"id": str(taken.pk), "usual": "Vaccination"})
    assert answer.context["form"].non_field_errors()
    for identifier in ("", "x", str(uuid.uuid4())):
        assert at_work.post(url("action", file), {"id": identifier, "usual": "Vaccination"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_same_closure_sent_several_times_at_once_leads_to_the_same_page():
    adviser = factories.account(Role.ADVISER)
    file = factories.accompaniment(adviser)
    sent = {"reason": "abandoned", "themes": ["rights"]}

    def send(_):
        client = Client()
        client.force_login(adviser)
        try:
            return client.post(reverse("casework:close", args=[file.pk]), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as several:
        assert list(several.map(send, range(8))) == [302] * 8
    with acting_as(adviser, "test"):
        assert [event.closure_reason for event in file.events.order_by("pgh_id")] == ["", "abandoned"]


def test_a_closed_file_has_a_letter_that_says_what_was_obtained_and_never_of_which_care(at_work, adviser):
    file = factories.accompaniment(adviser, ("care",), postal_address="1 rue Fictive\n75011 PARIS")
    assert at_work.get(url("closure-letter", file)).status_code == 302
    with acting_as(adviser, "test"):
        closed = workflow.close(file, reason="care_obtained", outcomes=["gp_found"], care_types=["surgery"])
    assertContains(at_work.get(reverse("casework:person", args=[file.person_id])), url("closure-letter", file))
    text = words(at_work.get(url("closure-letter", file)).content)
    for part in ("Zoé EXEMPLE 1 rue Fictive 75011 PARIS", "Médecin traitant trouvé", "36 46", "CNIL"):
        assert part in text
    assert f"effacées le {closed.closed_on.day}" in text.replace("1er", "1")
    assert "irurgie" not in text
    assert "joindre" not in text
    with acting_as(adviser, "test"):
        assert journal.readings(file.person_id)[0].what == "Courrier de clôture"
