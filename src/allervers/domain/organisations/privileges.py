"""What the application's database role may do, table by table. Granted anew after every migration.

The application can neither truncate nor delete what concerns a person: erasure goes through a database function that
checks that it is due. It can add to the audit trail but not change it, and it can read facts but not write them
(triggers write them).
"""

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction

NOTHING = ""
READ = "select"
APPEND = "select, insert"
KEEP = "select, insert, update"
ALL = "select, insert, update, delete"

# Django's own tables; each domain says in its `apps.py` what may be done to its own.
_OF_DJANGO = {"contenttypes": READ, "auth": READ}
_OF_OURS = "allervers.domain."


def privileges() -> dict[str, str]:
    """Table name → privileges of the application's role, as each domain says them beside its nouns:

        class VisitsConfig(AppConfig):
            application_may = KEEP
            application_may_on = {"visitnote": APPEND}   # a model that differs

    Raises `ImproperlyConfigured` where a domain with tables says nothing, or names a model that it does not have.
    """
    return {table: given for config in apps.get_app_configs() for table, given in _of_app(config).items() if given}


def _of_app(config: AppConfig) -> dict[str, str]:
    models = [model for model in config.get_models(include_auto_created=True) if model._meta.managed]
    usual = getattr(config, "application_may", _OF_DJANGO.get(config.label))
    others = getattr(config, "application_may_on", {})
    if models and usual is None and config.name.startswith(_OF_OURS):
        raise ImproperlyConfigured(f"{config.name}.apps: `application_may` says what may be done to its tables.")
    if unknown := others.keys() - {model._meta.model_name for model in models}:
        raise ImproperlyConfigured(
            f"{config.name}.apps: `application_may_on` names {min(unknown)!r}, which is no model."
        )
    return {model._meta.db_table: others.get(model._meta.model_name, _usual(model, usual)) for model in models}


def _usual(model, usual: str | None) -> str | None:
    """The trail of a table is only added to."""
    return APPEND if hasattr(model, "pgh_tracked_model") else usual


def grant_to_application(using="default", **kwargs):
    """Give the application's role exactly `privileges()`; called after migrations, by the role that ran them."""
    connection = connections[using]
    role = connection.ops.quote_name(getattr(settings, "APP_DATABASE_ROLE", "av_app"))
    # In one transaction: a server that runs meanwhile never loses its rights.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(f"revoke all on all tables in schema public from {role}")
        cursor.execute(f"grant usage on schema public to {role}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {role}")
        cursor.execute(f"grant select on django_migrations to {role}")
        for table, given in privileges().items():
            cursor.execute(f"grant {given} on {connection.ops.quote_name(table)} to {role}")
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename like 'procrastinate%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"grant {ALL} on {connection.ops.quote_name(table)} to {role}")
