"""What is ahead of base rights and of the AME: titles that end, rights that are maintained, closings, the majority."""

import datetime
from collections.abc import Iterator

from allervers.law.counting import add_months
from allervers.law.countries import is_european
from allervers.law.lookup import Lookup
from allervers.law.renewal import title_renewal
from allervers.law.wording import day as french

from .beliefs import ONE_DAY
from .codes import Circumstance, Right
from .known import Ahead, Event, Known
from .looks_c2s import dates, nearly_adult

Day = datetime.date
PUMA, AME = Right.PUMA.value, Right.AME.value


def title(known: Known, day: Day) -> Iterator[Ahead]:
    """A residence title that ends, then the rights that R111-4 maintains after it; nothing is closed before the day
    that R114-10-1 gives.

    The citizens of whom R111-4 does not speak have no such end. A known end of the base right is `base`'s affair.
    """
    ended = known.last(Circumstance.RESIDENCE_TITLE)
    if ended is None or is_european(ended.nationality, ended.on) or known.open_on(AME, day):
        return
    if known.open_on(PUMA, day) is False or _closing(known, day) is not None:
        return
    found = _of_title(ended, day)
    yield from [found] if found else []


def _of_title(ended: Event, day: Day) -> Ahead | None:
    removal = {} if ended.removal_order is None else {"removal_order": ended.removal_order}
    after = dates("residence_title_expired", ended.on, nationality=ended.nationality, **removal)
    until, closing = after["rights_maintained_until"], after["earliest_closing_on"]
    no_earlier = f"les droits de base ne peuvent pas être fermés avant le {french(closing)}"
    if day > ended.on:
        told = f"Le titre de séjour a fini le {french(ended.on)}. Les droits sont maintenus jusqu’au {french(until)} ;"
        return _titled("maintained_rights_ending", ended, ended.on + ONE_DAY, until, closing, f"{told} {no_earlier}.")
    opens, due = title_renewal(ended.on)
    if opens and day < opens:
        return None
    told = f"Le titre de séjour finit le {french(ended.on)}."
    if opens:
        told += f" Le nouveau se demande en ligne entre le {french(opens)} et le {french(due)}."
    told += f" Sans lui, {no_earlier}."
    return _titled("title_ending", ended, opens or day, ended.on, closing, told)


def _titled(kind: str, ended: Event, act_from: Day, act_before: Day, closing: Day, sentence: str) -> Ahead:
    return Ahead(
        kind=kind,
        right=PUMA,
        act_from=act_from,
        act_before=act_before,
        exposed_from=closing + ONE_DAY,
        automatic=False,
        remedies=("title_renewal",) if kind == "title_ending" else ("new_title_sent",),
        sentence=sentence,
        because=ended.on,
    )


def _closing(known: Known, day: Day) -> Day | None:
    """The last day of the base right, if an end is known: the fund's, or that which follows from its letter."""
    ends_on = known.end_ahead(PUMA, day)
    letter = known.last(Circumstance.CLOSING_NOTICE)
    if ends_on is not None or letter is None or letter.on > day:
        return ends_on
    ended = known.last(Circumstance.RESIDENCE_TITLE)
    if ended is not None and ended.on > letter.on:
        return None  # a title that came after the letter
    more = {"ground": "regularity", "title_expired_on": ended.on} if ended else {}
    if ended and ended.removal_order is not None:
        more["removal_order"] = ended.removal_order
    closes_on = dates("puma_closing_notice", letter.on, **more)["closes_on"]
    return closes_on if closes_on >= day else None


def base(known: Known, day: Day) -> Iterator[Ahead]:
    """Base rights have no end by themselves: a known end was notified, and there is no renewal to wait for.

    Who has no title any more passes to the AME, which begins on the day of its deposit and never overlaps.
    """
    ends_on = _closing(known, day)
    if ends_on is None or known.open_on(AME, ends_on + ONE_DAY):
        return
    told = f"Les droits de base finissent le {french(ends_on)}, et rien n’est connu après cette date."
    ended = known.last(Circumstance.RESIDENCE_TITLE)
    to_ame = ended is not None and ended.on <= ends_on and not is_european(ended.nationality, ended.on)
    if to_ame:
        told = f"Les droits de base finissent le {french(ends_on)} ; l’AME peut commencer le lendemain : "
        told += _ways(known, ends_on)
    remedies = ("ame_request_for_the_day_after",)
    yield Ahead(
        kind="base_to_ame" if to_ame else "base_right_ending",
        right=PUMA,
        act_from=day,
        act_before=ends_on,
        exposed_from=ends_on + ONE_DAY,
        automatic=False,
        remedies=(*remedies, "ame_request_next_day", "ame_retroactive_care")
        if to_ame
        else ("base_right_new_papers", *remedies),
        sentence=told,
        because=ends_on,
    )


def _ways(known: Known, ends_on: Day) -> str:
    """Three of them, and since the decree 2023-311 a fourth for who has no C2S."""
    law = Lookup("deadlines", ends_on)
    told = "demande datée d’avance, dépôt ce jour-là, ou prise en charge des soins des "
    told += f"{law.figure('ame_retroactivity')} jours d’avant le dépôt."
    if law.figure("puma_ame_brings_closing_forward") and not known.open_on(Right.C2S, ends_on):
        whether = "" if known.open_on(Right.C2S, ends_on) is False else "Si elle n’a pas la C2S, "
        told += f" {whether}{'l' if whether else 'L'}’AME accordée plus tôt avance la fermeture à la veille."
    return told


def ame(known: Known, day: Day) -> Iterator[Ahead]:
    """The letter that recalls the renewal leaves two months before the end."""
    ends_on = known.end_ahead(AME, day)
    if ends_on is None or known.open_on(PUMA, ends_on + ONE_DAY):
        return
    opens = add_months(ends_on, -Lookup("deadlines", ends_on).figure("ame_renewal_alert_before"))
    if day < opens:
        return
    yield Ahead(
        kind="ame_renewal",
        right=AME,
        act_from=opens,
        act_before=ends_on,
        exposed_from=ends_on + ONE_DAY,
        automatic=False,
        remedies=("ame_renewal_request",),
        sentence=f"L’AME finit le {french(ends_on)}. La demande de renouvellement se dépose avant cette date.",
        because=ends_on,
    )


def majority(known: Known, day: Day) -> Iterator[Ahead]:
    """At 18 nobody is covered through a parent any more (L160-2). Looked at as early as for a young person in care."""
    if known.last(Circumstance.CHILD_WELFARE) is not None or known.open_on(AME, day) or not nearly_adult(known, day):
        return
    of_birth = dates("birth_in_child_welfare", known.birth_date)
    looked_at, adult = of_birth["c2s_renewal_on"], of_birth["majority_on"]
    if not looked_at <= day < adult:
        return
    told = f"La personne a 18 ans le {french(adult)} : elle n’est plus couverte par un parent, "
    told += "et ses droits de base s’ouvrent à son nom."
    if known.open_on(Right.C2S, day) is not False:
        told += " Dans une C2S avec participation, elle paie la sienne."
    yield Ahead(
        kind="majority",
        right=PUMA,
        act_from=looked_at,
        act_before=adult - ONE_DAY,
        exposed_from=adult,
        automatic=False,
        remedies=("own_base_right",),
        sentence=told,
        because=adult,
    )


LOOKS = (title, base, ame, majority)
