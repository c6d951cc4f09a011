"""The demonstration: loaded whole and once, by the workflow, never among real accounts."""

import datetime
from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allervers.config.local import Unusable
from allervers.domain.accompaniment.codes import ClosureReason
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.field_actions.models import ActionReferral, FieldAction
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.codes import CATEGORIES
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import inbox
from allervers.domain.rights_files.applied import applied
from allervers.domain.rights_files.models import Decision
from allervers.fictitious.accounts import ACCOUNTS, FUND, demo_accounts
from allervers.fictitious.demo import load_demo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module, each of which leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        with factories.owner_writes():
            load_demo()
        yield
        transaction.set_rollback(True)


def as_account(username):
    return acting_as(User.objects.get(username=username), "test")


def counts():
    found = Counter(organisations=Organisation.objects.count(), accounts=User.objects.count())
    for username in ("conseiller", "conseiller-montclair"):
        with as_account(username):
            for model in (Person, Referral, Accompaniment, ReferralFact, AccompanimentFact):
                found[model.__name__, username] = model.objects.count()
    return found


def test_loading_twice_changes_nothing():
    before = counts()
    load_demo()
    assert counts() == before
    assert before["Referral", "conseiller"] >= 85
    assert before["Referral", "conseiller-montclair"] >= 28


def test_every_decision_replays_equal():
    with as_account("gestionnaire"):
        decisions = list(Decision.objects.exclude(answer=None).select_related("file"))
        assert len(decisions) >= 4
        assert [each.file.reference for each in decisions if applied(each).replayed is not True] == []
        # A rule that was mended since says nothing against what was applied then; the same rule must agree.
        other = decisions[0]
        other.answer = other.answer | {"status": "otherwise"}
        assert applied(other).replayed is False
        other.law_version = "before"
        assert applied(other).replayed is None


def test_it_refuses_a_database_where_somebody_real_has_an_account():
    factories.account(Role.ADVISER)
    with pytest.raises(Unusable, match="vrais comptes"):
        load_demo()


def test_it_starts_again_after_a_visitor_made_a_partner_and_its_account():
    fund = Organisation.objects.get(code=FUND)
    factories.account(Role.PARTNER, factories.organisation("partner", local_fund=fund))
    factories.account(Role.MEDIATOR, fund)
    load_demo()


def test_every_role_has_an_account_that_signs_in_with_the_common_password():
    assert {account.role for account in ACCOUNTS} == set(Role)
    for account in demo_accounts():
        assert Client().login(username=account["username"], password=settings.DEMO_PASSWORD)


def test_the_sign_in_page_says_what_can_be_tried_in_the_order_of_the_thread(settings, client):
    settings.DEMO = True
    page = client.get(reverse("sign-in")).content.decode()
    places = [page.index(f"<code>{name}</code>") for name in ("partenaire", "accueil", "conseiller", "responsable")]
    assert places == sorted(places)
    assert "suivez vos signalements" in page


def test_a_closed_account_is_no_longer_proposed():
    with as_account("administratrice"), factories.owner_writes():
        User.objects.filter(username="medecin").update(is_active=False)
    assert "medecin" not in {account["username"] for account in demo_accounts()}


def test_what_happened_is_in_order_and_in_the_past():
    with as_account("conseiller"):
        for file in Accompaniment.objects.select_related("referral"):
            received = timezone.localdate(file.referral.received_at)
            steps = [received, file.opened_on, file.closed_on, timezone.localdate()]
            steps = [step for step in steps if step]
            assert steps == sorted(steps)
            assert file.referral.received_at <= file.referral.triaged_at <= timezone.now()
            for contact in file.referral.contacts.all():
                assert file.referral.received_at <= contact.at <= timezone.now()


def test_every_detector_and_every_end_is_there_to_be_counted():
    with as_account("national"):
        assert set(ReferralFact.objects.values_list("detector_family", "detector_category")) == {
            (family, category) for family, codes in CATEGORIES.items() for category in codes.values
        } - {("internal", "oneself")}  # nobody asked to be called back yet
        assert {*ClosureReason.values, ""} == set(AccompanimentFact.objects.values_list("closure_reason", flat=True))


def test_the_inbox_holds_two_urgent_referrals_a_likely_and_a_certain_namesake():
    with as_account("conseiller"):
        waiting = list(inbox(Organisation.objects.get(code=FUND).pk))
        assert [referral.urgent for referral in waiting] == [True] * 2 + [False] * 6
        likely = [
            referral
            for referral in waiting
            for person in Person.objects.filter(
                birth_name=referral.birth_name, first_name=referral.first_name, birth_date=referral.birth_date
            )
            if person.phone != referral.phone and referral.nir_digest is None
        ]
        certain = [
            referral
            for referral in waiting
            if referral.nir_digest and Person.objects.filter(nir_digest=referral.nir_digest).exists()
        ]
        assert len(likely) == 1
        assert len(certain) == 1


def test_a_handled_file_is_the_only_one_its_handler_sees():
    for username in ("creic", "accueil-social", "assistante-sociale"):
        with as_account(username):
            assert Accompaniment.objects.count() == 1


def test_detectors_find_their_own_referrals():
    for username in ("partenaire", "partenaire-hopital", "medecin", "accueil"):
        with as_account(username):
            assert Referral.objects.filter(reported_by__username=username).count() > 0


def test_one_file_is_to_be_erased_within_a_week_and_none_today():
    today = timezone.localdate()
    with as_account("conseiller"):
        oldest = Accompaniment.objects.filter(closed_on__isnull=False).order_by("closed_on").first().closed_on
    month = (oldest.year * 12 + oldest.month - 1 + 18) % 12 + 1
    due = datetime.date(oldest.year + (oldest.month + 17) // 12, month, min(oldest.day, 28))
    assert today < due <= today + datetime.timedelta(days=8)


def test_both_funds_went_towards_people_and_some_were_reported_there():
    for username, held in (("conseiller", 56), ("conseiller-montclair", 14)):
        with as_account(username):
            actions = FieldAction.objects.all()
            assert actions.count() == held
            assert actions.filter(informed=None).exists(), "some gave no number"
            assert max(action.held_on for action in actions) < timezone.localdate()
            assert ActionReferral.objects.exists() is (username == "conseiller")
            assert all(tied.action.held_on <= tied.referral.received_at.date() for tied in ActionReferral.objects.all())
