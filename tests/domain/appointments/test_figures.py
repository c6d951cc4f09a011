"""What is counted of appointments: what became of them, and who did not come, by origin and by partner."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.appointments import workflow
from allervers.domain.appointments.models import Appointment
from allervers.domain.figures.facts.appointment import AppointmentFact
from allervers.domain.figures.indicators import CATALOGUE, appointments
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.web.figures.behind import rows
from tests import factories
from tests.appointments import booked, free, opening
from tests.domain.figures.masking import masks_of

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


def masked(*told):
    """What is masked for the nation of so many appointments in each state, by who chose the moment."""
    entries = [entry for entry in CATALOGUE.values() if entry.theme == appointments.TITLE]
    usual = {"detector_family": "", "detector_category": ""}
    return masks_of(
        entries, *({**usual, "state": state, "origin": origin, "files": files} for state, origin, files in told)
    )


def test_who_came_and_who_did_not_are_one_number_by_state_and_in_the_share():
    mask = masked(("honoured", "adviser", 20), ("no_show", "adviser", 20), ("excused", "adviser", 3),
                  ("revoked", "adviser", 50))  # fmt: skip
    by_state = CATALOGUE["appointments_by_state"].figure.parts
    assert mask(by_state["excused"])
    # The share and one of the two give the other one away, and all together those who were excused.
    came, revoked = mask(by_state["honoured"]), mask(by_state["revoked"])
    assert revoked or (came and mask(CATALOGUE["appointments_no_show_share"].figure))


def test_a_handful_that_partners_chose_is_not_what_the_two_others_leave_of_the_whole():
    mask = masked(("honoured", "adviser", 20), ("no_show", "adviser", 20), ("honoured", "person", 20),
                  ("no_show", "person", 20), ("honoured", "partner", 3))  # fmt: skip
    by_origin = CATALOGUE["appointments_no_show_share_by_origin"].figure.parts
    assert mask(by_origin["partner"])
    assert (
        mask(CATALOGUE["appointments_no_show_share"].figure) or mask(by_origin["adviser"]) or mask(by_origin["person"])
    )
