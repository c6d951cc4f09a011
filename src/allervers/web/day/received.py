"""Whom the account receives today, and what persons answered of their appointments, or said to the social service."""

from django.urls import reverse
from django.utils import timezone

from allervers.domain.appointments import queries
from allervers.domain.appointments.codes import Kind as About
from allervers.domain.appointments.codes import State
from allervers.domain.appointments.words import hour_of, when, where
from allervers.domain.outbox import news
from allervers.domain.social_service.queries import contacts_since

from .followed import Followed
from .rows import Kind, Reason, Rows


def add(rows: Rows) -> None:
    """Who comes or is called today, at the hour of the place; over without an outcome, it is late."""
    for found in queries.of_day(rows.user, rows.today):
        over = found.ends_at < timezone.now()
        label = About(found.opening.kind).label
        text = f"{hour_of(found.local_start)}, {label[0].lower()}{label[1:]}, {where(found.opening)}"
        text += " : dites si la personne est venue" * over
        url = reverse("appointments:appointment", args=[found.pk])
        rows.of_person(found.person).reasons.append(Reason(Kind.APPOINTMENT, text, rows.today, over, url))


def answers(followed: Followed) -> None:
    """From the person's own page: they will not come, or come at another moment. To a message: STOP. From the social
    service: a contact."""
    for found, at in queries.changed_by_persons(followed.persons, followed.since):
        moment = when(found.local_start)
        text = f"rendez-vous du {moment} : la personne ne viendra pas"
        if found.state == State.BOOKED:
            text = f"rendez-vous déplacé par la personne au {moment}"
        url = reverse("appointments:appointment", args=[found.pk])
        followed.tell(found.person_id, Kind.ANSWER, text, at, url)
    for opposition in news.stopped(followed.persons, followed.since):
        text = f"a répondu STOP : plus de {opposition.get_channel_display()}"
        followed.tell(opposition.person_id, Kind.ANSWER, text, opposition.since)
    for contact in contacts_since(followed.persons, timezone.localdate(followed.since)):
        if contact.on >= timezone.localdate(followed.seen[contact.person_id]):
            followed.add(contact.person_id, Kind.ANSWER, "le service social a vu la personne", contact.on)
