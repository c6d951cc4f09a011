"""What the day of whoever examines rights files is made of."""

import datetime

from django.urls import reverse
from django.utils import timezone

from allervers.domain.rights_files import news
from allervers.domain.rights_files.models import RightsFile
from allervers.web.templatetags.design import day as written

from .rows import Kind, Reason, Row, Rows

NEWS = datetime.timedelta(days=7)


def add(rows: Rows) -> None:
    """The files whose day has come, what persons wrote, the papers that are all there: three queries."""
    today = rows.today
    for file in news.to_examine(rows.user, today):
        late = file.due_on < today
        when = f"c’était pour le {written(file.due_on)}" if late else "pour aujourd’hui"
        text = f"{file.short_right} ({file.reference}), {when}"
        _row(rows, file).reasons.append(Reason(Kind.DUE, text, file.due_on, late))
    for word in news.words_unread(rows.user):
        text = f"{word.file.short_right} : la personne a écrit, réponse attendue dans le mois"
        _row(rows, word.file).reasons.append(Reason(Kind.ANSWER, text, timezone.localdate(word.at)))
    for request in news.papers_complete(rows.user, today - NEWS):
        text = f"{request.file.short_right} : tous les documents demandés sont là"
        _row(rows, request.file).reasons.append(Reason(Kind.ANSWER, text, request.answered_on))


def _row(rows: Rows, file: RightsFile) -> Row:
    return rows.of(file.pk, file, reverse("rights_files:file", args=[file.pk]))
