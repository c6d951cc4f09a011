"""What is ahead of a C2S: its renewal, somebody who joins the household, a debt, the end of childhood in care."""

import datetime
from collections.abc import Iterator
from functools import cache

from allervers.law.deadlines import reckon
from allervers.law.lookup import Lookup
from allervers.law.operations import age_at
from allervers.law.renewal import c2s_renewal, c2s_renewal_beside_rsa
from allervers.law.wording import day as french

from .beliefs import ONE_DAY
from .codes import Benefit, C2sClass, Circumstance, Right
from .known import Ahead, Companion, Known, end_ahead

Day = datetime.date
C2S = Right.C2S.value
LAWFUL = (Benefit.RSA.value, Benefit.ASPA.value)
PRESUMED = {Benefit.ASI.value: "l’ASI", Benefit.AAH.value: "l’AAH"}
ADULT, CHILD_OF_HOUSEHOLD_UNDER = 18, 25


@cache
def dates(kind: str, day: Day, **more: object) -> dict[str, Day | None]:
    """The dates that the law gives after an event; a few hundred events serve a whole country."""
    return {each.name: each.day for each in reckon({"kind": kind, "date": day, **more}).dates}


def renewal(known: Known, day: Day) -> Iterator[Ahead]:
    """R861-18 I: asked for from four to two months before the end; L861-5: for some, not at all.

    A C2S that its holder gave up is not to be renewed.
    """
    ends_on = known.end_ahead(C2S, day)
    if ends_on is None or _renounced(known, ends_on):
        return
    if day < dates("c2s_end", ends_on)["renewal_opens_on"]:
        return
    past_due = day > dates("c2s_end", ends_on)["renewal_due_on"]
    beside_rsa = any(_holds_rsa(one, ends_on) for one in known.companions)
    age = age_at(known.birth_date, ends_on) if beside_rsa and known.birth_date else None
    if known.benefits is None:
        yield _renewal(ends_on, None, past_due, False, beside_rsa, age)
        return
    held = [one for one in known.benefits if one.on(ends_on)]
    refused = any(one.c2s_opposed for one in held)
    yield _renewal(ends_on, frozenset(one.benefit for one in held), past_due, refused, beside_rsa, age)


def _holds_rsa(one: Companion, day: Day) -> bool:
    """Somebody who lives with the person has the RSA on this day, and did not refuse the C2S that comes with it."""
    held = one.benefits if one.on(day) else None
    return any(each.benefit == Benefit.RSA and each.on(day) and not each.c2s_opposed for each in held or ())


def _renounced(known: Known, ends_on: Day) -> bool:
    left = known.last(Circumstance.RENUNCIATION)
    return left is not None and left.on <= ends_on <= (
        dates("c2s_renunciation_received", left.on)["ends_on"] or Day.min
    )


@cache
def _renewal(
    ends_on: Day, held: frozenset[str] | None, past_due: bool, refused: bool, beside_rsa: bool, age: int | None
) -> Ahead:
    """The same for everybody whose C2S ends on this day with these benefits, at this age if beside the RSA of another
    one."""
    opens, due = (dates("c2s_end", ends_on)[name] for name in ("renewal_opens_on", "renewal_due_on"))
    by_law = c2s_renewal(ends_on, held)
    if beside_rsa and by_law.status != "yes":
        by_law = c2s_renewal_beside_rsa(ends_on, age)
    automatic = by_law.status == "yes" and not refused
    late = past_due and not automatic
    if automatic:
        remedies, told = ("c2s_check_notice",), by_law.reason
    elif late:
        remedies = ("c2s_late_renewal_request",)
        told = f"La demande se faisait jusqu’au {french(due)} : elle est en retard, et reste possible."
    else:
        remedies = ("c2s_renewal_request",)
        told = f"La demande se fait entre le {french(opens)} et le {french(due)}."
    if refused:
        remedies = ("c2s_refusal_reviewed", *remedies)
        told = f"La personne a refusé la C2S liée à sa prestation : rien ne se renouvelle sans elle. {told}"
    elif by_law.status == "unknown":
        unsure = "On ne sait pas si elle est renouvelée sans demande (RSA, ASPA)."
        told += f" {by_law.reason if beside_rsa else unsure}"
    elif not automatic and (presumed := [PRESUMED[one] for one in sorted(held or ()) if one in PRESUMED]):
        told += f" Elle reçoit {' et '.join(presumed)} : l’organisme l’aide, la demande reste à faire."
    return Ahead(
        kind="c2s_renewal_late" if late else "c2s_renewal",
        right=C2S,
        act_from=opens,
        act_before=due,
        exposed_from=ends_on + ONE_DAY,
        automatic=automatic,
        remedies=remedies,
        sentence=f"La C2S finit le {french(ends_on)}. {told}",
        because=ends_on,
    )


def joining(known: Known, day: Day) -> Iterator[Ahead]:
    """An adult who lives with a holder of the C2S (R861-16-5 II), and two holders who form a household (R861-18 III).

    The law of the day says whether they wait for the renewal; a right that ends before is renewed by `renewal`.
    """
    for one in known.companions:
        theirs = end_ahead(one.c2s or (), day) if one.on(day) else None
        if theirs is None or _renounced(known, theirs):
            continue
        own = known.end_ahead(C2S, day)
        if own is None and not known.open_on(C2S, day):
            yield from _adult_joins(known, one, theirs, day)
        elif own is not None and own != theirs:
            yield from _two_rights(one, min(own, theirs), day)


def _adult_joins(known: Known, one: Companion, theirs: Day, day: Day) -> Iterator[Ahead]:
    age = age_at(known.birth_date, one.since) if known.birth_date else None
    joined_during = any(period.starts_on < one.since <= period.ends_on for period in one.c2s or ())
    allowed = Lookup("deadlines", day).figure("c2s_adult_joins_during_right")
    if not joined_during or not allowed or (age is not None and age < ADULT):
        return
    due = dates("c2s_end", theirs)["renewal_due_on"]
    told = f"Elle vit depuis le {french(one.since)} avec une personne couverte par la C2S jusqu’au {french(theirs)}"
    told += ", et peut demander à la rejoindre sans attendre la fin de ce droit."
    if known.open_on(C2S, day) is None:
        told += " On ne sait pas si elle a déjà la C2S."
    if age is None or age < CHILD_OF_HOUSEHOLD_UNDER:
        told += " À charge du foyer et de moins de 25 ans, elle est couverte dès que l’organisme le sait."
    yield Ahead(
        kind="adult_joining",
        right=C2S,
        act_from=one.since,
        act_before=due if day <= due else theirs,
        exposed_from=one.since,
        automatic=False,
        remedies=("c2s_joint_request",),
        sentence=told,
        because=one.since,
    )


def _two_rights(one: Companion, first: Day, day: Day) -> Iterator[Ahead]:
    opens, due = (dates("c2s_end", first)[name] for name in ("renewal_opens_on", "renewal_due_on"))
    if day < opens or one.since > first:
        return
    told = f"Deux C2S se suivent dans ce foyer : une demande commune se fait au premier terme, le {french(first)}."
    yield Ahead(
        kind="adult_joining",
        right=C2S,
        act_from=opens,
        act_before=due,
        exposed_from=first + ONE_DAY,
        automatic=False,
        remedies=("c2s_joint_renewal",),
        sentence=f"{told} La seconde s’arrête la veille du droit commun.",
        because=first,
    )


def unpaid(known: Known, day: Day) -> Iterator[Ahead]:
    """R861-30: two months unpaid, then thirty days to pay or to agree; R861-31: suspended from the next month."""
    notice = known.last(Circumstance.UNPAID_NOTICE)
    if notice is None or notice.on > day:
        return
    due, suspended = (dates("c2s_unpaid_notice", notice.on)[name] for name in ("payment_due_on", "suspended_from"))
    running = [period for period in known.periods.get(C2S, ()) if period.starts_on <= day <= period.ends_on]
    free_now = any(period.kind.c2s_class == C2sClass.FREE for period in running)
    ended = known.open_on(C2S, day) is False
    if day >= suspended or free_now or ended:
        return
    told = f"Deux mois de participation à la C2S sont impayés : sans paiement ni accord avant le {french(due)}"
    yield Ahead(
        kind="contribution_unpaid",
        right=C2S,
        act_from=notice.on,
        act_before=due,
        exposed_from=suspended,
        automatic=False,
        remedies=("contribution_payment",),
        sentence=f"{told}, le droit est suspendu le {french(suspended)}.",
        because=notice.on,
    )


def child_welfare(known: Known, day: Day) -> Iterator[Ahead]:
    """The fund renews the C2S of a young person in care at 17 years and 10 months, before the majority."""
    if known.last(Circumstance.CHILD_WELFARE) is None or not nearly_adult(known, day):
        return
    of_birth = dates("birth_in_child_welfare", known.birth_date)
    renewed, majority = of_birth["c2s_renewal_on"], of_birth["majority_on"]
    last = known.end_ahead(C2S, majority)
    # Renewed already, if its next renewal comes after the majority.
    later = known.open_on(C2S, majority) and (last is None or dates("c2s_end", last)["renewal_opens_on"] >= majority)
    if not renewed <= day < majority or later:
        return
    told = f"Confiée à l’aide sociale à l’enfance, elle a 18 ans le {french(majority)} : la caisse renouvelle sa C2S"
    yield Ahead(
        kind="child_welfare_c2s",
        right=C2S,
        act_from=renewed,
        act_before=majority - ONE_DAY,
        exposed_from=majority,
        automatic=True,
        remedies=("c2s_child_welfare_renewal",),
        sentence=f"{told} sans demande depuis le {french(renewed)} (17 ans et 10 mois).",
        because=majority,
    )


def nearly_adult(known: Known, day: Day) -> bool:
    """Seventeen on this day; nobody else's birth needs the law to be asked."""
    return known.birth_date is not None and age_at(known.birth_date, day) == ADULT - 1


LOOKS = (renewal, joining, unpaid, child_welfare)
