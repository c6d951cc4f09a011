"""A campaign on the screen, from its text to its effect: the numbers are those of the commands."""

import datetime
import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allervers.domain.campaigns import coming_back, results, specimens
from allervers.domain.campaigns.models import Campaign, Member, Outcome, Sending
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.codes import State
from tests import factories
from tests.clients import Browser
from tests.domain.campaigns.made import HEADER, campaign_of, file_of, frozen, line, taken

pytestmark = pytest.mark.django_db
WRITTEN = {
    "name": "C2S, rentrée",
    "subject": "Un droit vous attend",
    "text": "Bonjour {{ first_name }},\nvous pouvez gagner {{ amount }} euros.",
    "channels": "email,sms,letter",
    "holdout": "20",
    "price_email": "0,90",
    "price_letter": "980",
}


@pytest.fixture
def manager():
    return factories.account(Role.MANAGER)


@pytest.fixture
def desk(manager):
    desk = Browser()
    desk.force_login(manager)
    return desk


def page(desk, screen, campaign=None, /, **asked):
    answer = desk.get(reverse(f"campaigns:{screen}", args=[campaign.pk] if campaign else []), asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u202f", " ").replace("\xa0", " "))


def send(desk, screen, campaign=None, /, **given):
    address = reverse(f"campaigns:{screen}", args=[campaign.pk] if campaign else [])
    return desk.post(address, given, follow=True)


def only():
    return Campaign.objects.get()


def test_written_given_its_persons_read_again_and_launched(desk, manager, tmp_path):
    assert "Aucune campagne" in page(desk, "all")
    intent = uuid.uuid4()
    for _ in range(2):  # the button pressed twice
        assert send(desk, "new", id=intent, **WRITTEN).status_code == 200
    lines = [line(number) for number in range(50)]
    lines += [line(60, opposed="true"), line(61, deceased="true"), line(62, email="")]
    lines += [line(63, household=1, email="p1@exemple.invalid")]
    with acting_as(manager, "test"):
        campaign = only()
    path = file_of(tmp_path, lines)
    with path.open("rb") as file:
        answer = send(desk, "audience", campaign, file=file)
    assert "Chaque personne du fichier est à sa place" in answer.content.decode()
    with acting_as(manager, "test"):
        campaign = only()
        seen = results.preview(campaign)
    shown = page(desk, "one", campaign)
    assert (campaign.author, campaign.pk) == (manager, intent)
    assert seen["audience"] == seen["treated"] + seen["holdout"] + sum(seen["excluded"].values()) == 54
    for label, reason in (("Opposées à être contactées", "opposed"), ("Sans moyen de contact", "no_channel")):
        assert f'<th scope="row">{label}</th><td class="number">{seen["excluded"][reason]}</td>' in shown
    assert f'<th scope="row">À contacter</th><td class="number">{seen["treated"]}</td>' in shown
    assert "Si 50,0 % ouvrent le droit sans message" in shown
    assert "Coût prévu : <strong>0,04 €</strong>" in shown
    read = page(desk, "specimens", campaign)
    assert read.count("<article") == 10
    assert "Bonjour Zoé,<br>vous pouvez gagner 12 euros." in read
    refused = send(desk, "launch", campaign, seen=campaign.digest)
    assert "Relisez les nombres et les messages" in refused.content.decode()
    send(desk, "launch", campaign, seen=campaign.digest, read="on", at_most="30")
    with acting_as(manager, "test"):
        campaign = only()
        assert Sending.objects.count() == 30
    assert campaign.launched_by == manager
    assert f"Vague suivante : il reste {seen['treated'] - 30} personnes" in page(desk, "launch", campaign)
    assert "ne change plus" in send(desk, "audience", campaign).content.decode()
    assert "ne change plus" in desk.get(reverse("campaigns:text", args=[campaign.pk]), follow=True).content.decode()


def test_the_form_sent_again_with_another_name_says_that_it_was_written_already(desk, manager):
    intent = uuid.uuid4()
    send(desk, "new", id=intent, **WRITTEN)
    answer = send(desk, "new", id=intent, **{**WRITTEN, "name": "Un autre nom"})
    assert answer.status_code == 200
    assert "Ce formulaire a déjà été enregistré" in answer.content.decode()
    with acting_as(manager, "test"):
        assert only().name == WRITTEN["name"]
    again = re.search(r'name="id" value="([^"]+)"', answer.content.decode())[1]
    send(desk, "new", id=again, **{**WRITTEN, "name": "Un autre nom"})
    with acting_as(manager, "test"):
        assert Campaign.objects.count() == 2


def test_what_changed_since_the_preview_is_told_and_nothing_leaves(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        campaign = campaign_of(manager.organisation, tmp_path, channels=["email"])
        taken(campaign, file_of(tmp_path, [line(number) for number in range(20)]))
        before = campaign.digest
        taken(campaign, file_of(tmp_path, [line(number) for number in range(21)]))
    answer = send(desk, "launch", campaign, seen=before, read="on").content.decode()
    assert "La campagne a changé depuis l’aperçu" in answer
    assert f'value="{campaign.digest}"' in answer
    with acting_as(manager, "test"):
        few = [line(number) for number in range(5)]
        other = frozen(manager.organisation, tmp_path, few, name="hiver", channels=["email"], holdout="0")
        assert send(desk, "launch", other, seen=other.digest, read="on").status_code == 200
    answer = send(desk, "launch", campaign, seen=campaign.digest, read="on").content.decode()
    assert "personnes ont été contactées autrement" in answer
    with acting_as(manager, "test"):
        assert not Sending.objects.filter(campaign=campaign).exists()
        assert Campaign.objects.get(pk=campaign.pk).frozen_at is None


def test_a_file_that_cannot_be_read_is_refused_line_by_line(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        campaign = campaign_of(manager.organisation, tmp_path)
    wrong = io.BytesIO(f"{HEADER}\n1;1;Exemple;Zoé;pas une adresse;;;fr;;;12\n2;2;Exemple;Zoé;;06;;xx;;;12\n".encode())
    wrong.name = "fichier <b>.csv"
    answer = send(desk, "audience", campaign, file=wrong).content.decode()
    assert "audience.csv, ligne 2, email : adresse électronique non reconnue" in answer
    assert "audience.csv, ligne 3, language : langue non reconnue" in answer
    assert "pas une adresse" not in answer
    assert "Choisissez un fichier." in send(desk, "audience", campaign).content.decode()
    wrong = {**WRITTEN, "text": "Bonjour {first_name", "holdout": "95"}
    answer = send(desk, "text", campaign, **wrong).content.decode()
    assert "Le texte, ligne 1 : « { » seul" in answer
    assert "De 0 à 90 : il faut aussi des personnes" in answer


def test_another_text_forgets_who_was_placed_for_the_former_one(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        campaign = campaign_of(manager.organisation, tmp_path)
        taken(campaign, file_of(tmp_path, [line(number) for number in range(20)]))
        campaign_of(manager.organisation, tmp_path, name="prise")
    same = {**WRITTEN, "subject": "Un droit vous attend", "text": campaign.texts["fr"]["text"]}
    assert "La campagne est changée." in send(desk, "text", campaign, **same).content.decode()
    twice = send(desk, "text", campaign, **{**same, "name": "prise"}).content.decode()
    assert "a déjà une campagne « prise »" in twice
    with acting_as(manager, "test"):
        assert Member.objects.filter(campaign=campaign).count() == 20
    assert "Redonnez son audience" in send(desk, "text", campaign, **{**same, "text": "Bonjour."}).content.decode()
    with acting_as(manager, "test"):
        campaign.refresh_from_db()
        assert (campaign.audience, campaign.digest, Member.objects.filter(campaign=campaign).count()) == (None, "", 0)


def test_what_the_form_does_not_show_stays_as_it_is(desk, manager, tmp_path):
    (tmp_path / "lettre.es.md").write_text("# Un derecho\n\nHola {{ first_name }}.")
    with acting_as(manager, "test"):
        more = {"channels": ["letter", "sms"], "holdout": "0.333"}
        campaign = campaign_of(manager.organisation, tmp_path, **more)
        lines = [line(number, phone=f"06 39 98 00 {number}") for number in range(10, 30)]
        assert taken(campaign, file_of(tmp_path, lines)) == []
    shown = page(desk, "text", campaign)
    assert '<option value="letter,sms" selected>Lettre, sinon SMS</option>' in shown
    assert "restent tels quels : espagnol." in shown
    same = {**WRITTEN, "channels": "letter,sms", "holdout": "33", "text": campaign.texts["fr"]["text"]}
    assert "La campagne est changée." in send(desk, "text", campaign, **same).content.decode()
    with acting_as(manager, "test"):
        after = only()
        assert (after.texts, after.channels, after.holdout) == (campaign.texts, campaign.channels, campaign.holdout)
        assert (after.audience, after.digest) == (20, campaign.digest)
    assert "Redonnez son audience" in send(desk, "text", campaign, **{**same, "holdout": "34"}).content.decode()
    with acting_as(manager, "test"):
        assert str(only().holdout) == "0.340"


@pytest.mark.parametrize("treated", [1, 9, 10, 11, 13, 16, 19, 48, 60])
def test_ten_messages_are_shown_however_many_there_are(manager, tmp_path, treated):
    with acting_as(manager, "test"):
        lines = [line(number) for number in range(treated)]
        campaign = frozen(manager.organisation, tmp_path, lines, channels=["email"], holdout="0")
        places = [one.member.line for one in specimens.specimens(campaign)]
    assert len(places) == min(treated, 10)
    assert places[0] == 2
    assert places == sorted(set(places))


def test_paused_resumed_and_recalled_for_good(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        lines = [line(number) for number in range(30)]
        campaign = frozen(manager.organisation, tmp_path, lines, channels=["email"], holdout="0.5")
    too_early = desk.get(reverse("campaigns:recall", args=[campaign.pk]), follow=True)
    for answer in (send(desk, "pause", campaign), too_early):
        assert "n’est pas lancée" in answer.content.decode()
    send(desk, "launch", campaign, seen=campaign.digest, read="on", at_most="5")
    assert f"demandée par {manager}" in send(desk, "pause", campaign).content.decode()
    assert "L’envoi reprend" in send(desk, "pause", campaign, what="resume").content.decode()
    shown = page(desk, "recall", campaign)
    assert "<strong>15</strong> messages ne partiront jamais" in shown
    assert "déjà parti" not in shown
    with acting_as(manager, "test"):
        one = Sending.objects.first()
        coming_back.note(manager.organisation, [coming_back.Report(one.pk, "delivered", timezone.now())])
    shown = page(desk, "recall", campaign)
    assert "1 message déjà parti ou incertain ne peut plus être rappelé." in shown
    assert "Cochez cette case" in send(desk, "recall", campaign).content.decode()
    send(desk, "recall", campaign, sure="on")
    with acting_as(manager, "test"):
        assert set(Sending.objects.exclude(pk=one.pk).values_list("state", flat=True)) == {State.WITHDRAWN}
        assert Sending.objects.count() == 15
    assert "Envoyée" in page(desk, "all")
    assert "Plus rien n’attendait" in send(desk, "recall", campaign, sure="on").content.decode()


def measured(manager, folder, ago=100, opened=(30, 12)):
    """A hundred treated and a hundred left out, launched so many days ago; how many of each had their right opened."""
    then = timezone.now() - datetime.timedelta(days=ago)
    with acting_as(manager, "test"):
        campaign = campaign_of(manager.organisation, folder, channels=["email"], holdout="0.5")
        assert taken(campaign, file_of(folder, [line(number) for number in range(200)])) == []
        Campaign.objects.filter(pk=campaign.pk).update(frozen_at=then, launched_at=then, prices={"email": 90_000})
        for arm, number in zip(("treated", "holdout"), opened, strict=True):
            for one in Member.objects.filter(campaign=campaign, arm=arm)[:number]:
                on = timezone.localdate(then) + datetime.timedelta(days=10)
                Outcome.objects.create(fund=manager.organisation, campaign=campaign, member=one, on=on)
    return campaign


def test_the_effect_is_read_after_its_day_and_as_the_command_tells_it(desk, manager, tmp_path):
    campaign = measured(manager, tmp_path)
    shown = page(desk, "effect", campaign)
    with acting_as(manager, "test"):
        said = results.to_json(Campaign.objects.get(pk=campaign.pk), 90)
    assert said["difference"] == pytest.approx(0.18)
    assert "Sur 1 000 personnes contactées, 180 droits ouverts de plus, entre 67 et 288." in shown
    assert (round(said["low"], 3), round(said["high"], 3)) == (0.067, 0.288)
    assert "120 ouvrent le droit sans message" in shown
    assert "Écart : <strong>18,0 points</strong>, entre 6,7 et 28,8" in shown
    assert '<td class="number">300</td>' in shown  # of a thousand of those who were written to
    early = page(desk, "effect", campaign, jours="180")
    assert "Le résultat se lira après le" in early
    assert "180 droits" not in early


def test_outcomes_come_by_a_file_on_the_screen_as_by_the_command(desk, manager, tmp_path):
    campaign = measured(manager, tmp_path, opened=(0, 0))
    today = timezone.localdate().isoformat()
    file = io.BytesIO(f"person_ref;on\n1;{today}\n2;{today}\n99999;{today}\n".encode())
    file.name = "x.csv"
    answer = send(desk, "outcomes", campaign, file=file).content.decode()
    assert "3 lignes : 2 gardées, 0 déjà là, 1 dans aucun groupe" in answer
    one = io.BytesIO(f"person_ref;on\n3;{today}\n".encode())
    one.name = "x.csv"
    assert "1 ligne : 1 gardée, 0 déjà là, 0 dans aucun" in send(desk, "outcomes", campaign, file=one).content.decode()
    wrong = io.BytesIO(b"person_ref;on\n1;hier\n")
    wrong.name = "x.csv"
    assert "droits-ouverts.csv, ligne 2, on" in send(desk, "outcomes", campaign, file=wrong).content.decode()


def test_who_prepares_does_not_launch(manager, tmp_path):
    with acting_as(manager, "test"):
        campaign = campaign_of(manager.organisation, tmp_path)
        taken(campaign, file_of(tmp_path, [line(number) for number in range(20)]))
    sender = Browser()
    sender.force_login(factories.account(Role.CAMPAIGN_SENDER, at=manager.organisation))
    shown = page(sender, "one", campaign)
    assert "Relire dix messages" in shown
    assert reverse("campaigns:launch", args=[campaign.pk]) not in shown
    answer = sender.post(reverse("campaigns:launch", args=[campaign.pk]), {"seen": campaign.digest, "read": "on"})
    assert answer.status_code == 403
    foreigner = Browser()
    foreigner.force_login(factories.account(Role.MANAGER))
    assert foreigner.get(reverse("campaigns:specimens", args=[campaign.pk])).status_code == 404


def test_pages_ask_the_database_as_often_whatever_the_audience(desk, manager, tmp_path):
    asked = {}
    for size in (20, 60):
        with acting_as(manager, "test"):
            lines = [line(1_000 * size + number) for number in range(size)]
            campaign = frozen(manager.organisation, tmp_path, lines, name=f"de {size}", channels=["email"])
        send(desk, "launch", campaign, seen=campaign.digest, read="on")
        for name in ("all", "one", "effect", "specimens", "pressure"):
            with CaptureQueriesContext(connection) as queries:
                page(desk, name, None if name in ("all", "pressure") else campaign)
            asked.setdefault(name, {})[size] = len(queries)
    assert [name for name, counted in asked.items() if counted[20] != counted[60]] == []
    expected = {"all": 15, "one": 18, "effect": 16, "specimens": 15, "pressure": 14}
    assert {name: counted[60] for name, counted in asked.items()} == expected


def test_letters_that_came_back_are_noted_on_the_screen(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        campaign = frozen(manager.organisation, tmp_path, [line(1)], channels=["email"], holdout="0")
    send(desk, "launch", campaign, seen=campaign.digest, read="on")
    with acting_as(manager, "test"):
        reference = Sending.objects.get().pk
    assert "1 ligne à relire : « autre »" in send(desk, "returned", references=f"{reference}\nautre").content.decode()
    assert "Notées comme revenues : 1." in send(desk, "returned", references=str(reference)).content.decode()
    shown = page(desk, "one", campaign)
    assert '<td class="number" data-label="Revenus">1</td>' in shown
    assert '<td class="number" data-label="Remis">0</td>' in shown


def test_what_was_delivered_is_told_and_what_came_back_is_not_delivered(desk, manager, tmp_path):
    with acting_as(manager, "test"):
        fund = manager.organisation
        campaign = frozen(fund, tmp_path, [line(number) for number in range(3)], channels=["email"], holdout="0")
    send(desk, "launch", campaign, seen=campaign.digest, read="on")
    with acting_as(manager, "test"):
        first, second, _ = Sending.objects.values_list("pk", flat=True)
        for message, became in ((first, "delivered"), (second, "delivered"), (second, "bounced")):
            coming_back.note(fund, [coming_back.Report(message, coming_back.Became(became), timezone.now())])
        said = results.to_json(only(), 90)
    assert (said["delivered"], said["bounced"]) == (1, 1)
    shown = page(desk, "one", campaign)
    assert '<td class="number" data-label="Remis">1</td>' in shown
    assert '<td class="number" data-label="Revenus">1</td>' in shown
