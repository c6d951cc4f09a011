"""The columns of the two files, in their order, and what each holds (formats of the project, casework history)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from ...accompaniment.codes import C2sAtEnd, CareType, ClosureReason, Outcome, Public, Theme
from ...organisations.loading import taken_over
from ...organisations.models import Organisation
from ...referrals.codes import DetectorFamily, ForgoneCare, ForgoneCause, ForgoneSince, Reason
from ..models import C2S_OF_UNKNOWN_CLASS
from .fields import OLDEST, Reader, boolean, choice, code, codes, day, fund, identifier, specialties, word

SEX = {"F": "F", "M": "M", "": ""}
C2S = {
    "true": C2S_OF_UNKNOWN_CLASS,
    "false": C2sAtEnd.NONE.value,
    "": "",
    **{known: known for known in C2sAtEnd.values},
}


@dataclass(frozen=True)
class Column:
    """`read` is None for what no figure needs: it is there, and is not kept (names, identifiers of persons).

    `varied`: nearly every line has another value, so that remembering what was read is of no use.
    """

    name: str
    read: Reader | None = None
    stored: str = "text"
    varied: bool = False


@dataclass(frozen=True)
class Layout:
    """One file: its name and the columns of its header."""

    file: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def staged(self) -> list[Column]:
        """What is read, and so staged."""
        return [column for column in self.columns if column.read]

    @property
    def table(self) -> str:
        return f"staged_{self.file.removesuffix('.csv')}"


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


def funds() -> tuple[dict[str, int], dict[str, str]]:
    """The active funds by code, and what to say of each old code."""
    known = {each.code: each for each in Organisation.objects.filter(kind=Organisation.Kind.FUND)}
    heirs = taken_over()
    old = {
        each.code: f"repris par {heirs[each.code]} ({known[heirs[each.code]].name})"
        if each.code in heirs
        else f"dont le repreneur n'est pas connu ({each.name})"
        for each in known.values()
        if not each.is_active
    }
    return {each.code: each.pk for each in known.values() if each.is_active}, old
