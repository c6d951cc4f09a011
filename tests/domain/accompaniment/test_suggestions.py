"""What could be done next: the days that are told are those of Paris."""

import datetime

import pytest

from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.accompaniment.suggestions import SILENCE, suggestions
from allervers.domain.care_refusals.suggestions import told_in
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories

# The 31st at half past midnight in Paris, still the 30th by the clock of the machine.
AFTER_MIDNIGHT = datetime.datetime(2026, 10, 30, 23, 30, tzinfo=datetime.UTC)
THAT_DAY = datetime.date(2026, 10, 31)


@pytest.mark.django_db
def test_a_contact_after_midnight_is_of_the_day_of_paris():
    adviser = factories.account(Role.ADVISER)
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        Contact.objects.create(
            fund=file.fund,
            referral=file.referral,
            channel="phone",
            result="reached",
            at=AFTER_MIDNIGHT,
            note="Le dentiste a refusé de la soigner.",
        )
        file = Accompaniment.objects.get(pk=file.pk)
        assert "Le contact du 31/10/2026" in told_in(file)
        on_time, late = (
            [one.why for one in suggestions(file, THAT_DAY + SILENCE + datetime.timedelta(days=more))]
            for more in (0, 1)
        )
    assert "Aucun contact depuis le 31/10/2026." not in on_time
    assert "Aucun contact depuis le 31/10/2026." in late
