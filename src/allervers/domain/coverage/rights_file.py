"""coverage.csv: the base rights, the C2S and the AME of persons, as periods."""

import datetime

from django.db.backends.utils import CursorWrapper

from ..imports.fields import choice, code, day
from ..imports.layout import Column
from ..imports.rules import Rule
from .codes import C2sClass, Right
from .loading import FIRST_DAY, IN_ORDER, LAST_DAY, OLDEST, VALIDITY, body, contradiction
from .workflow import keep_stated

C2S = f"\"right\" = '{Right.C2S.value}'"
SAID_ALREADY = """exists (
    select from coverage_coveragestatement as said
    where said.person_id = stated.person_id and said."right" = stated."right" and said.known_on = stated.known_on
      and said.validity = stated.validity and not said.withdrawn
      and (said.c2s_class, said.managing_body) = (stated.c2s_class, stated.managing_body))"""
"""On that day, by a source or by a decision, whatever was corrected since: that it comes again tells nothing."""


class RightsFile:
    name = "coverage"
    rules = (
        Rule("class", f"{C2S} and class = ''", "la classe de la C2S manque", "free ou contribution"),
        Rule("class", f"not {C2S} and class <> ''", "« {} » n'a pas de classe", "rien", '"right"'),
        IN_ORDER,
    )
    contradiction = contradiction(
        "starts_on",
        "chevauche {}, su le même jour",
        "des périodes qui ne se chevauchent pas, ou un known_on plus récent pour corriger",
    )

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        classes = {"": "", **{known: known for known in C2sClass.values}}
        return (
            *(Column("right", code(Right)), Column("class", choice(classes)), FIRST_DAY, LAST_DAY),
            *(Column("managing_body", body), Column("known_on", day(today, OLDEST), "date")),
        )

    def contradictions(self, source: str) -> str:
        """Two statements of one day on one right, which overlap and are not the same: nobody can say which is right.
        What a decision of the fund corrected or took back on the day contradicts the file as well."""
        return f"""
            with stated as (
                select min(line) as line, person_id, "right", known_on, {VALIDITY}, class as c2s_class, managing_body
                from {source} as line group by person_id, "right", known_on, starts_on, ends_on, class, managing_body)
            select stated.line, 0 as other from stated
            join coverage_coveragestatement as known using (person_id, "right", known_on)
            where known.validity && stated.validity
              and (known.validity, known.c2s_class, known.managing_body, known.withdrawn)
                  <> (stated.validity, stated.c2s_class, stated.managing_body, false)
              and not {SAID_ALREADY}
            union all
            select stated.line, earlier.line from stated join stated as earlier using (person_id, "right", known_on)
            where earlier.line < stated.line and earlier.validity && stated.validity"""

    def keep(self, cursor: CursorWrapper, fund_id: int, source: str) -> int:
        columns = f'person_id, "right", class as c2s_class, managing_body, {VALIDITY}, known_on'
        lines = f"(select {columns}, false as withdrawn, 0 as turn from {source} as line)"
        return keep_stated(cursor, fund_id, f"(select * from {lines} as stated where not {SAID_ALREADY})")
