"""outcomes.csv: whose right was opened, and when, by the fund's own system. Read whole, or refused with line and field.

Numbers that are in no group of the campaign are counted and not kept. The same file twice changes nothing; a later one
corrects a day. Who is not in the file has, for now, no right opened.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from ..imports.fields import day
from ..imports.layout import Column, Layout
from ..imports.reading import Told, rows
from ..imports.refusals import Refusals
from .audience_file import reference
from .models import Campaign, Member, Outcome

# A right that was asked for opens on the first of a month that may still be to come.
AHEAD = datetime.timedelta(days=366)


@dataclass
class Report:
    """What became of the file; `unknown`: numbers in no group of the campaign."""

    refusals: Refusals
    lines: int = 0
    kept: int = 0
    unchanged: int = 0
    unknown: int = 0


def bring_in(campaign: Campaign, path: Path, today: datetime.date, told: Told = lambda done, size: None) -> Report:
    """Keep the file whole, or refuse it whole."""
    report = Report(Refusals(path.name))
    columns = (
        Column("person_ref", reference("person_ref"), varied=True),
        Column("on", day(today, ahead=AHEAD)),
    )
    said: dict[str, datetime.date] = {}
    for line, values in rows(path, Layout(path.name, columns), report.refusals, told):
        report.lines += 1
        if values["person_ref"] in said:
            report.refusals.add(line, "person_ref", "ce numéro est déjà plus haut", "une ligne par personne")
        said[values["person_ref"]] = datetime.date.fromisoformat(values["on"])
    if not report.refusals.total:
        _keep(campaign, said, report)
    return report


@transaction.atomic
def _keep(campaign: Campaign, said: dict[str, datetime.date], report: Report) -> None:
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    drawn = Member.objects.filter(campaign=campaign, exclusion="", number__in=said)
    members = dict(drawn.values_list("number", "pk"))
    there = dict(Outcome.objects.filter(campaign=campaign).values_list("member_id", "on"))
    report.unknown = len(said) - len(members)
    outcomes = [
        Outcome(fund_id=campaign.fund_id, campaign=campaign, member_id=members[number], on=on)
        for number, on in said.items()
        if number in members and there.get(members[number]) != on
    ]
    report.kept, report.unchanged = len(outcomes), len(members) - len(outcomes)
    Outcome.objects.bulk_create(
        outcomes, batch_size=5_000, update_conflicts=True, unique_fields=["member"], update_fields=["on"]
    )
