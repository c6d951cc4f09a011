"""Whom a campaign writes to: everybody of the file in one place, drawn by household, and no change once frozen."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from allervers.domain.campaigns import results, texts, workflow
from allervers.domain.campaigns.codes import Arm
from allervers.domain.campaigns.drawing import left_out
from allervers.domain.campaigns.models import Campaign, Member, Sending
from allervers.domain.imports.refusals import Unreadable
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.addresses import digest
from allervers.domain.outbox.models import Opposition
from allervers.domain.pieces.refusals import Refused
from tests import factories
from tests.domain.campaigns.made import HEADER, campaign_of, file_of, line, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def within(fund):
    with acting_for(fund, "test"):
        yield


def arms_of(campaign):
    return dict(Member.objects.filter(campaign=campaign).values_list("number", "arm"))


def test_a_text_that_changes_while_the_file_is_read_refuses_the_file(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)

    def meanwhile(done, size):
        texts_now = {"fr": {"subject": "Autre", "text": "Bonjour {{ ville }}"}}
        Campaign.objects.filter(pk=campaign.pk).update(texts=texts_now)

    with pytest.raises(Refused, match="Le texte a changé pendant la lecture : redonnez le fichier"):
        workflow.take_in(campaign, file_of(tmp_path, [line(1)]), meanwhile)
    assert not Member.objects.exists()


# --- Whom ------------------------------------------------------------------------------------------------------------


def test_everybody_is_treated_left_out_or_excluded_for_a_reason_that_is_counted(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    lines = [line(number) for number in range(1, 11)]
    lines += [
        line(11, opposed="true"),
        line(12, deceased="true"),
        line(13, email="", phone="01 99 00 12 34"),
        line(14, household=1, email="p1@exemple.invalid"),  # who lives with number 1 has the same mailbox
        line(15, household=1),  # and somebody else there has their own
    ]
    assert taken(campaign, file_of(tmp_path, lines)) == []
    seen = results.preview(campaign)
    assert seen["excluded"] == {
        "opposed": 1,
        "deceased": 1,
        "contacted_lately": 0,
        "contacted_often": 0,
        "not_named": 0,
        "no_channel": 1,
        "same_household": 1,
    }
    assert seen["audience"] == 15 == seen["treated"] + seen["holdout"] + sum(seen["excluded"].values())
    assert seen["holdout"] in (2, 3), "two households of ten"
    assert seen["by_channel"] == {"email": seen["treated"]}


def test_a_household_is_in_one_group_and_the_same_seed_draws_it_again(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path, holdout="0.5")
    lines = [line(number, household=number // 3) for number in range(60)]
    taken(campaign, file_of(tmp_path, lines))
    arms, first = arms_of(campaign), campaign.digest
    assert all(arms[str(3 * house)] == arms[str(3 * house + 1)] == arms[str(3 * house + 2)] for house in range(20))
    assert list(arms.values()).count(Arm.HOLDOUT) == 30
    taken(campaign, file_of(tmp_path, lines))
    assert (arms_of(campaign), campaign.digest) == (arms, first)
    taken(campaign, file_of(tmp_path, [*reversed(lines), line(99)]))
    assert sum(arms_of(campaign)[number] != arm for number, arm in arms.items()) <= 3, "one household at most changes"


@pytest.mark.parametrize(
    ("households", "share", "out"), [(10, "0.2", 2), (10, "0.25", 3), (1, "0.4", 0), (0, "0.5", 0)]
)
def test_the_share_of_households_is_kept_to_the_nearest_one(households, share, out):
    assert len(left_out(map(str, range(households)), Decimal(share), 1)) == out


def test_the_first_channel_that_reaches_the_person_is_taken(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path, holdout="0", channels=("sms", "email", "letter"))
    lines = [
        line(1, phone="06 39 98 12 34"),
        line(2, phone="01 99 00 12 34"),
        line(3, email="", postal_address="3 rue des Lilas, 59000 Lille"),
        line(4, email="", postal_address="quelque part"),
    ]
    assert taken(campaign, file_of(tmp_path, lines)) == []
    kept = dict(Member.objects.values_list("number", "channel"))
    assert kept == {"1": "sms", "2": "email", "3": "letter", "4": ""}


def test_who_asked_for_no_message_by_a_channel_is_reached_by_another_or_counted_as_opposed(fund, within, tmp_path):
    person = factories.accompaniment(factories.account(Role.ADVISER, at=fund), email="p1@exemple.invalid").person
    for number in (1, 2):
        Opposition.objects.create(
            fund=fund, person=person, channel="email", address_digest=digest(f"p{number}@exemple.invalid")
        )
    campaign = campaign_of(fund, tmp_path, holdout="0", channels=("email", "sms"))
    taken(campaign, file_of(tmp_path, [line(1, phone="06 39 98 12 34"), line(2), line(3)]))
    assert dict(Member.objects.values_list("number", "exclusion")) == {"1": "", "2": "opposed", "3": ""}
    assert Member.objects.get(number="1").channel == "sms"


def test_who_was_written_to_within_thirty_days_is_left_alone(fund, within, tmp_path):
    first = campaign_of(fund, tmp_path, holdout="0")
    taken(first, file_of(tmp_path, [line(1), line(2)]))
    workflow.freeze(first)
    second = campaign_of(fund, tmp_path, holdout="0", name="hiver")
    taken(second, file_of(tmp_path, [line(1), line(3)]))
    member = Member.objects.get(campaign=first, number="1")
    Sending.objects.create(fund=fund, campaign=first, member=member, channel="email")
    with pytest.raises(Refused, match="Depuis l’aperçu, 1 personne a été contactée"):
        workflow.freeze(second)
    taken(second, file_of(tmp_path, [line(1), line(3)]))
    assert second.exclusions["contacted_lately"] == 1
    workflow.freeze(second)
    assert second.treated == 1


def test_nobody_s_name_is_kept_of_those_who_are_not_written_to(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path, holdout="0.5")
    taken(campaign, file_of(tmp_path, [line(1), line(2), line(3, opposed="true")]))
    for member in Member.objects.all():
        assert (member.identity is not None) == (member.arm == Arm.TREATED)
        assert b"Exemple" not in bytes(member.identity or b"")


# --- Frozen ----------------------------------------------------------------------------------------------------------


def test_once_frozen_nothing_that_is_measured_changes(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    path = file_of(tmp_path, [line(number) for number in range(10)])
    taken(campaign, path)
    frozen = workflow.freeze(campaign)
    assert workflow.freeze(campaign).frozen_at == frozen.frozen_at
    campaign.refresh_from_db()
    with pytest.raises(Refused, match="figée"):
        workflow.take_in(campaign, path)
    member = Member.objects.filter(arm=Arm.TREATED).first()
    changes = [
        lambda: Campaign.objects.update(seed=8),
        lambda: Campaign.objects.update(frozen_at=None),
        lambda: Campaign.objects.update(holdout=Decimal("0.3")),
        lambda: Member.objects.filter(pk=member.pk).update(arm=Arm.HOLDOUT),
        lambda: Member.objects.create(
            fund=fund, campaign=campaign, number="x", household="x", channel="email", arm=Arm.TREATED, line=99
        ),
        lambda: connection.cursor().execute("select forget_audience(%s)", [campaign.pk]),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    Member.objects.filter(pk=member.pk).update(identity=None)  # who somebody is may be forgotten


def test_the_database_holds_that_everybody_is_in_one_place(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    taken(campaign, file_of(tmp_path, [line(1)]))
    for change in ({"exclusion": "opposed"}, {"arm": ""}, {"arm": "other"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Member.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Campaign.objects.update(treated=5)


def test_a_campaign_without_anybody_to_write_to_is_not_frozen(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    with pytest.raises(Refused, match="pas d’audience"):
        workflow.freeze(campaign)
    taken(campaign, file_of(tmp_path, [line(1, opposed="true")]))
    with pytest.raises(Refused, match="Personne"):
        workflow.freeze(campaign)


def test_another_fund_sees_no_campaign(fund, tmp_path):
    with acting_for(fund, "test"):
        campaign = campaign_of(fund, tmp_path)
        taken(campaign, file_of(tmp_path, [line(1)]))
    with acting_for(factories.fund(), "test"):
        assert not Campaign.objects.exists()
        assert not Member.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select forget_audience(%s)", [campaign.pk])
            assert cursor.fetchone() == (0,)


def test_a_legal_notice_leaves_nobody_out(fund, within, tmp_path):
    with pytest.raises(Refused, match="pas de témoins"):
        campaign_of(fund, tmp_path, is_notice=True)
    campaign_of(fund, tmp_path, is_notice=True, holdout="0")
    with pytest.raises(DatabaseError), transaction.atomic():
        Campaign.objects.update(holdout=Decimal("0.1"))


# --- What is shown before ------------------------------------------------------------------------------------------


def test_before_launch_the_least_that_can_be_shown_is_told(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    taken(campaign, file_of(tmp_path, [line(number) for number in range(200)]))
    least = results.preview(campaign)["smallest_detectable"]
    assert least["0.05"] == pytest.approx(0.176, abs=0.001)
    assert least["0.5"] > least["0.2"] > least["0.1"] > least["0.05"]
    alone = campaign_of(fund, tmp_path, holdout="0", name="sans témoins")
    taken(alone, file_of(tmp_path, [line(1000)]))
    assert set(results.preview(alone)["smallest_detectable"].values()) == {None}


# --- Bad files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"email": "zoe@exemple.invalid\rBcc: x@y.invalid"}, "ligne 3"),
        ({"email": "zoe"}, "ligne 3, email : adresse électronique non reconnue"),
        ({"first_name": "Zoé\x0bBcc"}, "ligne 3, first_name : texte trop long ou illisible"),
        ({"phone": "abc"}, "ligne 3, phone : téléphone non reconnu"),
        ({"language": "xx"}, "ligne 3, language : langue non reconnue"),
        ({"opposed": "peut-être"}, "ligne 3, opposed"),
        ({"person_ref": ""}, "ligne 3, person_ref : le champ est vide"),
        ({"person_ref": "1"}, "ligne 3, person_ref : ce numéro est déjà en ligne 2"),
        ({"household_ref": ""}, "ligne 3, household_ref : le champ est vide"),
        ({"amount": ""}, "ligne 3, amount : le champ est vide"),
        ({"amount": "185057800608436"}, "ligne 3, amount : numéro de sécurité sociale"),
        ({"person_ref": "185057800608436"}, "ligne 3, person_ref : numéro de sécurité sociale"),
    ],
)
def test_a_bad_line_refuses_the_file_with_its_line_and_field(fund, within, tmp_path, said, told):
    campaign = campaign_of(fund, tmp_path)
    found = taken(campaign, file_of(tmp_path, [line(1), line(2, **said)]))
    assert any(told in sentence for sentence in found), found
    assert not any("zoe" in sentence or "1850578" in sentence for sentence in found)
    assert not Member.objects.exists()
    assert campaign.audience is None


def test_who_is_excluded_needs_nothing_to_fill_the_text(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    assert taken(campaign, file_of(tmp_path, [line(1), line(2, amount="", opposed="true")])) == []


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (HEADER.replace(";amount", ""), "champ « amount » inconnu ; attendu une colonne parmi"),
        (HEADER.replace("household_ref;", ""), "il manque household_ref"),
        (HEADER + ";amount", "en double"),
        (HEADER + ";mon champ", "nom de colonne impossible"),
        ("a;b;c", "pas d'en-tête"),
    ],
)
def test_a_header_that_does_not_fit_is_told(fund, within, tmp_path, header, told):
    campaign = campaign_of(fund, tmp_path)
    path = tmp_path / "audience.csv"
    path.write_text(header + "\n")
    assert any(told in sentence for sentence in taken(campaign, path))


def test_an_empty_file_is_no_audience(fund, within, tmp_path):
    campaign = campaign_of(fund, tmp_path)
    assert any("aucune personne" in said for said in taken(campaign, file_of(tmp_path, [])))


# --- The text ---------------------------------------------------------------------------------------------------------


def test_the_text_has_a_subject_and_blanks_in_each_language(tmp_path):
    (tmp_path / "a.md").write_text("# Bonjour {first_name}\r\n\r\nUn droit, $amount euros, 5 $ de frais.\n")
    (tmp_path / "a.en.md").write_text("# Hello\n\nA right.")
    said = texts.read(tmp_path / "a.md")
    assert said["en"] == {"subject": "Hello", "text": "A right."}
    french = texts.Text(**said["fr"])
    assert french.blanks == {"first_name", "amount"}
    filled = french.filled({"first_name": "{{ amount }}", "amount": "12"})
    assert (filled.subject, filled.text) == ("Bonjour {{ amount }}", "Un droit, 12 euros, 5 $ de frais.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "pas de texte"),
        ("# Objet", "pas de texte"),
        ("# Objet\n\nBonjour {{ first name }}", "ligne 3 : « { » seul"),
        ("# Objet\n\n\x07", "ligne 3 : signe illisible"),
        ("# " + "x" * 121 + "\n\nBonjour", "121 signes"),
    ],
)
def test_a_text_that_cannot_be_written_is_told(tmp_path, text, told):
    (tmp_path / "a.md").write_text(text)
    with pytest.raises(Unreadable, match=None) as fault:
        texts.read(tmp_path / "a.md")
    assert told in fault.value.problem


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"channels": ["pigeon"]}, "Les moyens"),
        ({"channels": []}, "Les moyens"),
        ({"channels": ["sms", "sms"]}, "Les moyens"),
        ({"holdout": "1"}, "part de témoins"),
        ({"holdout": "-0.1"}, "part de témoins"),
        ({"name": " "}, "nom de la campagne"),
        ({"text": "sans objet"}, "Un courriel a un objet"),
    ],
)
def test_what_does_not_go_together_is_refused(fund, within, tmp_path, more, told):
    with pytest.raises(Refused, match=told):
        campaign_of(fund, tmp_path, **more)


def test_the_same_campaign_twice_is_one_and_another_of_its_name_is_told(fund, within, tmp_path):
    assert campaign_of(fund, tmp_path) == campaign_of(fund, tmp_path)
    with pytest.raises(Refused, match="qui dit autre chose"):
        campaign_of(fund, tmp_path, holdout="0.3")
