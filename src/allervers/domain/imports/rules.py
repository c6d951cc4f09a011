"""What the fields of a line and the lines of a file owe each other, as conditions in SQL over staged lines.

A field that could not be read is null: it meets no condition, and nothing more is said about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from .refusals import SHOWN, Refusal, Refusals


@dataclass(frozen=True)
class Rule:
    """`broken` is true for a line to refuse, because of `field`. `{}` in `problem` is replaced by `detail`."""

    field: str
    broken: str
    problem: str
    expected: str
    detail: str = "null"


def check(cursor: CursorWrapper, source: str, rules: Iterable[Rule], refusals: Refusals) -> None:
    """Add what these rules refuse among the lines of `source`."""
    rules = tuple(rules)
    broken = " or ".join(f"({rule.broken})" for rule in rules)
    values = ", ".join(
        f"({place}, '{rule.field}', {rule.broken}, ({rule.detail})::text)" for place, rule in enumerate(rules)
    )
    cursor.execute(f"""
        select line, rule, detail, count(*) over ()
        from (select * from ({source}) lines where {broken}) suspect
        cross join lateral (values {values}) verdict(rule, field, broken, detail)
        where verdict.broken and verdict.field <> all(unreadable)
        order by line, rule limit {SHOWN}
    """)
    rows = cursor.fetchall()
    found = [
        Refusal(line, rules[rule].field, rules[rule].problem.format(detail), rules[rule].expected)
        for line, rule, detail, _ in rows
    ]
    refusals.extend(found, rows[0][-1] if rows else 0)
