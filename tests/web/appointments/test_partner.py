"""A partner takes an appointment for whom they reported: for them alone, in hours opened to partners, and once."""

import datetime
import uuid

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow as casework
from allervers.domain.appointments import desks
from allervers.domain.appointments.models import Appointment
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.models import Message
from allervers.domain.pieces.refusals import Refused
from allervers.domain.protection import workflow as protection
from tests import appointments, factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db

ORIGIN = {"detector_family": "partner", "detector_category": "ccas"}


@pytest.fixture
def partner():
    return factories.account(Role.PARTNER)


@pytest.fixture
def adviser(partner):
    return factories.account(Role.ADVISER, at=partner.organisation.local_fund)


@pytest.fixture
def hours(adviser):
    return appointments.opening(adviser, to_partners=True)


def referral(partner, **fields):
    fields = {"feedback_consent": True, **fields}
    return factories.referral(partner.organisation.local_fund, reported_by=partner, **ORIGIN, **fields)


def accepted(adviser, reported):
    with acting_as(adviser, "test"):
        return casework.accept(reported, adviser=adviser, person=None, themes=["rights"])


def client_of(account):
    client = Browser()
    client.force_login(account)
    return client


def book(client, reported, key):
    address = reverse("appointments:book-for-reported", args=[reported.pk])
    intent = uuid.uuid4()
    return client.post(f"{address}?formulaire={intent}", {"id": intent, "slot": key}, follow=True)


def all_booked(fund):
    with acting_for(fund, "test"):
        return list(Appointment.objects.select_related("person"))


def test_from_the_referral_to_an_appointment_that_both_sides_see(partner, adviser, hours):
    closed = appointments.opening(adviser, first_time=datetime.time(14))  # not for partners
    reported = referral(partner)
    client, page = client_of(partner), reverse("detector:detail", args=[reported.pk])
    address = reverse("appointments:book-for-reported", args=[reported.pk])
    assertNotContains(client.get(page), address)
    file = accepted(adviser, reported)
    assertContains(client.get(page), address)
    shown = client.get(address)
    keys = [key for key, _ in shown.context["form"].fields["slot"].widget.choices]
    assert keys
    assert {key.partition("@")[0] for key in keys} == {str(hours.pk)}
    assertNotContains(shown, adviser.last_name)
    assertContains(book(client, reported, appointments.free(closed).key), "Ce moment n’existe pas")
    assertContains(book(client, reported, keys[0]), ": prévu")
    (made,) = all_booked(adviser.organisation)
    assert (made.person_id, made.accompaniment_id, made.origin, made.author) == (
        file.person_id,
        file.pk,
        "partner",
        partner,
    )
    with acting_as(adviser, "test"):
        assert Message.objects.get().kind == "appointment_given"
    assertContains(book(client, reported, keys[1]), "déjà prévu")
    assert len(all_booked(adviser.organisation)) == 1


def test_nobody_books_for_whom_they_did_not_report_nor_without_the_agreement_of_the_person(partner, adviser, hours):
    silent, reported = referral(partner, feedback_consent=False), referral(partner)
    for each in (silent, reported):
        accepted(adviser, each)
    colleague = factories.account(Role.PARTNER, at=partner.organisation)
    key = appointments.free(hours).key
    for account, about in ((partner, silent), (colleague, reported), (factories.account(Role.PARTNER), reported)):
        assert book(client_of(account), about, key).status_code == 404
    assert book(client_of(adviser), reported, key).status_code == 403
    assert all_booked(adviser.organisation) == []


def test_who_is_not_accompanied_any_more_or_protected_is_told_alike(partner, adviser, hours):
    ended, hidden, waiting = (referral(partner) for _ in range(3))
    file = accepted(adviser, ended)
    with acting_as(adviser, "test"):
        casework.close(file, reason="abandoned", outcomes=[])
        person = accepted(adviser, hidden).person
        protection.protect(person, key=uuid.uuid4(), danger="threats", note="test", keepers=[])
    key = appointments.free(hours).key
    for about in (ended, hidden, waiting):
        assertContains(book(client_of(partner), about, key), "ne peut pas être pris ici")
    assert all_booked(adviser.organisation) == []


def test_where_somebody_was_faster_only_hours_open_to_partners_are_offered(partner, adviser):
    place = appointments.place(adviser.organisation)
    hours = appointments.opening(adviser, place, to_partners=True)
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    closed = appointments.opening(colleague, place, room=1, first_time=datetime.time(9, 10))  # for the fund alone
    reported, slot = referral(partner), appointments.free(hours)
    accepted(adviser, reported)
    appointments.booked(factories.accompaniment(adviser).person, slot, adviser)
    answer = book(client_of(partner), reported, slot.key)
    assertContains(answer, "Voici les prochains")
    keys = [key for key, _ in answer.context["form"].fields["slot"].widget.choices]
    assert {key.partition("@")[0] for key in keys} == {str(hours.pk)} != {str(closed.pk)}
    assert slot.key not in keys


def test_one_that_is_past_stands_in_nobody_s_way_even_if_nobody_said_how_it_ended(partner, adviser, hours, monkeypatch):
    reported = referral(partner)
    file = accepted(adviser, reported)
    first, later = (appointments.free(hours, number) for number in (0, 7))
    appointments.booked(file.person, first, partner, origin="partner", accompaniment=file)
    assertContains(book(client_of(partner), reported, later.key), "déjà prévu")
    monkeypatch.setattr(timezone, "now", lambda: first.ends_at + datetime.timedelta(minutes=1))
    assertContains(book(client_of(partner), reported, later.key), ": prévu")


def test_one_that_somebody_else_gave_is_not_told_to_the_partner(partner, adviser, hours):
    reported = referral(partner)
    person = accepted(adviser, reported).person
    appointments.booked(person, appointments.free(hours, 3), adviser)
    answer = book(client_of(partner), reported, appointments.free(hours).key)
    assertContains(answer, "ne peut pas être pris ici")
    assertNotContains(answer, "déjà prévu")
    assert len(all_booked(adviser.organisation)) == 1


def test_the_database_holds_for_whom_and_where(partner, adviser, hours):
    colleague = factories.account(Role.PARTNER, at=partner.organisation)
    file, foreign = accepted(adviser, referral(partner)), accepted(adviser, referral(colleague))
    others = appointments.opening(adviser, first_time=datetime.time(14))
    for opening, person, of, message in (
        (others, file.person, file, "pas ouverts aux partenaires"),
        (hours, foreign.person, foreign, "plus accompagnée"),
        (hours, foreign.person, file, "plus accompagnée"),
        (hours, file.person, None, "plus accompagnée"),
    ):
        slot = appointments.free(opening)
        with pytest.raises(Refused, match=message), transaction.atomic():
            appointments.booked(person, slot, partner, origin="partner", accompaniment=of)
    with acting_as(adviser, "test"):
        desks.close_slots(hours)
    assert hours.starts_on <= timezone.localdate()
    assertContains(
        client_of(partner).get(reverse("appointments:book-for-reported", args=[file.referral_id])), "Aucun créneau"
    )
