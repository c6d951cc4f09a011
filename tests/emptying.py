"""What a test leaves in the tables when it is not taken back by a transaction (`transaction=True`) goes away.

Django's own way truncates two hundred tables, of which nearly all are empty, then writes every permission again: a
second for each test.
"""

import psycopg

from allervers.config import embedded
from allervers.config.database import NAME, as_owner
from allervers.domain.organisations.loading import load_funds

# What migrating writes, which no test changes.
_KEPT = ["django_migrations", "django_content_type", "auth_permission"]

# In this session no trigger and no key of another table watches: nothing of what it empties stays.
_EMPTY = """
    set session_replication_role = replica;
    do $$
    declare filled regclass;
    begin
      for filled in
        select oid from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
              and relname <> all (array[{kept}])
      loop
        execute format('delete from %s', filled);
      end loop;
    end $$
"""


def empty() -> None:
    """The tables are as before the first test: only the funds are in them. Not inside a transaction."""
    with psycopg.connect(embedded.conninfo(embedded.SUPERUSER, "", NAME), autocommit=True) as superuser:
        superuser.execute(_EMPTY.format(kept=", ".join(f"'{name}'" for name in _KEPT)))
    with as_owner():
        load_funds()
