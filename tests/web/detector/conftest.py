from uuid import uuid4

import pytest

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from tests import factories

NEW = "/signalements/nouveau/"


@pytest.fixture
def partner():
    """A worker of a CCAS."""
    return factories.account(Role.PARTNER, email="camille@example.org", phone="04 01 02 03 04")


@pytest.fixture
def answers():
    """What a detector types; a value of None is not sent."""

    def make(sender, **changes):
        at = sender.organisation
        typed = {
            "id": str(uuid4()),
            "birth_name": "Exemple",
            "first_name": "Zoé",
            "birth_date": "12/03/1984",
            "phone": "06 39 98 12 34",
            "language": "fr",
            "fund": at.local_fund_id or at.pk,
            "reasons": ["rights"],
            "detector_name": "Camille Fictif",
            "consent_mode": "signed",
            "consent_on": "02/01/2026",
        }
        return {name: value for name, value in {**typed, **changes}.items() if value is not None}

    return make


@pytest.fixture
def report(client, answers):
    """Fill the form as this account and send it."""

    def send(sender, **changes):
        client.force_login(sender)
        return client.post(NEW, answers(sender, **changes))

    return send


@pytest.fixture
def sent_by():
    """The referrals that the database shows to this account."""

    def read(sender):
        with acting_as(sender, "test"):
            return list(Referral.objects.filter(reported_by=sender).select_related("fund"))

    return read
