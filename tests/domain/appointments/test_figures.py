"""What is counted of appointments: what became of them, and who did not come, by origin and by partner."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.appointments import workflow
from allervers.domain.appointments.models import Appointment
from allervers.domain.figures.facts.appointment import AppointmentFact
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.web.figures.behind import rows
from tests import factories
from tests.appointments import booked, free, opening

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def agent():
    return factories.account(Role.ADVISER)


def began(appointment, number):
    """Some days ago, each at another hour."""
    now = timezone.now() - number * HOUR
    with acting_for(appointment.fund, "test"):
        Appointment.objects.filter(pk=appointment.pk).update(
            placed_at=now - 99 * HOUR, starts_at=now - HOUR, ends_at=now - HOUR / 2
        )
        return Appointment.objects.get(pk=appointment.pk)


def expected(agent, hours, number, partner, came=None, by=None):
    """Somebody whom this network reported; given a moment, and come or not."""
    reported = {"detector_family": "partner", "detector_category": partner}
    file = factories.accompaniment(agent, **reported)
    made = began(booked(file.person, free(hours, 10), by, accompaniment=file), number)
    with acting_as(agent, "test"):
        if came is None:
            workflow.cancel(made, by_person=True)
        else:
            workflow.attend(made, came=came)
    return made


def test_absences_are_counted_by_origin_and_by_partner(agent):
    hours = opening(agent)
    for number, (partner, came, by) in enumerate(
        [("ccas", True, agent), ("ccas", False, agent), ("caf", True, None), ("caf", True, None), ("caf", None, None)]
    ):
        expected(agent, hours, number, partner, came, by)
    first = (timezone.now() - 6 * HOUR).year
    with acting_as(agent, "test"):
        assert AppointmentFact.objects.filter(met_on__year=first).count() == 5
        found = values(year(first), agent.organisation_id)
    assert found["appointments"] == 5
    assert found["appointments_no_show_share"] == 0.25
    assert found["appointments_by_state"]["excused"] == 1
    by_origin, by_partner = (found[f"appointments_no_show_share_by_{what}"] for what in ("origin", "partner"))
    assert (by_origin["adviser"], by_origin["person"], by_origin["partner"]) == (0.5, 0, None)
    assert (by_partner["ccas"], by_partner["caf"]) == (0.5, 0)


def test_a_fact_follows_what_becomes_of_it_and_is_for_its_fund(agent):
    person = factories.person(agent.organisation)
    made = booked(person, free(opening(agent)), agent)
    with acting_as(agent, "test"):
        assert AppointmentFact.objects.get().state == "booked"
        workflow.cancel(made, by_person=False, why="agent absent", author=agent)
        fact = AppointmentFact.objects.get()
        [behind] = rows([fact])
    assert (behind.name, behind.state) == (person.full_name, "Annulé par le service")
    assert (fact.pk, fact.state, fact.detector_family) == (made.pk, "revoked", "")
    with acting_as(factories.account(Role.ADVISER), "test"):
        assert not AppointmentFact.objects.exists()
