"""Whether a C2S that ends is renewed without a request (L861-5 CSS, last paragraph), and when a residence title is.

The text names the holders of the RSA and of the ASPA, as long as they hold it, and since December 2022 the young adults
who depend on a holder of the RSA; the children of the household follow its request (L861-5, first paragraph). It does
not name those of the ASI or the AAH, who are only presumed to meet the ceiling (L861-2): their request remains to be
made.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from allervers.law.counting import add_days, add_months
from allervers.law.lookup import Finding, Lookup, word

NAMED = {"rsa": "c2s_renewed_for_rsa", "aspa": "c2s_renewed_for_aspa"}


def c2s_renewal(ends_on: date, benefits: Collection[str] | None) -> Finding:
    """``benefits``: codes held on the last day of the right; None: not known.

    ``status`` "yes": renewed without a request; ``ends_on`` of the finding is then the day until which the notice must
    have come. Raises `SituationError` before the C2S.
    """
    law = Lookup("renewal", ends_on)
    code, label = "c2s_renewal", "Renouvellement de la C2S sans demande"
    if benefits is None:
        for name in NAMED.values():
            law.figure(name)
        reason = "On ne sait pas si la personne reçoit le RSA ou l'ASPA : la demande est à prévoir."
        return Finding(code, label, word(None), reason, law.taken(), missing=("benefits",))
    named = [benefit for benefit, figure in NAMED.items() if law.figure(figure) and benefit in benefits]
    if not named:
        reason = "Ni RSA ni ASPA à la fin du droit : il faut une demande."
        return Finding(code, label, word(False), reason, law.taken())
    told_by = add_months(ends_on, -law.figure("c2s_renewal_told_before"))
    reason = f"La personne reçoit {'le RSA' if named[0] == 'rsa' else 'l’ASPA'} : la C2S est renouvelée sans demande."
    return Finding(code, label, word(True), reason, law.taken(), ends_on=told_by)


def c2s_renewal_beside_rsa(ends_on: date, age: int | None) -> Finding:
    """For somebody of the household that another one's RSA is paid for; ``age`` on the last day of the right, None: not
    known. At the age of an adult and above it, whether the RSA counts them among its household is not known here.

    Raises `SituationError` before the C2S.
    """
    law = Lookup("renewal", ends_on)
    code, label = "c2s_renewal", "Renouvellement de la C2S sans demande"
    under = law.figure("c2s_renewed_beside_rsa_under")
    if under is not None and age is not None and age < under:
        told_by = add_months(ends_on, -law.figure("c2s_renewal_told_before"))
        reason = f"Dans un foyer au RSA, avant {under} ans : la C2S est renouvelée sans demande."
        return Finding(code, label, word(True), reason, law.taken(), ends_on=told_by)
    reason = "Quelqu'un de son foyer reçoit le RSA : si elle en dépend, la C2S est renouvelée sans demande. À vérifier."
    return Finding(code, label, word(None), reason, law.taken(), missing=("benefits",))


class Window(NamedTuple):
    """First and last day of a request; None: no rule is known for that day."""

    opens_on: date | None
    due_on: date | None


def title_renewal(ends_on: date) -> Window:
    """When a new residence title is asked for online, for one that ends on this day (R431-5 1° CESEDA).

    A title that is not asked for online: in the two months before its end. Raises `SituationError` before 2016.
    """
    law = Lookup("renewal", ends_on)
    before = [law.figure(name) for name in ("title_renewal_opens_before", "title_renewal_due_before")]
    return Window(*(None if days is None else add_days(ends_on, -days) for days in before))
