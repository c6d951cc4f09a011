"""The day on which to call again; a contact noted by mistake is taken back."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("accompaniment", "0002_objects"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="update_update",
        ),
        migrations.AddField(
            model_name="contact",
            name="next_on",
            field=models.DateField(blank=True, null=True, verbose_name="rappeler le"),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="next_on",
            field=models.DateField(blank=True, null=True, verbose_name="rappeler le"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accompaniment_contactevent" ("at", "author_id", "channel", "corrected_at", "created_at", "fund_id", "id", "incoming", "next_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "result") VALUES (NEW."at", NEW."author_id", NEW."channel", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."incoming", NEW."next_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."result"); RETURN NULL;',
                    hash="935318171cb448b6800a6c654db0da8c46549f91",
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
                    func='INSERT INTO "accompaniment_contactevent" ("at", "author_id", "channel", "corrected_at", "created_at", "fund_id", "id", "incoming", "next_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "result") VALUES (NEW."at", NEW."author_id", NEW."channel", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."incoming", NEW."next_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."referral_id", NEW."result"); RETURN NULL;',
                    hash="608d78a9d0fecdb26b6840b443fa983d797058de",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b27f4",
                    table="accompaniment_contact",
                    when="AFTER",
                ),
            ),
        ),
        load("contact_taken_back", "accompaniment_contact"),
    ]
