"""Which PostgreSQL, under which role, and how it is made ready.

Two roles. The *owner* creates tables and policies, and migrates. The *application* reads and writes rows
under row-level security and can do nothing else: a fault of the code cannot open another fund's files.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Literal

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from allervers.config import embedded
from allervers.config.former_migrations import ANEW, FORMER
from allervers.config.local import Unusable, secret
from allervers.config.processes import threads_here

Role = Literal["owner", "app"]
NAME, OWNER, APPLICATION = "allervers", "av_owner", "av_app"
# One process at a time prepares a database, on however many machines.
LOCK = 4_716_213_875


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def available() -> AbstractContextManager[None]:
    """The server answers inside this block; only ours is started if need be, and not under damaged secrets."""
    if not is_embedded():
        return nullcontext()
    secret("database_owner_password")
    return embedded.running()


def parameters(role: Role) -> dict[str, str]:
    """The libpq parameters of `role`."""
    if role == "app" and (url := os.environ.get("ALLERVERS_APP_DATABASE_URL")):
        return _parse("ALLERVERS_APP_DATABASE_URL", url)
    if is_embedded():
        user = OWNER if role == "owner" else APPLICATION
        return conninfo_to_dict(embedded.conninfo(user, secret(f"database_{role}_password"), NAME))
    given = _parse("DATABASE_URL", os.environ["DATABASE_URL"])
    if role == "owner":
        return given
    return given | {"user": APPLICATION, "password": secret("database_app_password")}


def django_settings(role: Role) -> dict[str, object]:
    """The entry of ``DATABASES`` for `role`."""
    rest = dict(parameters(role))
    named = {key: str(rest.pop(key.lower() if key != "NAME" else "dbname", "")) for key in _DJANGO_KEYS}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": rest}


def served_settings(role: Role) -> dict[str, object]:
    """`django_settings`, and how this process keeps its connections.

    Those of a web process belong to a pool no larger than its threads: the web server lets an idle thread end after
    half a minute, and a connection that was the thread's own would stay open for ever. Who finds none within two
    seconds, which happens only when the database is gone, is answered 503. A database that was restarted costs no
    failed request.
    """
    entry = django_settings(role) | {"CONN_HEALTH_CHECKS": True}
    if not os.environ.get("ALLERVERS_WEB_PROCESS"):
        return entry | {"CONN_MAX_AGE": 60}
    pool = {"min_size": 1, "max_size": threads_here(), "timeout": 2, "reconnect_timeout": 1, "max_idle": 60}
    return entry | {"CONN_MAX_AGE": 0, "OPTIONS": entry["OPTIONS"] | {"pool": pool}}


_DJANGO_KEYS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def _parse(variable: str, url: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        # The address holds a password: it is not repeated.
        raise Unusable(f"{variable} : attendu postgresql://compte:motdepasse@serveur/base.") from None


@contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection belongs to the owner inside this block. Never inside a transaction."""
    from django.db import connection

    connection.close()
    before = {key: connection.settings_dict[key] for key in (*_DJANGO_KEYS, "OPTIONS")}
    owner = django_settings("owner")
    connection.settings_dict.update({key: owner[key] for key in before})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def prepare() -> None:
    """Roles, database and tables are up to date, and the application's role is a harmless one."""
    if is_embedded():
        _create_embedded_roles()
    with _connect("owner") as owner:
        owner.execute("select pg_advisory_lock(%s)", [LOCK])
        if not is_embedded():
            _create_application_role(owner)
        _refuse_powerful_application()
        _admit_application(owner)
        _migrate()


def _connect(role: Role) -> psycopg.Connection:
    try:
        return psycopg.connect(make_conninfo(**parameters(role)), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Unusable(f"La base de données refuse le compte {parameters(role).get('user')} : {reason}") from None


def _create_embedded_roles() -> None:
    """The two roles and the database of the embedded server, with the passwords of ``secrets.json``."""
    with psycopg.connect(embedded.conninfo(embedded.SUPERUSER, "", "postgres"), autocommit=True) as boot:
        boot.execute("select pg_advisory_lock(%s)", [LOCK])
        for role, right, key in (
            (OWNER, "createdb", "database_owner_password"),
            (APPLICATION, "nocreatedb", "database_app_password"),
        ):
            _set_role(boot, role, secret(key), right)
        if not boot.execute("select from pg_database where datname = %s", [NAME]).rowcount:
            boot.execute(f"create database {NAME} owner {OWNER} template template0")
            boot.execute(f"revoke connect, temporary on database {NAME} from public")
            boot.execute(f"grant connect on database {NAME} to {APPLICATION}")


def _set_role(connection: psycopg.Connection, role: str, password: str, right: str = "nocreatedb") -> None:
    """Create `role`, or give it its password again."""
    exists = connection.execute("select from pg_roles where rolname = %s", [role]).rowcount
    connection.execute(
        sql.SQL("{verb} role {role} login nosuperuser nobypassrls nocreaterole {right} password {password}").format(
            verb=sql.SQL("alter" if exists else "create"),
            role=sql.Identifier(role),
            right=sql.SQL(right),
            password=sql.Literal(password),
        )
    )


def _create_application_role(owner: psycopg.Connection) -> None:
    """The application's role of a server that is not ours, unless its address was given or it may sign in."""
    if "ALLERVERS_APP_DATABASE_URL" in os.environ or _may_sign_in():
        return
    try:
        _set_role(owner, APPLICATION, secret("database_app_password"))
    except psycopg.errors.InsufficientPrivilege:
        raise Unusable(
            f"Le compte de DATABASE_URL ne peut pas créer le compte {APPLICATION} : le créer, puis indiquer son "
            "adresse dans ALLERVERS_APP_DATABASE_URL (docs/deployment.md)."
        ) from None


def _admit_application(owner: psycopg.Connection) -> None:
    """The application's role will read and write rows in the tables to come.

    Never TRUNCATE, which ignores row-level security.
    """
    role = parameters("app")["user"]
    for rights in ("select, insert, update, delete on tables", "usage, select on sequences"):
        owner.execute(
            sql.SQL("alter default privileges in schema public grant {} to {}").format(
                sql.SQL(rights), sql.Identifier(role)
            )
        )


def _may_sign_in() -> bool:
    try:
        _connect("app").close()
    except Unusable:
        return False
    return True


def _migrate() -> None:
    """Bring the tables up to date, as the owner; nothing to do costs a few milliseconds."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    with as_owner():
        recorder = MigrationRecorder(connection)
        applied = set(recorder.applied_migrations())
        _refuse_another_version(applied)
        if applied >= FORMER:
            with transaction.atomic():
                for domain, name in ANEW - applied:
                    recorder.record_applied(domain, name)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)


def _refuse_another_version(applied: set[tuple[str, str]]) -> None:
    """Of a database with migrations that these programs do not know, or with some only of those that began anew, they
    would not know what they write."""
    from django.db.migrations.loader import MigrationLoader

    if applied & FORMER and (missing := FORMER - applied):
        raise Unusable(
            "La base de données vient d'une version trop ancienne du logiciel (il lui manque la mise à jour "
            f"{' '.join(min(missing))}). La mettre d'abord à jour avec une version qui a cette mise à jour, ou "
            "indiquer une base neuve (docs/deployment.md)."
        )
    ours = MigrationLoader(None)
    known = FORMER.union(ours.disk_migrations, *(migration.replaces for migration in ours.disk_migrations.values()))
    if strange := {key for key in applied - known if key[0] in ours.migrated_apps}:
        raise Unusable(
            f"La base de données vient d'une autre version du logiciel (mise à jour {' '.join(min(strange))}). "
            "Installer cette version, ou indiquer une base neuve (docs/deployment.md)."
        )


def _refuse_powerful_application() -> None:
    """Superusers, BYPASSRLS roles and whoever can act as the owner of tables do not feel row-level security."""
    with _connect("app") as connection:
        name, ignores, owns = connection.execute(
            """
            select current_user, rolsuper or rolbypassrls,
                   pg_has_role(current_user, %s, 'member')
                   or exists (select from pg_class
                              where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                                and pg_has_role(current_user, relowner, 'member'))
            from pg_roles where rolname = current_user
            """,
            [parameters("owner")["user"]],
        ).fetchone()
    if ignores or owns:
        why = "il ignore la séparation des caisses" if ignores else "il peut modifier les tables"
        raise Unusable(
            f"Le compte de base de données {name} ne peut pas servir l'application : {why}. "
            "Indiquer un compte ordinaire dans ALLERVERS_APP_DATABASE_URL (docs/deployment.md)."
        )
