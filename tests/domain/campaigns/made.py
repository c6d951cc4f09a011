"""Campaigns for tests: a text, a file of fictitious persons, what they become."""

import csv
from decimal import Decimal

from allervers.domain.campaigns import texts, workflow

HEADER = "person_ref;household_ref;birth_name;first_name;email;phone;postal_address;language;opposed;deceased;amount"
LETTER = "# Un droit vous attend\n\nBonjour {{ first_name }},\nvous pouvez gagner {{ amount }} euros."


def campaign_of(fund, folder, text=LETTER, channels=("email", "sms", "letter"), holdout="0.2", name="automne", **more):
    (folder / "lettre.md").write_text(text)
    said = texts.read(folder / "lettre.md")
    return workflow.create(fund, name, said, list(channels), holdout=Decimal(holdout), seed=7, **more)


def line(number, household=None, **said):
    values = {
        "person_ref": str(number),
        "household_ref": str(number if household is None else household),
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "email": f"p{number}@exemple.invalid",
        "language": "fr",
        "opposed": "false",
        "deceased": "false",
        "amount": "12",
    }
    return values | said


def file_of(folder, lines, header=HEADER, name="audience.csv"):
    with (folder / name).open("w", newline="") as file:
        table = csv.DictWriter(file, header.split(";"), delimiter=";", restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(lines)
    return folder / name


def taken(campaign, path):
    """The refusals of the file as sentences; none where it was taken in."""
    refusals = workflow.take_in(campaign, path)
    campaign.refresh_from_db()
    return refusals.sentences()


def frozen(fund, folder, lines, **more):
    campaign = campaign_of(fund, folder, **more)
    assert taken(campaign, file_of(folder, lines)) == []
    return workflow.freeze(campaign)
