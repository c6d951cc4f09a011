"""When a person is best called."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_objects"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="nir_update",
        ),
        migrations.AddField(
            model_name="person",
            name="call_when",
            field=models.CharField(blank=True, db_default="", max_length=100, verbose_name="quand l’appeler"),
        ),
        migrations.AddField(
            model_name="personevent",
            name="call_when",
            field=models.CharField(blank=True, db_default="", max_length=100, verbose_name="quand l’appeler"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                    hash="1805681ae97665dc5390665121afcf67f5ca995f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65688",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_name" IS DISTINCT FROM (NEW."birth_name") OR OLD."call_when" IS DISTINCT FROM (NEW."call_when") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter_needed" IS DISTINCT FROM (NEW."interpreter_needed") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_note" IS DISTINCT FROM (NEW."language_note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postal_address" IS DISTINCT FROM (NEW."postal_address") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."usage_name" IS DISTINCT FROM (NEW."usage_name"))',
                    func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                    hash="6bba76317834cc0b10e5c09d3475d2264a553887",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de829",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="nir_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."nir_digest" IS DISTINCT FROM (NEW."nir_digest"))',
                    func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'nir\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                    hash="fafff72687a39f5fe3976564ef28eab6d3b9a489",
                    operation="UPDATE",
                    pgid="pgtrigger_nir_update_46b8a",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
    ]
