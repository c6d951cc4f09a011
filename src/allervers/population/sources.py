"""What the tables of a population say, under the names that the rules read, and what is asked of the law.

A population has fewer columns than a situation: the persons listed are the household of the right, as in a situation
that says nothing else. What no column tells takes the reading that formats §1 gives to an absent field.
"""

from __future__ import annotations

from datetime import date as Day
from typing import NamedTuple

from allervers.law.codes import FAMILY_KINDS, RESIDENCE_KINDS, RESIDENCE_MONTHS, STATUS_INPUTS, TAX_NOTICE_KINDS
from allervers.law.expression import Expression, Literal, Name, any_member, any_of, case, sum_over_months, total
from allervers.law.rules import Rule, person, rule
from allervers.population.tables import (
    BENEFITS_TOLD,
    IDLE,
    LAWFUL_AND_LAST_JOB,
    NEW_BUSINESS,
    PREVIOUS,
    STATUSES,
    TRUTHS,
)

HOUSEHOLDS, PERSONS, RESOURCES = "households", "persons", "resources"
GRANTED, CLOSED = "unemployment_benefit_granted_on", "unpaid_c2s_closed_on"


class Source(NamedTuple):
    """A column of a table; ``absent`` is the literal (SQL) that stands for null where null does not mean unknown.

    ``whether_told``: the input is whether the column tells anything, not what it tells.
    """

    table: str
    column: str
    nullable: bool = True
    absent: str | None = None
    whether_told: bool = False


def _said(column: str) -> Source:
    """A truth of a person that the format reads as false when nobody says it."""
    return Source(PERSONS, column, nullable=False, absent="FALSE")


SOURCES: dict[str, Source] = {
    "territory": Source(HOUSEHOLDS, "territory"),
    "housing": Source(HOUSEHOLDS, "housing"),
    "housing_benefit": Source(HOUSEHOLDS, "housing_benefit_cents"),
    "rsa": Source(HOUSEHOLDS, "rsa"),
    "unpaid_c2s_contributions": Source(HOUSEHOLDS, "unpaid_c2s_contributions", nullable=False, absent="FALSE"),
    "c2s_suspended": Source(HOUSEHOLDS, "c2s_suspended", nullable=False, absent="FALSE"),
    "unpaid_c2s_closing_known": Source(HOUSEHOLDS, CLOSED, nullable=False, whether_told=True),
    CLOSED: Source(HOUSEHOLDS, CLOSED),
    "role": Source(PERSONS, "role", nullable=False),
    "birth_date": Source(PERSONS, "birth_date"),
    "activity": Source(PERSONS, "activity"),
    "lives_with_parents": Source(PERSONS, "lives_with_parents"),
    "alternating_residence": Source(PERSONS, "alternating_residence"),
    "alsace_moselle": Source(PERSONS, "alsace_moselle"),
    "in_child_welfare": Source(PERSONS, "in_child_welfare"),
    "expecting_child": _said("pregnant"),
    **{name: _said(name) for name in TRUTHS},
    "non_taxable_household": Source(PERSONS, "non_taxable_household"),
    "works_outside_prison": Source(PERSONS, "works_outside_prison"),
    "unemployment_benefit_granted": Source(PERSONS, GRANTED, nullable=False, whether_told=True),
    GRANTED: Source(PERSONS, GRANTED),
    "sick_leave_start_known": Source(PERSONS, "sick_leave_since", nullable=False, whether_told=True),
    "sick_leave_since": Source(PERSONS, "sick_leave_since"),
    "new_business_given": Source(PERSONS, "new_business", nullable=False, whether_told=True),
    "new_business": Source(PERSONS, "new_business"),
    **{name: Source(PERSONS, f"{name}_cents") for name in NEW_BUSINESS},
    **{f"{name}_told": Source(PERSONS, f"{name}_cents", nullable=False, whether_told=True) for name in IDLE},
    **{name: Source(PERSONS, f"{name}_cents", nullable=False, absent="0") for name in IDLE},
    **{
        f"tax_notice_tells_{kind}": Source(PERSONS, f"tax_notice_{kind}_cents", nullable=False, whether_told=True)
        for kind in TAX_NOTICE_KINDS
    },
    **{f"tax_notice_{kind}": Source(PERSONS, f"tax_notice_{kind}_cents") for kind in TAX_NOTICE_KINDS},
    "nationality_group": Source(PERSONS, "nationality_group"),
    "stay": Source(PERSONS, "stay"),
    "residence_since": Source(PERSONS, "residence_since"),
    "stay_irregular_since": Source(PERSONS, "stay_irregular_since"),
    "title_given": Source(PERSONS, "residence_title_expires_on", nullable=False, whether_told=True),
    "title_expires_on": Source(PERSONS, "residence_title_expires_on"),
    "employment_start_given": Source(PERSONS, "employment_start", nullable=False, whether_told=True),
    "employment_start": Source(PERSONS, "employment_start"),
    "lawful_residence_given": Source(PERSONS, "lawful_residence_since", nullable=False, whether_told=True),
    "last_job_given": Source(PERSONS, "last_job_ended_on", nullable=False, whether_told=True),
    **{name: Source(PERSONS, name) for name in LAWFUL_AND_LAST_JOB},
    "puma_open_since": Source(PERSONS, "puma_since"),
    "portability_requested_on": Source(PERSONS, "portability_requested_on"),
    **{STATUS_INPUTS[status]: _said(status) for status in STATUSES},
    **{benefit: _said(benefit) for benefit in BENEFITS_TOLD},
    "joins": Source(PERSONS, "joins_link", nullable=False, absent="'nobody'"),
    "joined_insured_told": Source(PERSONS, "joins_insured"),
    "dependent_on_insured": _said("joins_dependent"),
    "joined_resources_told": Source(PERSONS, "joins_resources_cents"),
    **{name: Source(PERSONS, name) for name in PREVIOUS},
    "c2s_class_held": Source(PERSONS, "c2s_class"),
    "c2s_held_until": Source(PERSONS, "c2s_until"),
    # Few have one: who has no date has none.
    "ame_held_until": Source(PERSONS, "ame_until", nullable=False, absent="DATE '1900-01-01'"),
    # Who has no date of death lives.
    "dies_on": Source(PERSONS, "deceased_on", nullable=False, absent="DATE '9999-12-31'"),
}


def _paid_now(kinds: tuple[str, ...]) -> Expression:
    """Some benefit of these kinds is paid in the months that prove residence."""
    return sum_over_months(total(*map(Name, kinds)), ending=0, months=RESIDENCE_MONTHS) > 0


GIVEN: dict[str, Expression] = {
    "awarded_on": Name("date"),
    "declared_by_the_year": any_of(
        *(Name(f"tax_notice_tells_{kind}") for kind in TAX_NOTICE_KINDS),
        Name("new_business_given"),
        *(Name(f"{name}_told") for name in IDLE),
    ),
    "joint_taxation": Literal(True),
    "attached": Literal(True),
    "own_tax_return": ~Name("role").is_in("child", "other_dependant"),
    "annual_resources_given": Literal(False),
    "annual_resources": Literal(0),
    "rsa_declared": Literal(False),
    "aah_declared": Literal(False),
    "aspa_declared": Literal(False),
    "asi_declared": Literal(False),
    # No column speaks of these: they read as in a situation that says nothing of them.
    **{name: Literal(False) for name in STATUS_INPUTS.values() if name not in SOURCES},
    "joined_insured": case((Name("joins") == "nobody", "nobody"), otherwise=Name("joined_insured_told")),
    # A spouse or partner who is listed is counted with the household.
    "joined_insured_resources": case(
        (Name("joins") == "nobody", 0),
        (Name("joins").is_in("spouse", "partner") & any_member(Name("role").is_in("spouse", "partner")), 0),
        otherwise=Name("joined_resources_told"),
    ),
    "nationality": case(
        (Name("nationality_group") == "FR", "french"),
        (Name("nationality_group") == "EU", "european"),
        otherwise="third_country",
    ),
    "benefit_declared": any_of(*(Name(benefit) for benefit in BENEFITS_TOLD)),
    "benefit_paid": _paid_now(RESIDENCE_KINDS),
    "household_benefit": any_of(Name("rsa"), Name("housing_benefit") > 0, _paid_now(FAMILY_KINDS)),
}


@rule(person, source="formats §2")
def c2s_held(c2s_class_held, c2s_held_until, date):
    """Une C2S est ouverte ce jour-là, gratuite ou non."""
    return (c2s_class_held != "none") & (c2s_held_until >= date)


@rule(person, source="formats §2")
def ame_held(ame_held_until, date):
    """Une AME est ouverte ce jour-là."""
    return ame_held_until >= date


@rule(person, source="formats §2")
def c2s_non_take_up(c2s_member, c2s_status, c2s_held, ame_held, dies_on, date):
    """A droit à la C2S et n'est pas couvert.

    Membre du foyer, en vie, droit gratuit ou avec participation, ni C2S ni AME ouverte : qui a l'AME a un autre droit.
    """
    entitled = any_of(c2s_status == "free", c2s_status == "contribution")
    return c2s_member & entitled & ~c2s_held & ~ame_held & (dies_on > date)


RULES: tuple[Rule, ...] = (c2s_held, ame_held, c2s_non_take_up)

# Columns of the result, and the rule that each tells.
STATUS = "c2s_status"
AMOUNTS = {
    "c2s_monthly_contribution_cents": "c2s_monthly_contribution",
    "resources_cents": "c2s_resources",
    "ceiling_free_cents": "c2s_ceiling_free",
    "ceiling_contribution_cents": "c2s_ceiling_contribution",
}
NON_TAKE_UP = "c2s_non_take_up"
# Whose is the answer of the household that stands beside each of its persons (R861-2 CSS).
MEMBER = "c2s_member"


def successors(day: Day) -> str:
    """SQL: ``household_id, person_id`` of who asks in place of an applicant who is dead on ``day``: the other of the
    couple, else the eldest who lives."""
    on = f"CAST('{day}' AS DATE)"
    return f"""
    SELECT household_id, person_id FROM (
        SELECT p.household_id, p.person_id, ROW_NUMBER() OVER (
            PARTITION BY p.household_id
            ORDER BY CASE WHEN p.role IN ('spouse', 'partner') THEN 0 ELSE 1 END, p.birth_date NULLS LAST, p.person_id
        ) AS place
        FROM persons AS p JOIN persons AS a ON a.household_id = p.household_id
        WHERE a.role = 'applicant' AND a.deceased_on <= {on} AND (p.deceased_on IS NULL OR p.deceased_on > {on})
    ) AS ranked WHERE place = 1"""
