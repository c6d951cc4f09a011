"""The list that one came from, kept beside the page that it led to where the screen is wide (`design/beside.html`).

A style sheet alone hides it elsewhere: the page asks for it once, and the first lines are enough to go on to the next.
"""

from django.urls import reverse

from allervers.domain.accompaniment.queries import by_urgency, under_way
from allervers.domain.detections.models import Detection
from allervers.domain.detections.queries import to_examine
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import inbox
from allervers.web.templatetags.design import day

SHOWN = 30


def referrals(user: User, here: Referral) -> dict:
    """What else waits in the inbox of the fund, in its order."""
    rows = [
        {
            "label": each.full_name,
            "under": f"{'Urgent · ' if each.urgent else ''}reçue le {day(each.received_at)}",
            "url": reverse("casework:triage", args=[each.pk]),
            "here": each.pk == here.pk,
        }
        for each in inbox(user.organisation_id)[:SHOWN]
    ]
    return {"title": "Saisines à examiner", "url": reverse("casework:inbox"), "rows": rows}


def detections(user: User, here: Detection) -> dict:
    """What else is to be examined, in the order of the list."""
    rows = [
        {
            "label": f"N° {each.person_number}",
            "under": f"priorité {each.priority} · depuis le {day(each.listed_since)}",
            "url": reverse("detections:detection", args=[each.pk]),
            "here": each.pk == here.pk,
        }
        for each in to_examine(user.organisation_id)[:SHOWN]
    ]
    return {"title": "Détections à examiner", "url": reverse("detections:list"), "rows": rows}


def files(user: User, here: Person) -> dict | None:
    """The account's own accompaniments under way, what is due first; None for who accompanies nobody."""
    if not user.may(Permission.ACCOMPANY):
        return None
    mine = by_urgency(under_way(user.organisation_id).filter(adviser=user)).select_related("person")
    rows = [
        {
            "label": each.person.full_name,
            "under": f"à faire pour le {day(each.next_due_on)}" if each.next_due_on else "pas de date",
            "url": reverse("casework:person", args=[each.person_id]),
            "here": each.person_id == here.pk,
        }
        for each in mine[:SHOWN]
    ]
    return {"title": "Mes accompagnements", "url": reverse("casework:open-files"), "rows": rows}
