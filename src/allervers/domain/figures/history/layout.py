"""The columns of the two files, in their order, and what each holds (formats of the project, casework history)."""

import datetime
from collections.abc import Mapping

from ...accompaniment.codes import C2sAtEnd, CareType, ClosureReason, Outcome, Public, Theme
from ...imports.fields import OLDEST, boolean, choice, code, codes, day, fund, identifier, word
from ...imports.layout import Column, Layout
from ...referrals.codes import DetectorFamily, ForgoneCare, ForgoneCause, ForgoneSince, Reason
from ..models import C2S_OF_UNKNOWN_CLASS
from .specialties import specialties

SEX = {"F": "F", "M": "M", "": ""}
C2S = {
    "true": C2S_OF_UNKNOWN_CLASS,
    "false": C2sAtEnd.NONE.value,
    "": "",
    **{known: known for known in C2sAtEnd.values},
}


def referrals(today: datetime.date, active: Mapping[str, int], old: Mapping[str, str]) -> Layout:
    """`active` and `old`: see `funds`."""
    return Layout(
        "referrals.csv",
        (
            Column("referral_id", identifier, varied=True),
            Column("fund_code", fund(active, old), "bigint"),
            Column("received_on", day(today), "date"),
            Column("detector_family", code(DetectorFamily)),
            Column("detector_category", word("une catégorie de la famille de la même ligne")),
            Column("detector_name"),
            Column("reasons", codes(Reason), "text[]"),
            Column("person_id"),
            Column("sex", choice(SEX)),
            Column("birth_date", day(today, OLDEST, optional=True, secret=True), "date"),
            Column("forgone_care", codes(ForgoneCare), "text[]"),
            Column("forgone_since", code(ForgoneSince, optional=True)),
            Column("forgone_causes", codes(ForgoneCause), "text[]"),
        ),
    )


def accompaniments(today: datetime.date) -> Layout:
    return Layout(
        "accompaniments.csv",
        (
            Column("accompaniment_id", identifier, varied=True),
            Column("referral_id", identifier, varied=True),
            Column("opened_on", day(today, optional=True), "date"),
            Column("closed_on", day(today, optional=True), "date"),
            Column("themes", codes(Theme), "text[]"),
            Column("closure_reason", code(ClosureReason, optional=True)),
            Column("outcomes", codes(Outcome), "text[]"),
            Column("care_types", codes(CareType), "text[]"),
            Column("specialties", specialties, "text[]"),
            Column("publics", codes(Public), "text[]"),
            Column("gp_declared_at_end", boolean, "boolean"),
            Column("c2s_at_end", choice(C2S)),
            Column("ald_exemption_at_end", boolean, "boolean"),
        ),
    )
