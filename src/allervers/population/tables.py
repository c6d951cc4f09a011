"""The tables of a population (formats §2): columns, types, codes, and the parts that a folder holds.

    households/part-00000.parquet   persons/part-00000.parquet   resources/part-00000.parquet   …

A household has the same number of part in the three folders. Null is *unknown*; an absent row of resources is 0.
"""

from __future__ import annotations

from dataclasses import dataclass

from allervers.law.codes import (
    ACTIVITIES,
    FAMILY_KINDS,
    HOUSING,
    NEW_BUSINESSES,
    RESOURCE_KINDS,
    ROLES,
    TAX_NOTICE_KINDS,
    TERRITORIES,
)

# Truths of persons that a situation says too; false where nobody says them.
TRUTHS = (
    *("broken_family_ties", "yearly_emergency_aid", "prisoner", "in_paid_training", "lives_as_couple"),
    *("maintenance_from_parents", "maintenance_court_ordered", "left_tax_household"),
)

# What belongs to a person and brings in nothing: rental values of a year, and capital.
IDLE = ("idle_buildings", "idle_land", "idle_capital")
# What a new activity brings in: of who sells, of who directs a company that pays one tax or the other.
NEW_BUSINESS = (
    "new_business_turnover",
    "new_business_profit_share",
    "new_business_pay",
    "new_business_earlier_income",
)

# What base rights, AME and urgent care ask besides. A status is false where nobody says it; the rest is unknown.
STATUSES = (
    *("refugee", "subsidiary_protection", "under_minority_assessment", "trainee", "returning_volunteer"),
    *("student", "judicial_protection", "pensioner", "came_for_care", "came_to_seek_work", "foreign_scheme"),
    *("removal_order", "unable_to_work", "keeps_house_for_insured"),
)
# Benefits of the person that prove residence (D160-2 I CSS) and that no other column tells.
BENEFITS_TOLD = ("apa", "pch")
LINKS, INSURED = ("spouse", "partner", "child", "parent", "relative"), ("worker", "resident", "eu_citizen")
LAWFUL_AND_LAST_JOB = ("lawful_residence_since", "last_job_started_on", "last_job_ended_on")
STAYS = ("regular", "irregular", "asylum_seeker", "short_stay_visa")
PREVIOUS = (
    *("ceam", "s1", "end_of_rights_certificate"),
    *("portability_requested", "portability_answered", "rights_elsewhere"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """``codes``: the texts that are known, if they are closed; ``required``: null is refused; ``optional``: the column
    itself may be absent."""

    name: str
    type: str
    codes: tuple[str, ...] = ()
    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]


HOUSEHOLDS = Table(
    "households",
    (
        Column("household_id", "BIGINT", required=True),
        Column("fund_code", "VARCHAR"),
        Column("territory", "VARCHAR", TERRITORIES),
        Column("housing", "VARCHAR", HOUSING),
        Column("housing_benefit_cents", "BIGINT"),
        Column("rsa", "BOOLEAN"),
        Column("unpaid_c2s_contributions", "BOOLEAN", optional=True),
        Column("unpaid_c2s_closed_on", "DATE", optional=True),
        Column("c2s_suspended", "BOOLEAN", optional=True),
    ),
)
PERSONS = Table(
    "persons",
    (
        Column("person_id", "BIGINT", required=True),
        Column("household_id", "BIGINT", required=True),
        Column("role", "VARCHAR", ROLES, required=True),
        Column("birth_date", "DATE"),
        Column("sex", "VARCHAR", ("F", "M")),
        Column("nationality_group", "VARCHAR", ("FR", "EU", "OTHER")),
        Column("activity", "VARCHAR", ACTIVITIES),
        Column("lives_with_parents", "BOOLEAN"),
        Column("alternating_residence", "BOOLEAN"),
        Column("alsace_moselle", "BOOLEAN"),
        Column("ald", "BOOLEAN"),
        Column("gp_declared", "BOOLEAN"),
        Column("pregnant", "BOOLEAN"),
        Column("in_child_welfare", "BOOLEAN"),
        Column("deceased_on", "DATE"),
        Column("residence_title_expires_on", "DATE"),
        Column("puma_since", "DATE"),
        Column("puma_until", "DATE"),
        Column("c2s_class", "VARCHAR", ("free", "contribution", "none")),
        Column("c2s_until", "DATE"),
        Column("ame_until", "DATE"),
        Column("last_care_on", "DATE"),
        Column("digital_account", "BOOLEAN"),
        Column("contact", "VARCHAR", ("email", "sms", "letter", "none")),
        Column("opposed_to_contact", "BOOLEAN"),
        Column("commune_code", "VARCHAR", optional=True),
        Column("other_cover", "BOOLEAN", optional=True),
        Column("last_gp_on", "DATE", optional=True),
        Column("last_dentist_on", "DATE", optional=True),
        Column("last_screening_on", "DATE", optional=True),
        Column("file_pending", "BOOLEAN", optional=True),
        Column("mes_status", "VARCHAR", optional=True),
        Column("last_flu_vaccine_on", "DATE", optional=True),
        Column("bereaved_on", "DATE", optional=True),
        *(Column(name, "BOOLEAN", optional=True) for name in TRUTHS),
        Column("non_taxable_household", "BOOLEAN", optional=True),
        Column("works_outside_prison", "BOOLEAN", optional=True),
        Column("unemployment_benefit_granted_on", "DATE", optional=True),
        Column("sick_leave_since", "DATE", optional=True),
        Column("new_business", "VARCHAR", NEW_BUSINESSES, optional=True),
        *(Column(f"{name}_cents", "BIGINT", optional=True) for name in NEW_BUSINESS),
        *(Column(f"{name}_cents", "BIGINT", optional=True) for name in IDLE),
        Column("stay", "VARCHAR", STAYS, optional=True),
        *(Column(name, "DATE", optional=True) for name in ("residence_since", "stay_irregular_since")),
        *(Column(name, "DATE", optional=True) for name in ("employment_start", "portability_requested_on")),
        *(Column(name, "DATE", optional=True) for name in LAWFUL_AND_LAST_JOB),
        *(Column(name, "BOOLEAN", optional=True) for name in (*STATUSES, *BENEFITS_TOLD, *PREVIOUS)),
        Column("joins_link", "VARCHAR", LINKS, optional=True),
        Column("joins_insured", "VARCHAR", INSURED, optional=True),
        Column("joins_dependent", "BOOLEAN", optional=True),
        Column("joins_resources_cents", "BIGINT", optional=True),
        *(Column(f"tax_notice_{kind}_cents", "BIGINT", optional=True) for kind in TAX_NOTICE_KINDS),
    ),
)
RESOURCES = Table(
    "resources",
    (
        Column("household_id", "BIGINT", required=True),
        Column("person_id", "BIGINT"),
        Column("kind", "VARCHAR", (*RESOURCE_KINDS, *FAMILY_KINDS), required=True),
        Column("month", "DATE", required=True),
        Column("amount_cents", "BIGINT"),
    ),
)
TABLES = {table.name: table for table in (HOUSEHOLDS, PERSONS, RESOURCES)}

# The result, in order.
ENTITLEMENTS = Table(
    "entitlements",
    (
        Column("household_id", "BIGINT", required=True),
        Column("person_id", "BIGINT", required=True),
        Column("c2s_status", "VARCHAR", ("free", "contribution", "none", "unknown"), required=True),
        Column("c2s_monthly_contribution_cents", "BIGINT"),
        Column("resources_cents", "BIGINT"),
        Column("ceiling_free_cents", "BIGINT"),
        Column("ceiling_contribution_cents", "BIGINT"),
        Column("missing", "BIGINT", required=True),
        Column("non_take_up", "BOOLEAN"),
        # False: the answer is that of the others of the household (a child of 26, somebody who died).
        Column("c2s_member", "BOOLEAN"),
    ),
)

# The result for a right of each person for herself: base rights, AME, urgent care.
OF_PERSONS = Table(
    "entitlements",
    (
        Column("household_id", "BIGINT", required=True),
        Column("person_id", "BIGINT", required=True),
        Column("right", "VARCHAR", ("puma", "ame", "urgent_care"), required=True),
        Column("status", "VARCHAR", ("entitled", "not_entitled", "unknown"), required=True),
        Column("missing", "BIGINT", required=True),
    ),
)
