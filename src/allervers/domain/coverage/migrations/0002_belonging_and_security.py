"""Who sees what is known of a person: their fund. How long: as long as the person, whose erasure takes it along."""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect

TABLES = {
    "coverage_coveragestatement": ["person_id"],
    "coverage_coverageperiod": ["person_id"],
    "coverage_otherbenefit": ["person_id"],
    "coverage_liveswith": ["person_id", "other_id"],
    "coverage_monthlyresource": ["person_id"],
}


def belongs(table: str, column: str) -> RunSQL:
    """The key holds the fund too: plain foreign keys look past row-level security."""
    name = f"{table}_{column}_same_fund"
    return RunSQL(
        f"""alter table {table} add constraint {name} foreign key (fund_id, {column})
            references people_person (fund_id, id) on delete cascade""",
        f"alter table {table} drop constraint {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("coverage", "0001_initial"), ("people", "0005_search_with_birth")]

    operations = [
        *[belongs(table, column) for table, columns in TABLES.items() for column in columns],
        protect("coverage_coveragestatement", see=OWNED, write="false", add=OWNED),
        protect("coverage_monthlyresource", see=OWNED, write="false", add=OWNED),
        protect("coverage_otherbenefit", see=OWNED),
        protect("coverage_liveswith", see=OWNED),
        protect("coverage_coverageperiod", see=OWNED),
        RunSQL(
            # Worked out anew from the statements: the only rows here that the application takes away.
            f"create policy forget on coverage_coverageperiod for delete using ({OWNED})",
            "drop policy forget on coverage_coverageperiod",
        ),
    ]
