"""Takes in a list of detected persons: each appears once in their fund, with every reason for which they are listed.

A list of a target replaces the former lists of that target in the funds that it names: whoever it no longer holds
leaves what is to be examined. What an adviser has decided stays decided.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from allervers.population.files import Refused
from allervers.population.lists import DetectedList, Line

from ..organisations.context import acting_for
from ..organisations.loading import taken_over
from ..organisations.models import Organisation
from ..people import nir
from .codes import FOR_THE_PERSON
from .models import DetectionReason

ROWS_AT_ONCE = 20_000
FIRST_YEAR = 2000
AHEAD = datetime.timedelta(days=366)
"""A list may be worked out for a day to come. Further away it is a slip, and would keep every later list out."""
Told = Callable[[int, int], object]


@dataclass
class TakenIn:
    """What lists changed: detections that are new, reasons that are new (on new and known detections), and persons who
    are no longer to be examined because the list does not hold them any more."""

    detections: int = 0
    reasons: int = 0
    left: int = 0

    def __iadd__(self, other: "TakenIn") -> "TakenIn":
        self.detections += other.detections
        self.reasons += other.reasons
        self.left += other.left
        return self


@transaction.atomic
def take_in(
    listed: DetectedList, day: datetime.date, *, dry_run: bool = False, told: Told = lambda done, rows: None
) -> TakenIn:
    """Write the whole list or nothing; with `dry_run`, do everything and take it back. Raises `Refused`.

    One list at a time: another one waits. Advisers who decide meanwhile wait for the rows that it writes.
    """
    _refuse_impossible(listed, day)
    funds = _funds(listed)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('lists of detections'))")
    total, done = TakenIn(), 0

    def counted(portions: Iterable[list[Line]]) -> Iterable[list[Line]]:
        nonlocal done
        for portion in portions:
            _refuse_nir(listed, portion)
            yield portion
            done += len(portion)
            told(done, listed.rows)

    told(0, listed.rows)
    for code, fund in funds.items():
        targets = listed.targets(code)
        with acting_for(fund, f"liste de détection du {day}"):
            _refuse_older(listed, fund, targets, day)
            total += take_in_fund(fund, targets, counted(listed.lines(code, ROWS_AT_ONCE)), day)
    if dry_run:
        transaction.set_rollback(True)
    return total


def take_in_fund(
    fund: Organisation, targets: Sequence[str], portions: Iterable[Sequence[Line]], day: datetime.date
) -> TakenIn:
    """The part of a list that is this fund's, in its context; `targets` are those that the list holds for it."""
    taken = TakenIn()
    known = {"fund": fund.pk, "day": day, "targets": list(targets), "for_the_person": list(FOR_THE_PERSON)}
    known["today"] = timezone.localdate()
    with connection.cursor() as cursor:
        # Of what this transaction writes, the database has a false idea of how much there is: it would look the same
        # rows through once for each other row.
        cursor.execute("set local enable_nestloop = off")
        for portion in portions:
            columns = [list(column) for column in zip(*portion, strict=True)][:5]
            names = ("persons", "households", "named", "sentences", "priorities")
            values = known | dict(zip(names, columns, strict=True))
            cursor.execute(_CONFIRM, values)
            cursor.execute(_OPEN, values)
            taken.detections += cursor.fetchone()[0]
            cursor.execute(_ADD, values)
            taken.reasons += cursor.rowcount
        cursor.execute(_OUTDATE, known)
        cursor.execute(_LEAVE, known)
        taken.left += cursor.fetchone()[0]
        cursor.execute(_SUM_UP, known)
        cursor.execute("set local enable_nestloop to default")
    return taken


# --- What a list must be ----------------------------------------------------------------------------------------


def _funds(listed: DetectedList) -> dict[str, Organisation]:
    """The funds that the list names, all of them active."""
    known = {fund.code: fund for fund in Organisation.objects.filter(kind=Organisation.Kind.FUND)}
    for code, row in sorted(listed.funds.items(), key=lambda pair: pair[1]):
        fund = known.get(code)
        if fund is None or not fund.is_active:
            said = _old(fund, known) if fund else f"caisse inconnue « {code[:40]} », attendu un code de caisse"
            raise Refused(f"{listed.file} : ligne {row}, champ fund_code : {said}")
    return {code: known[code] for code in listed.funds}


def _old(fund: Organisation, known: dict[str, Organisation]) -> str:
    heir = known.get(taken_over().get(fund.code, ""))
    expected = f"la caisse qui l'a reprise : {heir.code} ({heir.name})" if heir else "une caisse en activité"
    return f"{fund.code} est un ancien code, attendu {expected}"


def _refuse_impossible(listed: DetectedList, day: datetime.date) -> None:
    if day.year < FIRST_YEAR or day > timezone.localdate() + AHEAD:
        raise Refused(f"{listed.file} : liste du {day}, attendu un jour depuis {FIRST_YEAR}, à un an d'ici au plus")


def _refuse_nir(listed: DetectedList, portion: Sequence[Line]) -> None:
    """A sentence is shown, and goes along with the referral: it holds no number in clear."""
    rows = {sentence: row for *_, sentence, _, row in reversed(portion)}  # the first row of each
    for sentence, row in rows.items():
        if nir.is_in(sentence):
            raise Refused(
                f"{listed.file} : ligne {row}, champ reason : contient un numéro de sécurité sociale, "
                "attendu une phrase sans ce numéro"
            )


def _refuse_older(listed: DetectedList, fund: Organisation, targets: Sequence[str], day: datetime.date) -> None:
    """An older list would call back those whom a later one no longer holds."""
    later = DetectionReason.objects.filter(fund=fund, target__in=targets, last_listed_on__gt=day)
    if found := later.order_by("-last_listed_on").first():
        raise Refused(
            f"{listed.file} : liste du {day}, la caisse {fund.code} a déjà celle du {found.last_listed_on} pour la "
            f"cible {found.target}, attendu une liste plus récente"
        )


# --- What it writes, portion by portion, then once for the fund -------------------------------------------------

_LISTED = """
    with listed as (
      select * from unnest(%(persons)s::bigint[], %(households)s::bigint[], %(named)s::text[], %(sentences)s::text[],
                           %(priorities)s::smallint[]) as line (person, household, target, sentence, priority))
"""

# Reasons that are known are seen once more. Of what was decided, the words stay those that the adviser read.
_CONFIRM = f"""{_LISTED}
    update detections_detectionreason as reason
    set last_listed_on = %(day)s, is_current = true,
        sentence = case when detection.status = 'waiting' then listed.sentence else reason.sentence end,
        priority = case when detection.status = 'waiting' then listed.priority else reason.priority end
    from listed, detections_detection as detection
    where reason.fund_id = %(fund)s and reason.person_number = listed.person and reason.target = listed.target
      and detection.fund_id = %(fund)s and detection.id = reason.detection_id
      and (not reason.is_current or reason.last_listed_on <> %(day)s
           or detection.status = 'waiting'
              and (reason.sentence, reason.priority) is distinct from (listed.sentence, listed.priority))
"""

# A person with a reason that nobody has seen waits for an adviser, once. The row is locked even if it was there:
# whoever decides at this moment must see the reason that is added to it, or leave it to a new detection.
_OPEN = f"""{_LISTED},
    opened as (
      insert into detections_detection
        (id, fund_id, person_number, household_number, priority, listed_since, last_listed_on, last_received_on,
         is_listed, status, set_aside_reason, set_aside_note)
      select gen_random_uuid(), %(fund)s, person, min(household), min(priority), %(day)s, %(day)s, %(today)s,
             true, 'waiting', '', ''
      from listed
      where not exists (
          select from detections_detectionreason as reason
          where reason.fund_id = %(fund)s and reason.person_number = person and reason.target = listed.target)
        and not exists (
          select from detections_detection as detection
          where detection.fund_id = %(fund)s and detection.person_number = person
            and detection.set_aside_reason = any(%(for_the_person)s))
      group by person order by person
      on conflict (fund_id, person_number) where status = 'waiting'
        do update set household_number = excluded.household_number
      returning xmax = 0 as is_new)
    select count(*) filter (where is_new) from opened
"""

# The reason of somebody who declined joins what was set aside: it is kept, and calls nobody back.
_ADD = f"""{_LISTED}
    insert into detections_detectionreason
      (fund_id, detection_id, person_number, target, sentence, priority, first_listed_on, last_listed_on, is_current)
    select %(fund)s, id, person, target, sentence, listed.priority, %(day)s, %(day)s, true
    from listed join (
      select distinct on (person_number) id, person_number from detections_detection
      where fund_id = %(fund)s and (status = 'waiting' or set_aside_reason = any(%(for_the_person)s))
      order by person_number, status = 'waiting' desc, decided_at desc) as detection on person_number = person
    on conflict (fund_id, person_number, target) do nothing
"""

_OUTDATE = """
    update detections_detectionreason set is_current = false
    where fund_id = %(fund)s and target = any(%(targets)s) and last_listed_on < %(day)s and is_current
"""

_LEAVE = """
    with gone as (
      update detections_detection as detection set is_listed = false
      where fund_id = %(fund)s and status <> 'referred' and is_listed and not exists (
        select from detections_detectionreason as reason
        where reason.fund_id = %(fund)s and reason.detection_id = detection.id and reason.is_current)
      returning status)
    select count(*) filter (where status = 'waiting') from gone
"""

# Order and dates of a detection are those of the reasons that still hold.
_SUM_UP = """
    update detections_detection as detection
    set is_listed = true, priority = held.priority, listed_since = held.since, last_listed_on = held.last,
        last_received_on = case when held.received then %(today)s else detection.last_received_on end
    from (select detection_id, min(priority) as priority, min(first_listed_on) as since, max(last_listed_on) as last,
                 bool_or(target = any(%(targets)s) and last_listed_on = %(day)s) as received
          from detections_detectionreason where fund_id = %(fund)s and is_current group by detection_id) as held
    where held.detection_id = detection.id and detection.fund_id = %(fund)s and detection.status <> 'referred'
      and (not detection.is_listed or held.received and detection.last_received_on <> %(today)s
           or (detection.priority, detection.listed_since, detection.last_listed_on)
              is distinct from (held.priority, held.since, held.last))
"""
