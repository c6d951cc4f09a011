"""Audiences from a target of the lists, and how often anybody is written to."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.campaigns import sending, workflow
from allervers.domain.campaigns.models import Campaign, Member, Sending
from allervers.domain.campaigns.queries import pressure_on
from allervers.domain.detections.lists import take_in_fund
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from tests import factories
from tests.domain.campaigns.made import campaign_of, file_of, frozen, line, taken

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TARGET = "rsa_without_c2s"


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture(autouse=True)
def within(fund):
    with acting_for(fund, "test"):
        yield


def listed(fund, numbers, day=TODAY):
    lines = [(number, number, TARGET, "Le foyer reçoit le RSA.", 1, row) for row, number in enumerate(numbers, 1)]
    take_in_fund(fund, [TARGET], [lines], day)


def test_a_target_gives_the_numbers_and_the_fund_s_file_who_they_are(fund, tmp_path):
    listed(fund, [11, 12, 13], TODAY - datetime.timedelta(days=2))
    campaign = campaign_of(fund, tmp_path, holdout="0", channels=["email"])
    path = file_of(tmp_path, [line(11), line(12), line(99)])
    assert workflow.take_in(campaign, path, target=TARGET).total == 0
    campaign.refresh_from_db()
    assert (campaign.audience, campaign.treated, campaign.excluded) == (3, 2, 1)
    assert campaign.exclusions["not_named"] == 1
    assert dict(Member.objects.values_list("number", "exclusion")) == {"11": "", "12": "", "13": "not_named"}
    with pytest.raises(Refused, match="n’ont personne à examiner"):
        workflow.take_in(campaign, path, target="masks")
    listed(fund, [11, 12, 13, 14])
    with pytest.raises(Refused, match="La liste de ce motif a changé"):
        workflow.freeze(campaign)
    workflow.take_in(campaign, path, target=TARGET)
    assert workflow.freeze(campaign).exclusions["not_named"] == 2


def sent(fund, folder, name, days_ago):
    """A campaign that wrote to number 1 so many days ago."""
    campaign = frozen(fund, folder, [line(1), line(2, email=f"{name}@exemple.invalid")], name=name, holdout="0")
    sending.plan(campaign)
    then = timezone.now() - datetime.timedelta(days=days_ago)
    for state, settled in (("leaving", None), ("sent", then)):
        Sending.objects.filter(campaign=campaign).update(state=state, attempt=1, attempted_at=then, settled_at=settled)


def test_nobody_gets_a_fifth_message_within_the_year_and_the_manager_sees_who_got_how_many(client, fund, tmp_path):
    for place in range(4):
        sent(fund, tmp_path, f"c{place}", 300 - 40 * place)
        assert pressure_on(fund) == {number: 2 * (number == place + 1) for number in (1, 2, 3, 4)}
    campaign = campaign_of(fund, tmp_path, name="de trop", holdout="0")
    assert taken(campaign, file_of(tmp_path, [line(1), line(2), line(3)])) == []
    assert (campaign.exclusions["contacted_often"], campaign.treated) == (2, 1)
    Sending.objects.filter(campaign__name="c0").update(attempted_at=timezone.now() - datetime.timedelta(days=366))
    assert taken(campaign, file_of(tmp_path, [line(1), line(2), line(3)])) == []
    assert campaign.treated == 3
    client.force_login(factories.account(Role.MANAGER, at=fund))
    assert "3 messages" in client.get(reverse("campaigns:pressure")).content.decode()


def test_whoever_got_four_since_the_audience_was_made_gets_no_fifth(fund, tmp_path):
    late = frozen(fund, tmp_path, [line(1), line(3)], name="tardive", holdout="0")
    for place in range(4):
        sent(fund, tmp_path, f"c{place}", 300 - 40 * place)
    members = {member.number: member for member in Member.objects.filter(campaign=late)}
    reasons = sending.leaving_again.why_not(late, list(members.values()))
    assert reasons == {members["1"].pk: "4 messages de campagnes en 12 mois"}


def test_the_page_of_a_person_says_what_campaigns_sent_to_where_they_are_reached(client, fund, tmp_path):
    adviser = factories.account(Role.ADVISER, at=fund)
    person = factories.accompaniment(adviser).person
    type(person).objects.filter(pk=person.pk).update(email="P1@exemple.invalid")
    sent(fund, tmp_path, "printemps", 40)
    Campaign.objects.update(launched_by=factories.account(Role.MANAGER, at=fund))
    client.force_login(adviser)
    page = client.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert "Courriel de la campagne « printemps »" in page
    assert str(Campaign.objects.get().launched_by) in page
