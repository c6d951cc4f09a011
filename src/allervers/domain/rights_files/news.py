"""What moved in rights files: what whoever follows them, or examines them, wants to learn without looking."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from ..organisations.models import User
from .models import PapersRequest, PersonWord, RightsFile, Step, SuppliedPaper
from .queries import queue


def papers_since(user: User, persons: Collection[UUID], since: datetime.datetime) -> QuerySet[SuppliedPaper]:
    """The documents that somebody else, or the person, joined to the files of these persons since."""
    of_others = ~Q(document__author=user) | Q(document__author=None)
    found = SuppliedPaper.objects.filter(of_others, file__person_id__in=persons, document__created_at__gt=since)
    return found.select_related("file", "document").order_by("-document__created_at")


def words_since(persons: Collection[UUID], since: datetime.datetime) -> QuerySet[PersonWord]:
    """What these persons wrote from their own page since."""
    found = PersonWord.objects.filter(file__person_id__in=persons, at__gt=since)
    return found.select_related("file").order_by("-at")


def steps_since(user: User, persons: Collection[UUID], since: datetime.datetime) -> QuerySet[Step]:
    """The passages from a state to another that somebody else, or the time, brought to these persons' files since."""
    of_others = ~Q(author=user) | Q(author=None)
    found = Step.objects.filter(of_others, file__person_id__in=persons, at__gt=since)
    return found.select_related("file").order_by("-at")


def to_examine(user: User, until: datetime.date) -> QuerySet[RightsFile]:
    """The files that the account examines, and those that nobody took, whose day comes by this one."""
    return queue(user).filter(Q(officer=user) | Q(officer=None), due_on__lte=until)


def words_unread(user: User) -> QuerySet[PersonWord]:
    """What persons wrote to the organisation of this account, and nobody has read: on its own files and on nobody's."""
    found = PersonWord.objects.filter(read_at=None, file__in=queue(user)).order_by("at")
    return found.filter(Q(file__officer=user) | Q(file__officer=None)).select_related("file")


def papers_complete(user: User, since: datetime.date) -> QuerySet[PapersRequest]:
    """The requests for papers of the account's own files that were answered since this day."""
    found = PapersRequest.objects.filter(answered_on__gte=since, file__in=queue(user).filter(officer=user))
    return found.select_related("file").order_by("answered_on")
