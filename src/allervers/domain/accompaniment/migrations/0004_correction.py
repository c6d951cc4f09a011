"""A contact or an action is corrected by its author, on the day it was written: the database holds it too.

Only what people typed counts: saying that an action is done is no correction.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.db.migrations import RunSQL

# Each with what its author typed in it.
TYPED = {
    "accompaniment_contact": ("at", "channel", "incoming", "result", "note"),
    "accompaniment_action": ("theme", "label", "due_on", "note"),
}

RULE = RunSQL(
    """
    create function corrected_by_its_author_that_day() returns trigger language plpgsql
    set search_path = public, pg_temp as $$
    begin
      if old.author_id is distinct from current_account_id()
        or (old.created_at at time zone 'Europe/Paris')::date <> (now() at time zone 'Europe/Paris')::date then
        raise exception 'corrected by its author on the day it was written' using errcode = 'check_violation',
          constraint = 'corrected_by_its_author_that_day';
      end if;
      new.corrected_at := now();
      return new;
    end $$;
    """,
    "drop function corrected_by_its_author_that_day();",
)


def correction_of(table: str) -> RunSQL:
    old, new = (", ".join(f"{row}.{name}" for name in TYPED[table]) for row in ("old", "new"))
    return RunSQL(
        f"""
        create trigger corrected_by_its_author_that_day before update on {table} for each row
          when (({old}) is distinct from ({new})) execute function corrected_by_its_author_that_day();
        """,
        f"drop trigger corrected_by_its_author_that_day on {table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accompaniment", "0003_follow_up_of_unreachable"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="action",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="action",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="update_update",
        ),
        migrations.AddField(
            model_name="action",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrigé le"),
        ),
        migrations.AddField(
            model_name="actionevent",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrigé le"),
        ),
        migrations.AddField(
            model_name="contact",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrigé le"),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrigé le"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accompaniment_actionevent" ("accompaniment_id", "author_id", "corrected_at", "created_at", "done_on", "due_on", "fund_id", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "theme") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."corrected_at", NEW."created_at", NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."status", NEW."theme"); RETURN NULL;',
                    hash="ab982493a11f3b3d6a383eafe5540ac022ff050f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59986",
                    table="accompaniment_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accompaniment_actionevent" ("accompaniment_id", "author_id", "corrected_at", "created_at", "done_on", "due_on", "fund_id", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "theme") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."corrected_at", NEW."created_at", NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."status", NEW."theme"); RETURN NULL;',
                    hash="f892d70959700eb0753c6aee7bc1cb8e413dc39c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03b08",
                    table="accompaniment_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accompaniment_contactevent" ("at", "author_id", "channel", "corrected_at", "created_at", "fund_id", "id", "incoming", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "result") VALUES (NEW."at", NEW."author_id", NEW."channel", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."incoming", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."result"); RETURN NULL;',
                    hash="754d4e14a6cad72691f866058188e39a39144cec",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2ccb8",
                    table="accompaniment_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accompaniment_contactevent" ("at", "author_id", "channel", "corrected_at", "created_at", "fund_id", "id", "incoming", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "result") VALUES (NEW."at", NEW."author_id", NEW."channel", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."incoming", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."referral_id", NEW."result"); RETURN NULL;',
                    hash="52b97e770ee06c23207a66048aca3d7d535f9f21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b27f4",
                    table="accompaniment_contact",
                    when="AFTER",
                ),
            ),
        ),
        RULE,
        *map(correction_of, TYPED),
    ]
