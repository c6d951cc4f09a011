"""The files that an account follows, and what it has seen of each person."""

import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment import day
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.privacy.journal import last_opened

from .rows import Kind, Reason, Row, Rows

NEWS = datetime.timedelta(days=30)
"""What moved longer ago is told no more: the file itself tells it."""


class Followed:
    """The account's open files, with the row of each person and what the account has seen of it. Two queries."""

    def __init__(self, rows: Rows):
        self.rows, self.user = rows, rows.user
        files = (
            day.files(self.user, rows.today)
            .select_related("person")
            .defer("person__nir_encrypted", "person__nir_digest")
        )
        self.files: list[Accompaniment] = list(files)
        self.persons = {file.person_id: file.person for file in self.files}
        self.by_file = {file.pk: file for file in self.files}
        self.by_referral = {file.referral_id: file for file in self.files}
        for file in self.files:
            self.row(file.person_id).call = reverse("casework:call", args=[file.pk])
        longest_ago = timezone.now() - NEWS
        opened = last_opened(self.user, self.persons)
        self.seen = {person: max(opened.get(person, longest_ago), longest_ago) for person in self.persons}
        self.since = min(self.seen.values(), default=longest_ago)

    def row(self, person_id: UUID) -> Row:
        return self.rows.of_person(self.persons[person_id])

    def add(self, person_id: UUID, kind: Kind, text: str, on: datetime.date, *, late: bool = False, url: str = ""):
        self.row(person_id).reasons.append(Reason(kind, text, on, late, url))

    def tell(self, person_id: UUID, kind: Kind, text: str, at: datetime.datetime, url: str = "") -> None:
        """Something that happened, unless the account has opened the person's page since."""
        if at > self.seen[person_id]:
            self.add(person_id, kind, text, timezone.localdate(at), url=url)
