"""Writing to the person: what may be written, to whom, once; taken back, opposed, and settled when nobody knows."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.config.health import left_behind
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    return factories.accompaniment(adviser, phone="06 39 98 12 34", language="en").person


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def page(name, target):
    return reverse(f"casework:{name}", args=[target.pk])


def form_address(person, template="call_back", intent=None):
    return f"{page('write-message', person)}?modele={template}&formulaire={intent or uuid.uuid4()}"


def send(client, person, **given):
    address = given.pop("address", form_address(person))
    minted = address.rpartition("=")[2]
    answers = {"id": minted, "channel": "sms", "language": "fr", "phone": "36 46", **given}
    return client.post(address, answers, follow=True)


def messages(adviser):
    with acting_as(adviser, "test"):
        return list(Message.objects.all())


def test_the_person_page_leads_to_the_templates_and_each_shows_its_text(at_work, person):
    assert page("messages", person) in at_work.get(page("person", person)).content.decode()
    shown = at_work.get(page("messages", person)).content.decode()
    assert "nous avons essayé de vous appeler" in shown
    assert "[téléphone où rappeler]" in shown
    assert "Corrigez les coordonnées" in shown, "there is no address for e-mail"


def test_a_message_is_proposed_in_the_language_of_the_person(at_work, person):
    form = at_work.get(form_address(person)).context["form"]
    assert form["language"].value() == "en"
    assert [code for code, _ in form.fields["channel"].choices] == ["sms"]


def test_a_message_waits_a_minute_and_is_taken_back_by_one_button(at_work, adviser, person):
    shown = send(at_work, person, phone=" 36  46 ").content.decode()
    assert "l’envoi n’est pas encore réglé sur ce serveur" in shown
    assert "Retirer le message" in shown
    (message,) = messages(adviser)
    assert message.text.startswith(f"{person.fund.name} : nous avons essayé")
    assert "au 36 46." in message.text
    assert message.leave_after > timezone.now()
    shown = at_work.post(page("withdraw-message", message), follow=True).content.decode()
    assert "il ne partira pas" in shown
    assert "Retiré avant l’envoi" in shown


def test_the_same_form_sent_twice_or_opened_again_writes_nothing_more(at_work, adviser, person):
    address = form_address(person)
    send(at_work, person, address=address)
    send(at_work, person, address=address)
    assert len(messages(adviser)) == 1
    assert "rien ne part deux fois" in at_work.get(address, follow=True).content.decode()


def test_another_text_in_the_same_form_is_told_and_not_written(at_work, adviser, person):
    address = form_address(person)
    send(at_work, person, address=address)
    shown = send(at_work, person, address=address, phone="36 60").content.decode()
    assert "Un autre message a déjà été écrit ici" in shown
    assert len(messages(adviser)) == 1


def test_what_is_missing_is_asked(at_work, adviser, person):
    shown = send(at_work, person, phone="", channel="").content.decode()
    assert "Remplissez cette réponse" in shown
    assert "Choisissez un moyen" in shown
    assert messages(adviser) == []


@pytest.mark.parametrize("given", [{"channel": "email"}, {"channel": "pigeon"}, {"language": "tlh"}])
def test_what_the_form_does_not_propose_is_not_written(at_work, adviser, person, given):
    assert send(at_work, person, **given).status_code == 200
    assert messages(adviser) == []


def test_a_template_that_does_not_exist_leads_back_to_those_that_do(at_work, person):
    answer = at_work.get(form_address(person, "menace"))
    assert answer.url == page("messages", person)


def test_a_person_who_wants_no_message_gets_none_until_they_want_them_again(at_work, adviser, person):
    send(at_work, person)
    shown = at_work.post(page("stop-messages", person), {"channel": "sms"}, follow=True).content.decode()
    assert "plus aucun SMS ne partira" in shown
    assert "La personne a demandé à ne plus recevoir de SMS" in shown
    assert [message.state for message in messages(adviser)] == ["withdrawn"]
    assert at_work.get(form_address(person)).url == page("messages", person)
    assert "Ne veut plus de SMS" in at_work.get(page("person", person)).content.decode()
    at_work.post(page("stop-messages", person), {"channel": "sms", "again": "yes"})
    send(at_work, person)
    assert [message.state for message in messages(adviser)].count("waiting") == 1


def test_a_channel_that_does_not_exist_changes_nothing(at_work, person):
    shown = at_work.post(page("stop-messages", person), {"channel": "pigeon"}, follow=True).content.decode()
    assert "Rien n’a été noté" in shown


def test_somebody_says_whether_an_uncertain_message_arrived(at_work, adviser, person):
    send(at_work, person)
    (message,) = messages(adviser)
    with acting_as(adviser, "test"):
        for state in ("leaving", "unknown"):
            Message.objects.update(state=state, attempt=1, attempted_at=timezone.now(), why="coupé")
    assert "Personne ne sait si ce message est parti" in at_work.get(page("message", message)).content.decode()
    at_work.post(page("message", message), {"arrived": "perhaps"})
    assert messages(adviser)[0].state == "unknown"
    shown = at_work.post(page("message", message), {"arrived": "no"}, follow=True).content.decode()
    assert "Vous pouvez en écrire un autre" in shown
    assert messages(adviser)[0].state == "failed"
    assert "On sait déjà" in at_work.post(page("message", message), {"arrived": "yes"}, follow=True).content.decode()


def test_who_watches_reads_how_many_wait_and_nothing_of_whom(client, at_work, adviser, person):
    assert left_behind() == "ok"
    send(at_work, person)
    with acting_as(adviser, "test"):
        Message.objects.update(leave_after=timezone.now() - timezone.timedelta(minutes=20))
    assert left_behind() == "1 waiting, 0 uncertain"
    client.force_login(factories.account(Role.ADMINISTRATOR))
    shown = client.get(reverse("administrator:status")).content.decode()
    assert "1 en attente depuis plus d’un quart d’heure" in shown
