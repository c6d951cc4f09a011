"""The lines of « Ruptures à éviter »: brought up to date from what is ahead, and what people do with them.

A line is a cause of one person; the database holds it once. What is ahead no more leaves the list by itself, and what
somebody did with a line stays with it, whatever its kind becomes.
"""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..organisations.models import User
from ..people.models import Person
from ..pieces.refusals import Refused
from .codes import SetAside
from .known import Ahead
from .models import GapLine
from .permissions import may_work_on
from .watch import reckon_fund

AT_ONCE = 10_000
State = GapLine.State


@transaction.atomic
def refresh(fund_id: int, day: datetime.date, only: Person | None = None) -> dict[str, int]:
    """Bring the lines of a fund, or of one person, up to this day: how many are ahead, new, changed, and how many left.

    In the context of the fund. Only differences are written: run again, it writes nothing; killed, nothing is.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('coverage.refresh'), %s)", [fund_id])
    known, added, changed, ahead_now = _lines(fund_id, only), [], [], 0
    for found in reckon_fund(fund_id, day, only):
        one = found.ahead
        line, said = known.pop((found.person_id, one.cause, one.because), (None, None))
        ahead_now += 1
        if line is None:
            added.append((found.person_id, one))
        elif said != _said(one)[1:]:
            changed.append((line, one))
    gone = [line for line, said in known.values() if said is not None]
    for start in range(0, len(added), AT_ONCE):
        _add(fund_id, added[start : start + AT_ONCE], day)
    for start in range(0, len(changed), AT_ONCE):
        _change(changed[start : start + AT_ONCE])
    GapLine.objects.filter(pk__in=gone).update(left_on=day)
    return {"ahead": ahead_now, "added": len(added), "changed": len(changed), "left": len(gone)}


def _lines(fund_id: int, only: Person | None) -> dict[tuple, tuple[UUID, tuple | None]]:
    """Every line by its cause: its key and what it says, None where it has left the list."""
    with connection.cursor() as cursor:
        cursor.execute(
            # Not `act_from`: of what has no day to begin on it is the day looked at, and would change every night.
            """select person_id, cause, because, id, left_on, kind, act_before, exposed_from, automatic,
                      remedies, sentence
               from coverage_gapline where fund_id = %s and (%s::uuid is null or person_id = %s)""",
            [fund_id, only and only.pk, only and only.pk],
        )
        return {
            (person, cause, because): (key, None if left else (*said, tuple(remedies), sentence))
            for person, cause, because, key, left, *said, remedies, sentence in cursor
        }


def _said(one: Ahead) -> tuple:
    return (one.act_from, one.kind, one.act_before, one.exposed_from, one.automatic, one.remedies, one.sentence)


def _columns(rows: list[Ahead]) -> list[list]:
    kept = [(*_said(one)[:5], "|".join(one.remedies), one.sentence) for one in rows]
    return [list(column) for column in zip(*kept, strict=True)]


_TYPES = "%s::date[], %s::text[], %s::date[], %s::date[], %s::boolean[], %s::text[], %s::text[]"
_NAMES = "act_from, kind, act_before, exposed_from, automatic, remedies, sentence"


def _add(fund_id: int, added: list[tuple[UUID, Ahead]], day: datetime.date) -> None:
    rows = [one for _, one in added]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""insert into coverage_gapline (id, fund_id, person_id, cause, because, "right", listed_on, state,
                    reason, note, act_from, kind, act_before, exposed_from, automatic, remedies, sentence)
                select gen_random_uuid(), %s, person_id, cause, because, name, %s, 'open', '', '',
                       act_from, kind, act_before, exposed_from, automatic, string_to_array(remedies, '|'), sentence
                from unnest(%s::uuid[], %s::text[], %s::date[], %s::text[], {_TYPES})
                     as new (person_id, cause, because, name, {_NAMES})""",
            [
                fund_id,
                day,
                [person for person, _ in added],
                [one.cause for one in rows],
                [one.because for one in rows],
                [one.right for one in rows],
                *_columns(rows),
            ],
        )


def _change(changed: list[tuple[UUID, Ahead]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""update coverage_gapline as line
                set kind = new.kind, act_from = new.act_from, act_before = new.act_before, left_on = null,
                    exposed_from = new.exposed_from, automatic = new.automatic, sentence = new.sentence,
                    remedies = string_to_array(new.remedies, '|')
                from unnest(%s::uuid[], {_TYPES}) as new (id, {_NAMES}) where line.id = new.id""",
            [[key for key, _ in changed], *_columns([one for _, one in changed])],
        )


# --- what people see and do -------------------------------------------------------------------------------------------


def to_do(fund_id: int) -> QuerySet[GapLine]:
    """What waits for somebody of the fund, the first day to act first."""
    return in_state(fund_id, State.OPEN).filter(left_on=None)


def of_account(user: User, persons: Collection[UUID], until: datetime.date) -> QuerySet[GapLine]:
    """What waits before this day for the account: the lines confided to it, and those of these persons that are
    confided to nobody."""
    for_it = Q(assigned_to=user) | Q(assigned_to=None, person_id__in=persons)
    return to_do(user.organisation_id).filter(for_it, act_before__lte=until).select_related("person")


def in_state(fund_id: int, state: str) -> QuerySet[GapLine]:
    """The lines of the fund in this state, those that left included."""
    return GapLine.objects.filter(fund_id=fund_id, state=state).order_by("act_before", "id")


def assign(line: GapLine, *, to: User | None, by: User) -> GapLine:
    """Confide an open line to somebody of the fund who may work on it, or to nobody."""
    line = _locked(line, by, State.OPEN)
    if to is not None and not (to.is_active and may_work_on(to, line)):
        raise Refused("Ce compte ne peut pas recevoir cette ligne : choisissez un collègue de votre caisse.")
    line.assigned_to = to
    line.save(update_fields=["assigned_to"])
    return line


def mark_done(line: GapLine, *, by: User) -> GapLine:
    """What keeps the right was done: the line asks for nothing more."""
    return _decide(_locked(line, by, State.OPEN), State.DONE, by)


def set_aside(line: GapLine, *, by: User, reason: str, note: str = "") -> GapLine:
    """Nobody will act, for this reason; « other » says which."""
    if reason == SetAside.OTHER and not note:
        raise Refused("Écrivez le motif en quelques mots.")
    return _decide(_locked(line, by, State.OPEN), State.SET_ASIDE, by, SetAside(reason).value, note)


def take_back(line: GapLine, *, by: User) -> GapLine:
    """A line that was done or set aside by mistake is to be handled again."""
    return _decide(_locked(line, by, State.DONE, State.SET_ASIDE), State.OPEN, None)


def _locked(line: GapLine, by: User, *states: str) -> GapLine:
    """The line as it is now, held until the end of the transaction."""
    line = GapLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if not may_work_on(by, line):
        raise Refused("Cette ligne est d’une autre caisse.")
    if line.state not in states:
        raise Refused(f"Entre-temps, cette ligne est devenue : {line.get_state_display().lower()}.")
    return line


def _decide(line: GapLine, state: str, by: User | None, reason: str = "", note: str = "") -> GapLine:
    line.state, line.reason, line.note = state, reason, note
    line.decided_by, line.decided_at = by, by and timezone.now()
    line.save(update_fields=["state", "reason", "note", "decided_by", "decided_at"])
    return line
