"""What the application's database role may do, table by table. Granted anew after every migration.

The application can neither truncate nor delete what concerns a person: erasure goes through a database function that
checks that it is due. It can add to the audit trail but not change it, and it can read facts but not write them
(triggers write them).
"""

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

NOTHING = ""
READ = "select"
APPEND = "select, insert"
KEEP = "select, insert, update"
ALL = "select, insert, update, delete"

_BY_APP = {
    # Links with a provider are made by functions alone.
    "credentials": READ,
    "organisations": READ,
    "people": KEEP,
    # What an import wrote is left by functions and triggers, and is for who runs the installation.
    "imports": NOTHING,
    "coverage": APPEND,
    "documents": KEEP,
    "outbox": KEEP,
    "rights_files": KEEP,
    "referrals": KEEP,
    "detections": KEEP,
    "accompaniment": KEEP,
    "appointments": KEEP,
    "figures": READ,
    "snapshots": APPEND,
    "privacy": APPEND,
    "contenttypes": READ,
    "auth": READ,
}
_BY_TABLE = {
    "documents_documentcheck": APPEND,
    # Given and opened by functions alone.
    "rights_files_personlink": READ,
    # Given and opened by functions alone.
    "appointments_personlink": READ,
    # What an import of history changed is for who runs the installation: the owner's role alone.
    "figures_caseworkimport": NOTHING,
    "figures_importtakenback": NOTHING,
    "figures_importedfact": NOTHING,
    # Each account its own rows (row-level security): what is taken off leaves no secret behind.
    "credentials_application": ALL,
    "credentials_passkey": ALL,
    "credentials_recoverycode": ALL,
    "credentials_factortries": ALL,
    "credentials_credentialevent": APPEND,
    # Through functions alone (`organisations/sql/`). The date of the last sign-in is all that an account
    # lets be written; locking its row asks for a column that may be.
    "organisations_user": "select, update (last_login)",
    "organisations_userevent": READ,
    "organisations_session": NOTHING,
    "organisations_signintries": NOTHING,
    "organisations_accountchangeseen": APPEND,
    "organisations_accesstoken": KEEP,
    # Counted again whenever facts change, by jobs and commands alone (row-level security sees to it).
    "figures_countedmonth": ALL,
    "figures_changedmonth": ALL,
    "figures_keptedition": KEEP,
    # Worked out anew from what was stated, which is only added to.
    "coverage_coverageperiod": ALL,
    "coverage_otherbenefit": KEEP,
    "coverage_liveswith": KEEP,
    "coverage_knowncircumstance": KEEP,
    "coverage_gapline": KEEP,
    # Worked out anew while the person is there.
    "coverage_endedright": ALL,
}


def privileges() -> dict[str, str]:
    """Table name → privileges of the application's role."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        given = APPEND if hasattr(model, "pgh_tracked_model") else _BY_APP.get(model._meta.app_label)
        given = _BY_TABLE.get(model._meta.db_table, given)
        if given and model._meta.managed:
            tables[model._meta.db_table] = given
    return tables


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
