"""How long each body that examines for a fund takes to answer: of one fund, in its context, nothing masked."""

import datetime
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Centre:
    """The files that one body answered in a period, and the days from their receipt to the answer."""

    name: str
    answered: int
    mean_days: float
    median_days: float


def of_fund(fund_id: int, start: datetime.date, end: datetime.date) -> list[Centre]:
    """The body with most files first; nothing where nothing was answered."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select body.name, count(*), avg(answered_on - received_on)::float,
                      percentile_cont(0.5) within group (order by answered_on - received_on)
               from figures_rightsfilefact fact join organisations_organisation body on body.id = fact.examined_by_id
               where fact.fund_id = %s and answered_on between %s and %s
               group by body.id order by count(*) desc, body.name""",
            [fund_id, start, end],
        )
        return [Centre(*row) for row in cursor.fetchall()]
