"""What is ahead is seen by the fund of the person. A person's erasure takes it along; a right that ended stays for the
figures, without its person."""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect

TABLES = ["coverage_knowncircumstance", "coverage_gapline", "coverage_reliance"]


def belongs(table: str, then: str) -> RunSQL:
    """The key holds the fund too: plain foreign keys look past row-level security."""
    name = f"{table}_person_id_same_fund"
    return RunSQL(
        f"""alter table {table} add constraint {name} foreign key (fund_id, person_id)
            references people_person (fund_id, id) on delete {then}""",
        f"alter table {table} drop constraint {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("coverage", "0003_what_is_ahead")]

    operations = [
        *[belongs(table, "cascade") for table in TABLES],
        belongs("coverage_endedright", "set null (person_id)"),
        protect("coverage_knowncircumstance", see=OWNED),
        protect("coverage_gapline", see=OWNED),
        protect("coverage_reliance", see=OWNED, write="false", add=OWNED),
        protect("coverage_endedright", see=OWNED),
        RunSQL(
            # Worked out anew while the person is there; without a person, nobody takes it away.
            f"create policy forget on coverage_endedright for delete using ({OWNED} and person_id is not null)",
            "drop policy forget on coverage_endedright",
        ),
    ]
