"""Who sees a rights file: the fund that owns it, the body that examines it, whoever deposited it for the person.

Documents are protected here too, where the table that says which file they belong to exists.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect

ACCOUNT = "(select current_account_id())"
ORGANISATION = "(select current_organisation_id())"
FILE = f"{OWNED} or handled_by_id = {ORGANISATION} or deposited_by_id = {ACCOUNT}"
# Seen as the file is seen: the subquery is itself under row-level security.
PIECE = f"{OWNED} or file_id in (select id from rights_files_rightsfile)"
DOCUMENT = f"""{OWNED} or author_id = {ACCOUNT}
    or id in (select document_id from rights_files_suppliedpaper)"""

PIECES = ("requiredpaper", "suppliedpaper", "papersrequest", "requestedpaper")
KEPT_AS_WRITTEN = ("step", "letter")


def belongs(table: str, column: str, target: str, *, cascade: bool) -> RunSQL:
    """The key holds the fund too: plain foreign keys look past row-level security."""
    name = f"{table}_{column}_same_fund"
    return RunSQL(
        f"""alter table {table} add constraint {name} foreign key (fund_id, {column})
            references {target} (fund_id, id) {"on delete cascade" if cascade else ""}""",
        f"alter table {table} drop constraint {name}",
    )


DECISION_IS_KEPT = RunSQL(
    """
    create function decision_is_kept() returns trigger language plpgsql as $$
    begin
      if (new.id, new.file_id, new.number, new.author_id, new.outcome, new."on", new.c2s_class, new.reason,
          new.situation, new.answer, new.law_version, new.corrects_id) is distinct from
         (old.id, old.file_id, old.number, old.author_id, old.outcome, old."on", old.c2s_class, old.reason,
          old.situation, old.answer, old.law_version, old.corrects_id)
         or (old.starts_on is not null
             and (new.starts_on, new.ends_on) is distinct from (old.starts_on, old.ends_on)) then
        raise exception 'a decision is not changed' using errcode = 'check_violation', constraint = 'decision_is_kept';
      end if;
      return new;
    end $$;
    create trigger decision_is_kept before update on rights_files_decision
      for each row execute function decision_is_kept();
    """,
    "drop trigger decision_is_kept on rights_files_decision; drop function decision_is_kept();",
)


class Migration(migrations.Migration):
    dependencies = [("rights_files", "0001_initial"), ("documents", "0001_initial"), ("people", "0002_search")]

    operations = [
        *[
            belongs(f"rights_files_{name}", "file_id", "rights_files_rightsfile", cascade=True)
            for name in (*PIECES, *KEPT_AS_WRITTEN, "decision")
        ],
        belongs("rights_files_rightsfile", "person_id", "people_person", cascade=False),
        belongs("rights_files_suppliedpaper", "document_id", "documents_document", cascade=False),
        protect("rights_files_rightsfile", see=FILE),
        *[protect(f"rights_files_{name}", see=PIECE) for name in (*PIECES, "decision")],
        *[protect(f"rights_files_{name}", see=PIECE, write="false", add=PIECE) for name in KEPT_AS_WRITTEN],
        protect("rights_files_rightsfileevent", see=OWNED, write="false", add="true"),
        protect("documents_document", see=DOCUMENT),
        DECISION_IS_KEPT,
    ]
