"""Access tokens: each account sees its own; who shows one is found by a function, before anybody is known."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import RunSQL

from allervers.domain.organisations.rls import protect

OWN = "account_id = (select current_account_id())"

USE = RunSQL(
    """
    create function use_access_token(shown text, today date) returns bigint language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare found organisations_accesstoken;
    begin
      select * into found from organisations_accesstoken
        where digest = shown and revoked_at is null and expires_on >= today;
      -- Once a day: what a program reads every minute must not write every minute.
      if found.last_used_on is distinct from today and found.id is not null then
        update organisations_accesstoken set last_used_on = today where id = found.id;
      end if;
      return found.account_id;
    end $$;
    """,
    "drop function use_access_token(text, date);",
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_sign_in_tries")]

    operations = [
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=100, verbose_name="usage")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("expires_on", models.DateField(verbose_name="valable jusqu’au")),
                ("last_used_on", models.DateField(null=True, verbose_name="dernier usage")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="révoqué le")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={"verbose_name": "jeton d’accès"},
        ),
        protect("organisations_accesstoken", see=OWN),
        USE,
    ]
