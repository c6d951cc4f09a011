"""What detectors see of their referrals, and nobody else's."""

from uuid import uuid4

import pytest

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Permission, Role, may
from tests import factories
from tests.pdf import words

pytestmark = pytest.mark.django_db
MINE = "/signalements/"
REFUSED = "La personne n’a pas souhaité que vous soyez informé des suites"


@pytest.fixture
def signed_in(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def adviser(partner):
    return factories.account(Role.ADVISER, at=partner.organisation.local_fund)


@pytest.fixture
def referral_of(partner):
    def make(**fields):
        family = {"detector_family": "partner", "detector_category": "ccas"}
        return factories.referral(partner.organisation.local_fund, **{"reported_by": partner, **family, **fields})

    return make


def test_whoever_has_reported_nobody_is_invited_to(signed_in, partner):
    page = signed_in(partner).get(MINE).content.decode()
    assert "Vous n’avez encore signalé personne" in page
    assert "/signalements/nouveau/" in page


def test_the_list_holds_ones_own_referrals_the_newest_first(signed_in, partner, referral_of):
    referral_of(birth_name="Premier", received_at="2026-01-01T10:00Z")
    referral_of(birth_name="Second", received_at="2026-02-01T10:00Z")
    referral_of(birth_name="Collègue", reported_by=factories.account(Role.PARTNER, at=partner.organisation))
    page = signed_in(partner).get(MINE).content.decode()
    assert page.index("SECOND") < page.index("PREMIER")
    assert "COLLÈGUE" not in page


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_queries_however_long_it_is(
    how_many, signed_in, partner, referral_of, django_assert_num_queries
):
    for _ in range(how_many):
        referral_of(feedback_consent=True)
    client = signed_in(partner)
    # Session, account, organisation; six for the context; then the count, the page, its funds and their follow-up.
    with django_assert_num_queries(13):
        page = client.get(MINE)
    assert len(page.context["rows"]) == min(how_many, 25)


def test_a_page_that_does_not_exist_shows_the_last_one(signed_in, partner, referral_of):
    referral_of()
    for number in ("2", "-1", "abc", "9" * 30, "%00"):
        assert len(signed_in(partner).get(f"{MINE}?page={number}").context["rows"]) == 1


class TestWhatTheDetectorMayKnow:
    def known(self, signed_in, partner, referral):
        client = signed_in(partner)
        listed = dict(client.get(MINE).context["rows"])[referral]
        assert client.get(f"{MINE}{referral.pk}/").context["known"] == listed
        return listed

    def test_received_only_as_long_as_nothing_has_happened(self, signed_in, partner, referral_of):
        known = self.known(signed_in, partner, referral_of(feedback_consent=True))
        assert (known.told, known.contacted, known.closed, known.relevant) == (True, False, False, None)

    def test_contacted_relevant_then_closed_if_the_person_agreed(self, signed_in, partner, adviser, referral_of):
        waiting = referral_of(feedback_consent=True)
        with acting_as(adviser, "test"):
            Contact.objects.create(fund=waiting.fund, referral=waiting, channel="phone", result="reached")
            file = workflow.accept(waiting, adviser=adviser, person=None, themes=["rights"])
        known = self.known(signed_in, partner, waiting)
        assert (known.contacted, known.closed, known.relevant) == (True, False, True)
        with acting_as(adviser, "test"):
            workflow.close(file, reason="success_without_care", outcomes=["rights_opened"])
        assert self.known(signed_in, partner, waiting).closed

    def test_not_relevant_if_it_was_closed_so(self, signed_in, partner, adviser, referral_of):
        waiting = referral_of(feedback_consent=True)
        with acting_as(adviser, "test"):
            workflow.close_in_triage(waiting, adviser=adviser, reason="not_relevant")
        known = self.known(signed_in, partner, waiting)
        assert (known.closed, known.relevant) == (True, False)

    def test_nothing_more_than_received_if_the_person_did_not_agree(self, signed_in, partner, adviser, referral_of):
        waiting = referral_of(feedback_consent=False)
        with acting_as(adviser, "test"):
            workflow.close_in_triage(waiting, adviser=adviser, reason="not_relevant")
        known = self.known(signed_in, partner, waiting)
        assert not known.told
        for address in (MINE, f"{MINE}{waiting.pk}/"):
            page = signed_in(partner).get(address).content.decode()
            assert REFUSED in page
            assert "Non pertinente" not in page
            assert "Close" not in page


def test_nobody_opens_a_referral_that_they_did_not_send(signed_in, partner, adviser, referral_of):
    referral = referral_of(consent_mode="remote")
    for stranger in (
        factories.account(Role.PARTNER, at=partner.organisation),
        factories.account(Role.PARTNER),
        factories.account(Role.HEALTH_PROFESSIONAL),
        factories.account(Role.ADVISER),
        factories.account(Role.INTERNAL_DETECTOR, at=partner.organisation.local_fund),
    ):
        for address in ("", "courrier/", "accord-a-signer/"):
            assert signed_in(stranger).get(f"{MINE}{referral.pk}/{address}").status_code == 404
    assert signed_in(adviser).get(f"{MINE}{referral.pk}/").status_code == 404


def test_a_referral_that_does_not_exist_is_not_found(signed_in, partner):
    for address in ("", "courrier/", "accord-a-signer/"):
        assert signed_in(partner).get(f"{MINE}{uuid4()}/{address}").status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("screen", ["", "nouveau/", "accord-a-signer/"])
def test_the_table_of_roles_decides_who_opens_the_screens(role, screen, signed_in):
    account = factories.account(role)
    expected = 200 if may(account, Permission.REFER) else 403
    assert signed_in(account).get(f"{MINE}{screen}").status_code == expected


@pytest.mark.parametrize("screen", ["", "nouveau/", "accord-a-signer/"])
def test_without_an_account_there_is_only_the_way_in(screen, client):
    assert client.get(f"{MINE}{screen}").status_code == 302


class TestLetter:
    def test_the_reporter_and_the_funds_advisers_open_it(self, signed_in, partner, adviser, referral_of):
        referral = referral_of(
            consent_mode="remote", birth_name="D'*Essai*", postal_address="1 rue du Lac\n01000 Bourg"
        )
        for account in (partner, adviser):
            response = signed_in(account).get(f"{MINE}{referral.pk}/courrier/")
            assert response.status_code == 200
            assert response.headers["Content-Type"] == "application/pdf"
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Content-Disposition"] == 'inline; filename="courrier-de-confirmation.pdf"'
        text = words(response.content)
        assert "Zoé D'*ESSAI* 1 rue du Lac 01000 Bourg" in text
        assert partner.organisation.name in text
        assert partner.last_name not in text

    def test_there_is_none_where_the_person_signed(self, signed_in, partner, referral_of):
        assert signed_in(partner).get(f"{MINE}{referral_of().pk}/courrier/").status_code == 404

    def test_it_cannot_be_posted_to(self, signed_in, partner, referral_of):
        referral = referral_of(consent_mode="remote")
        assert signed_in(partner).post(f"{MINE}{referral.pk}/courrier/").status_code == 405

    def test_the_page_of_the_referral_leads_to_it(self, signed_in, partner, referral_of):
        referral = referral_of(consent_mode="remote")
        assert f"{MINE}{referral.pk}/courrier/" in signed_in(partner).get(f"{MINE}{referral.pk}/").content.decode()

    def test_the_agreement_to_sign_is_blank_before_and_filled_after(self, signed_in, partner, referral_of):
        client, referral = signed_in(partner), referral_of()
        blank = words(client.get(f"{MINE}accord-a-signer/").content)
        filled = words(client.get(f"{MINE}{referral.pk}/accord-a-signer/").content)
        assert partner.organisation.name in blank
        assert "Zoé EXEMPLE" in filled
        assert "Zoé" not in blank
