"""« Ma journée »: who stands on it and why, in which order, and the call that is noted in one click and taken back."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Contact
from allervers.domain.appointments import visits
from allervers.domain.coverage.models import GapLine
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox import workflow as outbox
from allervers.domain.privacy import journal
from allervers.domain.rights_files import person_words
from allervers.law.working_days import add_working_days
from tests import appointments, factories, rights_files

pytestmark = pytest.mark.django_db

DAY = reverse("day:day")
# Whatever the number of persons and of reasons. The account's files, when it opened their pages, the referrals that it
# tried; actions due, last contacts, contacts and actions of others, steps, papers and words of rights files, messages;
# whom the account receives, what persons changed of their appointments, who answered STOP, contacts of the social
# service; files proposed; rights that end; two counts of what waits elsewhere; the menu's count; session, account and
# its organisation; changes of accounts; the transaction and its settings.
QUERIES = 29


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def plan(account, file, due_on, label="Demande de C2S"):
    with acting_as(account, "test"):
        return workflow.plan_action(
            file, action_id=uuid.uuid4(), author=account, theme="rights", label=label, due_on=due_on
        )


def contact(account, referral, *, ago=0, result="no_answer", **more):
    at = timezone.now() - datetime.timedelta(days=ago)
    with acting_as(account, "test"):
        return workflow.note_contact(
            referral, contact_id=uuid.uuid4(), author=account, at=at, channel="phone", result=result, **more
        )


def seen(account, file):
    with acting_as(account, "test"):
        journal.note_reading(file.person, account, journal.PAGE)


def reasons(response) -> dict[str, list[str]]:
    """Who is on the list, and the kinds of why."""
    return {row.who.birth_name: [str(reason.kind) for reason in row.reasons] for row in response.context["rows"]}


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.HANDLING_BODY_OFFICER])
def test_the_day_is_the_first_page_after_signing_in(client, role):
    client.force_login(factories.account(role))
    assertRedirects(client.get(reverse("home")), DAY)


def test_an_empty_day_says_so_kindly(at_work):
    assertContains(at_work.get(DAY), "Rien ne vous attend aujourd’hui")


def test_what_is_due_today_and_late_stands_there_with_what_it_is(at_work, adviser):
    late, today, later = (factories.accompaniment(adviser, birth_name=name) for name in ("Retard", "Jour", "Demain"))
    plan(adviser, late, days(-3), "Prise de rendez-vous")
    plan(adviser, today, days(0))
    plan(adviser, later, days(1))
    response = at_work.get(DAY)
    assert reasons(response) == {"Retard": ["due"], "Jour": ["due"]}
    assertContains(response, "Prise de rendez-vous, c’était pour le")
    assertContains(response, "Demande de C2S, pour aujourd’hui")
    assertContains(response, "2 personnes, dont 1 en retard")


def test_what_is_of_a_colleague_or_of_another_fund_is_not_there(at_work, adviser):
    for other in (factories.account(Role.ADVISER, at=adviser.organisation), factories.account(Role.ADVISER)):
        plan(other, factories.accompaniment(other), days(-1))
    assert reasons(at_work.get(DAY)) == {}


def test_somebody_not_reached_is_called_again_the_day_after_or_on_the_day_that_was_said(at_work, adviser):
    def file(name):
        return factories.accompaniment(adviser, birth_name=name).referral

    contact(adviser, file("Hier"), ago=1)
    contact(adviser, file("Joint"), ago=1, result="reached")
    contact(adviser, file("Promis"), ago=5, result="reached", next_on=days(0))
    contact(adviser, file("Plus-tard"), ago=5, next_on=days(1))
    contact(adviser, file("Faux"), ago=5, result="wrong_details")
    reached_since = file("Depuis")
    contact(adviser, reached_since, ago=5)
    contact(adviser, reached_since, ago=2, result="reached")
    assert reasons(at_work.get(DAY)) == {"Hier": ["call"], "Promis": ["call"]}


def test_a_referral_that_one_tried_to_call_and_that_waits_is_to_be_called_again(at_work, adviser):
    waiting = factories.referral(adviser.organisation, birth_name="Attente")
    contact(adviser, waiting, ago=1)
    contact(factories.account(Role.ADVISER, at=adviser.organisation), factories.referral(adviser.organisation), ago=1)
    response = at_work.get(DAY)
    assert reasons(response) == {"Attente": ["call"]}
    assertContains(response, reverse("casework:call-waiting", args=[waiting.pk]))


def test_what_a_colleague_wrote_moves_a_file_until_its_page_is_opened(at_work, adviser):
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    file = factories.accompaniment(adviser, birth_name="Exemple")
    seen(adviser, file)
    contact(colleague, file.referral, result="reached")
    plan(colleague, file, None)
    assert reasons(at_work.get(DAY)) == {"Exemple": ["moved", "moved"]}
    at_work.get(reverse("casework:person", args=[file.person_id]))
    assert reasons(at_work.get(DAY)) == {}


def test_what_the_person_wrote_or_sent_is_an_answer(at_work, adviser):
    file = factories.accompaniment(adviser, birth_name="Exemple")
    request = rights_files.deposit(adviser)
    with acting_as(adviser, "test"):
        request.person = file.person
        request.save(update_fields=["person"])
    person_words.write(request, "correction", "Autre date.", key=uuid.uuid4())
    assert reasons(at_work.get(DAY)) == {"Exemple": ["answer"]}


def line(adviser, person, *, before, **more):
    with acting_as(adviser, "test"):
        return GapLine.objects.create(
            fund=adviser.organisation, person=person, cause="c2s_renewal", kind="c2s_renewal", right="c2s",
            because=before, act_from=before, act_before=before, exposed_from=before, automatic=False, remedies=[],
            sentence="La C2S finit bientôt.", listed_on=days(0), **more,
        )  # fmt: skip


def test_a_right_about_to_end_is_that_of_the_persons_followed_or_of_a_line_confided(at_work, adviser):
    followed, far = (factories.accompaniment(adviser, birth_name=name).person for name in ("Suivie", "Loin"))
    confided, other = (factories.person(adviser.organisation, birth_name=name) for name in ("Confiée", "Autre"))
    line(adviser, followed, before=days(30))
    line(adviser, far, before=days(31))
    line(adviser, confided, before=days(3), assigned_to=adviser)
    line(adviser, other, before=days(3))
    assert reasons(at_work.get(DAY)) == {"Confiée": ["ending"], "Suivie": ["ending"]}


def test_an_officer_finds_the_files_whose_day_has_come_and_what_persons_wrote(client):
    officer = factories.account(Role.RIGHTS_OFFICER)
    late, written, quiet = (rights_files.deposit(officer) for _ in range(3))
    with acting_as(officer, "test"):
        for file, due_on in ((late, days(-1)), (written, days(5)), (quiet, days(5))):
            file.due_on = due_on
            file.save(update_fields=["due_on"])
    person_words.write(written, "correction", "Autre date.", key=uuid.uuid4())
    with acting_as(officer, "test"):
        type(written).objects.filter(pk=written.pk).update(due_on=days(5))
    client.force_login(officer)
    rows = client.get(DAY).context["rows"]
    assert [(row.key, [str(reason.kind) for reason in row.reasons]) for row in rows] == [
        (late.pk, ["due"]),
        (written.pk, ["answer"]),
    ]


def test_a_body_finds_the_files_that_it_was_entrusted_with(client, adviser):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    file = factories.accompaniment(adviser, birth_name="Exemple")
    plan(adviser, file, days(-1))
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=officer.organisation, why="compétence nationale")
    client.force_login(officer)
    assert "due" in reasons(client.get(DAY))["Exemple"]


def test_the_list_is_narrowed_to_one_reason(at_work, adviser):
    plan(adviser, factories.accompaniment(adviser, birth_name="Action"), days(0))
    contact(adviser, factories.accompaniment(adviser, birth_name="Appel").referral, ago=1)
    assert reasons(at_work.get(DAY + "?quoi=call")) == {"Appel": ["call"]}
    assert set(reasons(at_work.get(DAY + "?quoi=nimporte"))) == {"Action", "Appel"}
    assertContains(at_work.get(DAY + "?quoi=moved"), "Personne pour ce motif")


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_page_asks_as_many_questions_for_one_person_as_for_thirty(
    at_work, adviser, django_assert_num_queries, how_many
):
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    for _ in range(how_many):
        file = factories.accompaniment(adviser)
        plan(adviser, file, days(-1))
        contact(colleague, file.referral, ago=1)
        line(adviser, file.person, before=days(2))
    with django_assert_num_queries(QUERIES):
        assert len(at_work.get(DAY).context["rows"]) == min(how_many, 25)


# --- a call in one click --------------------------------------------------------------------------------------------


def contacts(adviser) -> list[Contact]:
    """What is written, the latest first."""
    with acting_as(adviser, "test"):
        return list(Contact.objects.select_related("author"))


def call(client, file, result="no_answer", **more):
    sent = {"id": str(uuid.uuid4()), "result": result, "back": DAY + "#p-1", **more}
    return client.post(reverse("casework:call", args=[file.pk]), sent)


def test_a_call_without_answer_is_written_at_once_and_is_to_be_tried_on_the_next_working_day(at_work, adviser):
    file = factories.accompaniment(adviser, birth_name="Exemple")
    plan(adviser, file, days(0))
    answer = call(at_work, file)
    assert answer.url == DAY + "#p-1"
    (written,) = contacts(adviser)
    assert (written.channel, written.result, written.author) == ("phone", "no_answer", adviser)
    assert written.next_on == add_working_days(timezone.localdate(), 1)
    page = at_work.get(DAY)
    assertContains(page, "Appel sans réponse noté, à rappeler le")
    assertContains(page, reverse("casework:take-back-contact", args=[written.pk]))
    (row,) = page.context["rows"]
    assert row.called == written


def test_a_person_who_was_reached_is_not_to_be_called_again(at_work, adviser):
    file = factories.accompaniment(adviser)
    contact(adviser, file.referral, ago=1)
    call(at_work, file, "reached")
    assert reasons(at_work.get(DAY)) == {}
    assert contacts(adviser)[0].next_on is None


def test_who_was_called_today_comes_after_the_others(at_work, adviser):
    called, other = (factories.accompaniment(adviser, birth_name=name) for name in ("Appelé", "Autre"))
    plan(adviser, called, days(-9))
    plan(adviser, other, days(0))
    assert list(reasons(at_work.get(DAY))) == ["Appelé", "Autre"]
    call(at_work, called, "reached")
    assert list(reasons(at_work.get(DAY))) == ["Autre", "Appelé"]


def test_a_call_sent_twice_is_written_once(at_work, adviser):
    file, key = factories.accompaniment(adviser), str(uuid.uuid4())
    call(at_work, file, id=key)
    call(at_work, file, id=key)
    assert len(contacts(adviser)) == 1


@pytest.mark.parametrize("sent", [{"result": "perhaps"}, {"id": "x"}, {"id": ""}, {"result": ""}])
def test_what_no_button_sends_writes_nothing(at_work, adviser, sent):
    call(at_work, factories.accompaniment(adviser), **sent)
    assert contacts(adviser) == []


@pytest.mark.parametrize(
    "back", ["https://ailleurs.invalid/", "//ailleurs.invalid/", "javascript:alert(1)", "home", ""]
)
def test_nobody_is_led_elsewhere(at_work, adviser, back):
    file = factories.accompaniment(adviser)
    assert call(at_work, file, back=back).url == reverse("casework:person", args=[file.person_id])


def test_a_call_to_a_closed_file_is_refused_in_words(at_work, adviser):
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.close(file, reason="abandoned", outcomes=[])
    call(at_work, file)
    assertContains(at_work.get(DAY), "Cet accompagnement est déjà clos")
    assert contacts(adviser) == []


def test_a_call_about_a_referral_that_waits_is_written_there(at_work, adviser):
    waiting = factories.referral(adviser.organisation)
    at_work.post(reverse("casework:call-waiting", args=[waiting.pk]), {"id": str(uuid.uuid4()), "result": "no_answer"})
    with acting_as(adviser, "test"):
        assert waiting.contacts.get().result == "no_answer"
    foreign = factories.referral(factories.fund())
    assert at_work.post(reverse("casework:call-waiting", args=[foreign.pk])).status_code == 404


def test_a_call_noted_by_mistake_is_taken_back_by_its_author_alone(client, at_work, adviser):
    file = factories.accompaniment(adviser)
    call(at_work, file)
    (written,) = contacts(adviser)
    client.force_login(factories.account(Role.ADVISER, at=adviser.organisation))
    client.post(reverse("casework:take-back-contact", args=[written.pk]), {"back": DAY})
    assert contacts(adviser) == [written]
    client.force_login(adviser)
    client.post(reverse("casework:take-back-contact", args=[written.pk]), {"back": DAY})
    assertContains(client.get(DAY), "Le contact est retiré")
    assert contacts(adviser) == []
    with acting_as(adviser, "test"):
        assert not Contact.pgh_event_model.objects.exists()
    assertNotContains(client.get(reverse("casework:person", args=[file.person_id])), "Pas de réponse</span>")


# --- appointments, and what persons answered ------------------------------------------------------------------------


def test_whom_the_account_receives_today_comes_first_and_what_the_person_changed_is_told(at_work, adviser):
    file = factories.accompaniment(adviser, birth_name="Attendu")
    plan(adviser, factories.accompaniment(adviser, birth_name="Aujourdhui"), days(0))
    # Where it is early when it is late here, so that the slot of today is always to come.
    at = appointments.place(adviser.organisation, "guadeloupe")
    hours = appointments.opening(adviser, at, first_time=datetime.time(23), per_day=1, minutes=59)
    today = appointments.booked(file.person, appointments.free(hours), adviser)
    assert today.local_start.date() == timezone.localdate()
    page = at_work.get(DAY)
    assert reasons(page) == {"Attendu": ["appointment"], "Aujourdhui": ["due"]}
    assertContains(page, "23\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}00, ouverture de droits, Agence")
    with acting_as(factories.account(Role.ADVISER, at=adviser.organisation), "test"):
        other = appointments.booked(file.person, appointments.free(hours, 1), adviser)
    visits.move(other, appointments.free(hours, 2).key)
    visits.cancel(today)
    page = at_work.get(DAY)
    assert reasons(page)["Attendu"] == ["answer", "answer"]
    assertContains(page, "la personne ne viendra pas")
    assertContains(page, "rendez-vous déplacé par la personne au")
    journal_note(adviser, file)
    assert "Attendu" not in reasons(at_work.get(DAY))


def test_who_answered_stop_to_a_message_is_told(at_work, adviser):
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        outbox.stop(file.person, "sms", None)
    page = at_work.get(DAY)
    assert reasons(page) == {"Exemple": ["answer"]}
    assertContains(page, "a répondu STOP : plus de SMS")


def journal_note(adviser, file):
    with acting_as(adviser, "test"):
        journal.note_reading(file.person, adviser, journal.PAGE)
