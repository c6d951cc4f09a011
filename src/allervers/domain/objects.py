"""What models cannot say to the database: functions, views, and each table's policies, triggers, indexes and keys.

One file for each function or view, and one for each table, in `domain/<app>/sql/`: the only text of it. A migration
that adds or changes an object loads its file (`load`). `make sql` writes the files anew as PostgreSQL understands them,
and a test compares them with a migrated database: reading them is reading the database.

What models declare (tables, constraints, triggers of `pgtrigger` and `pghistory`) is read in the models; what facts
declare, in `figures/facts/`.
"""

import re
import textwrap
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations import RunSQL

DOMAIN = Path(__file__).parent


def load(*names: str) -> RunSQL:
    """Run the files of these names, in this order, on a database that has older objects of the same name or none.

    A function may speak of tables that do not exist yet; a view and a table's file may not. A file stands in an older
    migration as well: where the older one can no longer run it, on a new database, it is taken out there. What no file
    says any longer, and a function whose arguments or result change, is dropped by the migration, before.
    """
    texts = "\n".join(_file(name).read_text(encoding="utf-8") for name in names)
    if "pg_trgm." in texts:
        # The owner may set what an extension reads once its library is there, which a call brings in.
        texts = f"select show_limit();\n{texts}"
    return RunSQL(
        f"set local check_function_bodies = off;\n{texts}\nset local check_function_bodies = on;", RunSQL.noop
    )


def _file(name: str) -> Path:
    paths = list(DOMAIN.glob(f"*/sql/{name}.sql"))
    if len(paths) != 1:
        raise LookupError(f"{name}.sql: expected in the folder sql/ of one domain, found in {len(paths)}")
    return paths[0]


# Neither of an extension, nor of a library, nor of the tests (tests/conftest.py).
_OURS = """
  and not exists (select from pg_depend d where d.objid = {object} and d.deptype = 'e')
  and {name} not like 'pgtrigger%' and {name} not like 'procrastinate%' and {name} <> 'testing_write'
  and left({name}, 1) <> '_' and left({name}, 6) <> 'facts_'
"""
_FUNCTIONS = (
    """
select proname, 'function', pg_get_functiondef(p.oid) || ';'
  || coalesce(E'\ncomment on function ' || p.oid::regprocedure || E' is\n'
              || quote_literal(obj_description(p.oid, 'pg_proc')) || ';', '')
  || case when proacl::text ~ '[{,]=X' or proacl is null then ''
     else format(E'\nrevoke all on function %s from public;', p.oid::regprocedure) end
from pg_proc p where pronamespace = 'public'::regnamespace and prokind = 'f'
"""
    + _OURS.format(object="p.oid", name="proname")
    + "order by proname, p.oid::regprocedure::text"
)
_VIEWS = """
select relname, 'view', format(E'create or replace view %I%s as\n%s', relname,
  ' with (' || array_to_string(reloptions, ', ') || ')', pg_get_viewdef(c.oid, true))
  || coalesce(E'\ncomment on view ' || relname || E' is\n'
              || quote_literal(obj_description(c.oid, 'pg_class')) || ';', '')
from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'v'
""" + _OURS.format(object="c.oid", name="relname")
_SECURED = """
select relname, 'security', format('alter table %I enable row level security%s;', relname,
  case when relforcerowsecurity then ', force row level security' else '' end)
from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
"""
# Whoever runs migrations has another name elsewhere.
_POLICIES = """
select tablename, 'policy',
  format(E'drop policy if exists %1$I on %2$I;\ncreate policy %1$I on %2$I', policyname, tablename)
  || case permissive when 'RESTRICTIVE' then ' as restrictive' else '' end
  || case cmd when 'ALL' then '' else ' for ' || lower(cmd) end
  || case when roles = '{public}' then '' else ' to current_user' end
  || coalesce(E'\nusing (' || qual || ')', '')
  || coalesce(E'\nwith check (' || nullif(with_check, qual) || ')', '') || ';'
from pg_policies where schemaname = 'public'
order by tablename, array_position(array['maintenance', 'see', 'add', 'change'], policyname::text), policyname
"""
_TRIGGERS = (
    """
select c.relname, 'trigger',
  regexp_replace(pg_get_triggerdef(t.oid, true), '^CREATE TRIGGER', 'create or replace trigger') || ';'
from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and relnamespace = 'public'::regnamespace
  and left(tgname, 6) <> 'facts_' and tgname not like 'pgtrigger%'
"""
    + _OURS.format(object="c.oid", name="c.relname")
    + "order by c.relname, tgname"
)
# Their policies are laid with them (`figures/laying.py`).
_FACTS = """
select distinct c.relname, '', '' from pg_trigger t join pg_class c on c.oid = tgrelid
where left(tgname, 11) = 'facts_mark_'
"""
_KEYS = """
select c.relname, 'key', format(E'alter table %1$I drop constraint if exists %2$I,\nadd constraint %2$I\n%3$s;',
  c.relname, conname, pg_get_constraintdef(k.oid, true))
from pg_constraint k join pg_class c on c.oid = conrelid
where connamespace = 'public'::regnamespace and contype = 'f' and cardinality(conkey) > 1
order by c.relname, conname
"""
_INDEXES = """
select tablename, indexname, regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX', 'create \\1index if not exists') || ';'
from pg_indexes where schemaname = 'public' and tablename not like 'procrastinate%' order by 1, 2
"""


def current() -> dict[Path, str]:
    """File → text, from the migrated database of the connection."""
    parts: dict[Path, list[str]] = {}
    for name, _, text in [*_rows(_FUNCTIONS), *_rows(_VIEWS)]:
        parts.setdefault(_of_object(name) / "sql" / f"{name}.sql", []).append(_tidy(text))
    folders, declared = _folders(), _declared_indexes()
    for table, _, _ in _rows(_FACTS):
        del folders[table]
    indexes = [row for row in _rows(_INDEXES) if row[0] in folders and row[1] not in declared]
    for rows in (_rows(_SECURED), _rows(_POLICIES), _rows(_TRIGGERS), _rows(_KEYS), indexes):
        for table, _, text in rows:
            if table not in folders:
                continue
            parts.setdefault(folders[table] / "sql" / f"{table}.sql", []).append(_tidy(text))
    return {path: "\n\n".join(texts) + "\n" for path, texts in parts.items()}


def kept() -> dict[Path, str]:
    """File → text, as they stand in the folders."""
    return {path: path.read_text(encoding="utf-8") for path in DOMAIN.glob("*/sql/*.sql")}


def write() -> None:
    """Make the folders say what the database says."""
    texts = current()
    for path in kept().keys() - texts.keys():
        path.unlink()
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _rows(query: str) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("set local search_path = public")
        cursor.execute(query)  # without parameters, so that a percent sign stays as it is written
        return cursor.fetchall()


def _tidy(text: str) -> str:
    """The same statement with bodies from the margin, and no space at the end of a line."""
    text = re.sub(
        r"(?<=\$function\$).*?(?=\$function\$)", lambda body: _from_the_margin(body[0]), text, flags=re.DOTALL
    )
    text = re.sub(r"\( SELECT (\w+)\(\) AS \1\)", r"(select \1())", text)
    return "\n".join(line.rstrip() for line in text.strip().split("\n")).replace("\n;", ";")


def _from_the_margin(body: str) -> str:
    first, *others = body.split("\n")
    return "\n".join([first, textwrap.dedent("\n".join(others))]) if others else body


def _of_object(name: str) -> Path:
    """Where its file stands; for a new one, the domain whose migrations make it."""
    if paths := list(DOMAIN.glob(f"*/sql/{name}.sql")):
        return paths[0].parents[1]
    made = re.compile(rf"\b(function|view)\s+{name}\b", re.IGNORECASE)
    for path in sorted(DOMAIN.glob("*/migrations/*.py")):
        if made.search(path.read_text(encoding="utf-8")):
            return path.parents[1]
    raise LookupError(f"{name}: no domain has its file or a migration that makes it")


def _folders() -> dict[str, Path]:
    """Table → folder, for the tables of the domains."""
    models = apps.get_models(include_auto_created=True)
    folders = {model._meta.db_table: Path(apps.get_app_config(model._meta.app_label).path) for model in models}
    return {table: folder for table, folder in folders.items() if folder.parent == DOMAIN}


def _declared_indexes() -> set[str]:
    """Names of the indexes that models make, by themselves or for a key, a unique field or a constraint."""
    names = set()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            names |= {declared.name for declared in (*meta.indexes, *meta.constraints)}
            # Those of fields end with eight figures of their digest.
            found = connection.introspection.get_constraints(cursor, meta.db_table)
            names |= {name for name in found if re.search(r"_[0-9a-f]{8}(_like|_uniq)?$|_pkey$|_key$", name)}
    return names
