"""The tables of `accompaniment`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Accompaniment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "themes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("rights", "Droits"),
                                        ("care", "Soins"),
                                        ("digital", "Numérique"),
                                        ("prevention", "Prévention"),
                                        ("orientation", "Orientation"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="thématiques",
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="ouvert le")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="clos le")),
                        (
                            "closure_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("care_obtained", "Soins réalisés"),
                                    ("success_without_care", "Succès sans soins réalisés"),
                                    ("partial_success", "Abandon ou interruption avec succès partiel"),
                                    ("abandoned", "Abandon"),
                                    ("declined", "Refus de la personne"),
                                    ("not_relevant", "Saisine non pertinente"),
                                    ("unreachable", "Personne injoignable"),
                                ],
                                max_length=30,
                                verbose_name="motif de clôture",
                            ),
                        ),
                        (
                            "closure_note",
                            models.TextField(blank=True, max_length=2000, verbose_name="précisions sur la clôture"),
                        ),
                        (
                            "outcomes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("complementary_cover", "Complémentaire obtenue"),
                                        ("partner_orientation", "Orientation vers un partenaire"),
                                        ("digital_autonomy", "Autonomie numérique"),
                                        ("financial_aid", "Aide financière obtenue"),
                                        ("prevention", "Action de prévention réalisée"),
                                        ("care_guidance", "Guidance dans le système de soins"),
                                        ("rights_opened", "Droits de base ouverts"),
                                        ("gp_found", "Médecin traitant trouvé"),
                                        ("ameli_account", "Compte ameli ouvert"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="gains",
                            ),
                        ),
                        (
                            "care_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("dental_prosthesis", "Prothèse dentaire"),
                                        ("conservative_dental", "Soins dentaires conservateurs"),
                                        ("optical", "Optique"),
                                        ("hearing", "Audition"),
                                        ("specialist_act", "Acte de spécialiste"),
                                        ("general_practice", "Médecine générale"),
                                        ("analysis_or_imaging", "Analyse ou imagerie"),
                                        ("nursing_or_physio", "Soins infirmiers ou kinésithérapie"),
                                        ("surgery", "Chirurgie"),
                                        ("pharmacy", "Pharmacie"),
                                        ("other", "Autre soin"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="soins concernés",
                            ),
                        ),
                        (
                            "publics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("under_25", "Moins de 25 ans"),
                                        ("self_employed", "Travailleur indépendant"),
                                        ("help", "HELP"),
                                        ("disability", "Situation de handicap"),
                                        ("without_employment", "Sans emploi"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="publics",
                            ),
                        ),
                        (
                            "gp_declared_at_end",
                            models.BooleanField(blank=True, null=True, verbose_name="médecin traitant déclaré"),
                        ),
                        (
                            "c2s_at_end",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "C2S gratuite"),
                                    ("contribution", "C2S avec participation"),
                                    ("none", "Pas de C2S"),
                                ],
                                max_length=20,
                                verbose_name="C2S à la fin",
                            ),
                        ),
                        (
                            "ald_exemption_at_end",
                            models.BooleanField(blank=True, null=True, verbose_name="exonération ALD"),
                        ),
                        (
                            "adviser",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accompaniments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="conseiller",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="confié à",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accompaniments",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("pause_until", models.DateField(blank=True, null=True, verbose_name="en pause jusqu’au")),
                        (
                            "pause_why",
                            models.CharField(
                                blank=True, db_default="", max_length=300, verbose_name="motif de la pause"
                            ),
                        ),
                        ("paused_on", models.DateField(blank=True, null=True, verbose_name="en pause depuis le")),
                    ],
                    options={
                        "verbose_name": "accompagnement",
                        "ordering": ["-opened_on"],
                        "indexes": [
                            models.Index(fields=["person"], name="accompaniment_by_person"),
                            models.Index(
                                condition=models.Q(("closed_on__isnull", True)),
                                fields=["fund", "adviser", "opened_on"],
                                name="accompaniment_under_way",
                            ),
                            models.Index(
                                condition=models.Q(("handled_by__isnull", False)),
                                fields=["handled_by"],
                                name="accompaniment_handled",
                            ),
                            models.Index(fields=["fund", "closed_on"], name="accompaniment_by_closure"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="accompaniment_fund_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("themes__contained_by", ["rights", "care", "digital", "prevention", "orientation"])
                                ),
                                name="accompaniment_themes_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcomes__contained_by",
                                        [
                                            "complementary_cover",
                                            "partner_orientation",
                                            "digital_autonomy",
                                            "financial_aid",
                                            "prevention",
                                            "care_guidance",
                                            "rights_opened",
                                            "gp_found",
                                            "ameli_account",
                                        ],
                                    )
                                ),
                                name="accompaniment_outcomes_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "care_types__contained_by",
                                        [
                                            "dental_prosthesis",
                                            "conservative_dental",
                                            "optical",
                                            "hearing",
                                            "specialist_act",
                                            "general_practice",
                                            "analysis_or_imaging",
                                            "nursing_or_physio",
                                            "surgery",
                                            "pharmacy",
                                            "other",
                                        ],
                                    )
                                ),
                                name="accompaniment_care_types_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "publics__contained_by",
                                        ["under_25", "self_employed", "help", "disability", "without_employment"],
                                    )
                                ),
                                name="accompaniment_publics_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", True), ("closure_reason", "")),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        (
                                            "closure_reason__in",
                                            [
                                                "care_obtained",
                                                "success_without_care",
                                                "partial_success",
                                                "abandoned",
                                                "declined",
                                                "not_relevant",
                                                "unreachable",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="accompaniment_closed_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "closure_reason__in",
                                            ["care_obtained", "success_without_care", "partial_success"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("outcomes", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="accompaniment_success_has_outcomes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closure_reason__in", ["not_relevant", "unreachable"]),
                                        ("opened_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("opened_on__isnull", False),
                                        ("person__isnull", False),
                                        models.Q(("themes", []), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accompaniment_open_has_person_and_themes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("opened_on__isnull", True),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="accompaniment_closed_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handled_by__isnull", True),
                                    models.Q(("handled_by", models.F("fund")), _negated=True),
                                    _connector="OR",
                                ),
                                name="accompaniment_handled_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("pause_until__isnull", True), ("pause_why", ""), ("paused_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("closed_on__isnull", True),
                                        ("opened_on__isnull", False),
                                        ("paused_on__isnull", False),
                                        models.Q(("pause_why", ""), _negated=True),
                                        models.Q(
                                            ("pause_until__isnull", True),
                                            ("pause_until__gt", models.F("paused_on")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="accompaniment_paused_while_open",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="accompaniment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accompaniment_accompanimentevent" ("adviser_id", "ald_exemption_at_end", "c2s_at_end", "care_types", "closed_on", "closure_note", "closure_reason", "fund_id", "gp_declared_at_end", "handled_by_id", "id", "opened_on", "outcomes", "pause_until", "pause_why", "paused_on", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publics", "referral_id", "themes") VALUES (NEW."adviser_id", NEW."ald_exemption_at_end", NEW."c2s_at_end", NEW."care_types", NEW."closed_on", NEW."closure_note", NEW."closure_reason", NEW."fund_id", NEW."gp_declared_at_end", NEW."handled_by_id", NEW."id", NEW."opened_on", NEW."outcomes", NEW."pause_until", NEW."pause_why", NEW."paused_on", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publics", NEW."referral_id", NEW."themes"); RETURN NULL;',
                            hash="eb47028b0359490c13e60b50f3dd269290aa20f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_55e10",
                            table="accompaniment_accompaniment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="accompaniment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "accompaniment_accompanimentevent" ("adviser_id", "ald_exemption_at_end", "c2s_at_end", "care_types", "closed_on", "closure_note", "closure_reason", "fund_id", "gp_declared_at_end", "handled_by_id", "id", "opened_on", "outcomes", "pause_until", "pause_why", "paused_on", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publics", "referral_id", "themes") VALUES (NEW."adviser_id", NEW."ald_exemption_at_end", NEW."c2s_at_end", NEW."care_types", NEW."closed_on", NEW."closure_note", NEW."closure_reason", NEW."fund_id", NEW."gp_declared_at_end", NEW."handled_by_id", NEW."id", NEW."opened_on", NEW."outcomes", NEW."pause_until", NEW."pause_why", NEW."paused_on", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publics", NEW."referral_id", NEW."themes"); RETURN NULL;',
                            hash="75c311edc061d15f6e59b623a1317c5c571ca096",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a67bf",
                            table="accompaniment_accompaniment",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="AccompanimentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        (
                            "themes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("rights", "Droits"),
                                        ("care", "Soins"),
                                        ("digital", "Numérique"),
                                        ("prevention", "Prévention"),
                                        ("orientation", "Orientation"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="thématiques",
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="ouvert le")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="clos le")),
                        (
                            "closure_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("care_obtained", "Soins réalisés"),
                                    ("success_without_care", "Succès sans soins réalisés"),
                                    ("partial_success", "Abandon ou interruption avec succès partiel"),
                                    ("abandoned", "Abandon"),
                                    ("declined", "Refus de la personne"),
                                    ("not_relevant", "Saisine non pertinente"),
                                    ("unreachable", "Personne injoignable"),
                                ],
                                max_length=30,
                                verbose_name="motif de clôture",
                            ),
                        ),
                        (
                            "closure_note",
                            models.TextField(blank=True, max_length=2000, verbose_name="précisions sur la clôture"),
                        ),
                        (
                            "outcomes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("complementary_cover", "Complémentaire obtenue"),
                                        ("partner_orientation", "Orientation vers un partenaire"),
                                        ("digital_autonomy", "Autonomie numérique"),
                                        ("financial_aid", "Aide financière obtenue"),
                                        ("prevention", "Action de prévention réalisée"),
                                        ("care_guidance", "Guidance dans le système de soins"),
                                        ("rights_opened", "Droits de base ouverts"),
                                        ("gp_found", "Médecin traitant trouvé"),
                                        ("ameli_account", "Compte ameli ouvert"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="gains",
                            ),
                        ),
                        (
                            "care_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("dental_prosthesis", "Prothèse dentaire"),
                                        ("conservative_dental", "Soins dentaires conservateurs"),
                                        ("optical", "Optique"),
                                        ("hearing", "Audition"),
                                        ("specialist_act", "Acte de spécialiste"),
                                        ("general_practice", "Médecine générale"),
                                        ("analysis_or_imaging", "Analyse ou imagerie"),
                                        ("nursing_or_physio", "Soins infirmiers ou kinésithérapie"),
                                        ("surgery", "Chirurgie"),
                                        ("pharmacy", "Pharmacie"),
                                        ("other", "Autre soin"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="soins concernés",
                            ),
                        ),
                        (
                            "publics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("under_25", "Moins de 25 ans"),
                                        ("self_employed", "Travailleur indépendant"),
                                        ("help", "HELP"),
                                        ("disability", "Situation de handicap"),
                                        ("without_employment", "Sans emploi"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="publics",
                            ),
                        ),
                        (
                            "gp_declared_at_end",
                            models.BooleanField(blank=True, null=True, verbose_name="médecin traitant déclaré"),
                        ),
                        (
                            "c2s_at_end",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "C2S gratuite"),
                                    ("contribution", "C2S avec participation"),
                                    ("none", "Pas de C2S"),
                                ],
                                max_length=20,
                                verbose_name="C2S à la fin",
                            ),
                        ),
                        (
                            "ald_exemption_at_end",
                            models.BooleanField(blank=True, null=True, verbose_name="exonération ALD"),
                        ),
                        (
                            "adviser",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="conseiller",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="confié à",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="accompaniment.accompaniment",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("pause_until", models.DateField(blank=True, null=True, verbose_name="en pause jusqu’au")),
                        (
                            "pause_why",
                            models.CharField(
                                blank=True, db_default="", max_length=300, verbose_name="motif de la pause"
                            ),
                        ),
                        ("paused_on", models.DateField(blank=True, null=True, verbose_name="en pause depuis le")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("rights", "Droits"),
                                    ("care", "Soins"),
                                    ("digital", "Numérique"),
                                    ("prevention", "Prévention"),
                                    ("orientation", "Orientation"),
                                ],
                                max_length=20,
                                verbose_name="thématique",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="action")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("to_do", "À faire"),
                                    ("done", "Faite"),
                                    ("failed", "N’a pas abouti"),
                                    ("dropped", "Abandonnée"),
                                ],
                                default="to_do",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="à faire pour le")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="précisions")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "care_type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("dental_prosthesis", "Prothèse dentaire"),
                                    ("conservative_dental", "Soins dentaires conservateurs"),
                                    ("optical", "Optique"),
                                    ("hearing", "Audition"),
                                    ("specialist_act", "Acte de spécialiste"),
                                    ("general_practice", "Médecine générale"),
                                    ("analysis_or_imaging", "Analyse ou imagerie"),
                                    ("nursing_or_physio", "Soins infirmiers ou kinésithérapie"),
                                    ("surgery", "Chirurgie"),
                                    ("pharmacy", "Pharmacie"),
                                    ("other", "Autre soin"),
                                ],
                                db_default="",
                                max_length=30,
                                verbose_name="soin",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(blank=True, db_default="", max_length=500, verbose_name="résultat"),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("general_practice", "Médecine générale"),
                                    ("dentistry", "Chirurgie dentaire"),
                                    ("orthodontics", "Orthodontie"),
                                    ("ophthalmology", "Ophtalmologie"),
                                    ("optics", "Optique"),
                                    ("hearing_aids", "Audioprothèse"),
                                    ("ent", "ORL"),
                                    ("gynaecology", "Gynécologie"),
                                    ("midwifery", "Sage-femme"),
                                    ("paediatrics", "Pédiatrie"),
                                    ("cardiology", "Cardiologie"),
                                    ("vascular_medicine", "Médecine vasculaire"),
                                    ("pneumology", "Pneumologie"),
                                    ("dermatology", "Dermatologie"),
                                    ("rheumatology", "Rhumatologie"),
                                    ("orthopaedics", "Chirurgie orthopédique"),
                                    ("gastroenterology", "Gastro-entérologie"),
                                    ("endocrinology", "Endocrinologie et diabète"),
                                    ("nephrology", "Néphrologie"),
                                    ("urology", "Urologie"),
                                    ("neurology", "Neurologie"),
                                    ("psychiatry", "Psychiatrie"),
                                    ("psychology", "Psychologie"),
                                    ("oncology", "Cancérologie"),
                                    ("haematology", "Hématologie"),
                                    ("allergology", "Allergologie"),
                                    ("infectious_diseases", "Maladies infectieuses"),
                                    ("geriatrics", "Gériatrie"),
                                    ("pain", "Douleur"),
                                    ("surgery", "Chirurgie"),
                                    ("anaesthesia", "Anesthésie"),
                                    ("radiology", "Imagerie médicale"),
                                    ("biology", "Biologie médicale"),
                                    ("rehabilitation", "Médecine physique et réadaptation"),
                                    ("physiotherapy", "Kinésithérapie"),
                                    ("nursing", "Soins infirmiers"),
                                    ("speech_therapy", "Orthophonie"),
                                    ("orthoptics", "Orthoptie"),
                                    ("podiatry", "Pédicurie-podologie"),
                                    ("other", "Autre spécialité"),
                                ],
                                db_default="",
                                max_length=30,
                                verbose_name="spécialité",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "action",
                        "ordering": ["due_on", "created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("theme__in", ["rights", "care", "digital", "prevention", "orientation"])
                                ),
                                name="action_theme_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on__isnull", False), ("status__in", ["done", "failed"])),
                                    ("status", "dropped"),
                                    models.Q(("done_on__isnull", True), ("result", ""), ("status", "to_do")),
                                    _connector="OR",
                                ),
                                name="action_done_has_its_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("care_type", ""), ("specialty", "")),
                                    models.Q(
                                        (
                                            "care_type__in",
                                            [
                                                "",
                                                "dental_prosthesis",
                                                "conservative_dental",
                                                "optical",
                                                "hearing",
                                                "specialist_act",
                                                "general_practice",
                                                "analysis_or_imaging",
                                                "nursing_or_physio",
                                                "surgery",
                                                "pharmacy",
                                                "other",
                                            ],
                                        ),
                                        (
                                            "specialty__in",
                                            [
                                                "",
                                                "general_practice",
                                                "dentistry",
                                                "orthodontics",
                                                "ophthalmology",
                                                "optics",
                                                "hearing_aids",
                                                "ent",
                                                "gynaecology",
                                                "midwifery",
                                                "paediatrics",
                                                "cardiology",
                                                "vascular_medicine",
                                                "pneumology",
                                                "dermatology",
                                                "rheumatology",
                                                "orthopaedics",
                                                "gastroenterology",
                                                "endocrinology",
                                                "nephrology",
                                                "urology",
                                                "neurology",
                                                "psychiatry",
                                                "psychology",
                                                "oncology",
                                                "haematology",
                                                "allergology",
                                                "infectious_diseases",
                                                "geriatrics",
                                                "pain",
                                                "surgery",
                                                "anaesthesia",
                                                "radiology",
                                                "biology",
                                                "rehabilitation",
                                                "physiotherapy",
                                                "nursing",
                                                "speech_therapy",
                                                "orthoptics",
                                                "podiatry",
                                                "other",
                                            ],
                                        ),
                                        ("theme", "care"),
                                    ),
                                    _connector="OR",
                                ),
                                name="action_care_only_of_care",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="action",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accompaniment_actionevent" ("accompaniment_id", "author_id", "care_type", "corrected_at", "created_at", "done_on", "due_on", "fund_id", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "specialty", "status", "theme") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."care_type", NEW."corrected_at", NEW."created_at", NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result", NEW."specialty", NEW."status", NEW."theme"); RETURN NULL;',
                            hash="e61d1ab8094f57b93cde7488236517102e1dfcab",
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
                            func='INSERT INTO "accompaniment_actionevent" ("accompaniment_id", "author_id", "care_type", "corrected_at", "created_at", "done_on", "due_on", "fund_id", "id", "label", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "specialty", "status", "theme") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."care_type", NEW."corrected_at", NEW."created_at", NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."label", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result", NEW."specialty", NEW."status", NEW."theme"); RETURN NULL;',
                            hash="89d4cb403f2402f1ec8d642f4bc2983c4df8ee41",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_03b08",
                            table="accompaniment_action",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="ActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("rights", "Droits"),
                                    ("care", "Soins"),
                                    ("digital", "Numérique"),
                                    ("prevention", "Prévention"),
                                    ("orientation", "Orientation"),
                                ],
                                max_length=20,
                                verbose_name="thématique",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="action")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("to_do", "À faire"),
                                    ("done", "Faite"),
                                    ("failed", "N’a pas abouti"),
                                    ("dropped", "Abandonnée"),
                                ],
                                default="to_do",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="à faire pour le")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="précisions")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="accompaniment.action",
                            ),
                        ),
                        (
                            "care_type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("dental_prosthesis", "Prothèse dentaire"),
                                    ("conservative_dental", "Soins dentaires conservateurs"),
                                    ("optical", "Optique"),
                                    ("hearing", "Audition"),
                                    ("specialist_act", "Acte de spécialiste"),
                                    ("general_practice", "Médecine générale"),
                                    ("analysis_or_imaging", "Analyse ou imagerie"),
                                    ("nursing_or_physio", "Soins infirmiers ou kinésithérapie"),
                                    ("surgery", "Chirurgie"),
                                    ("pharmacy", "Pharmacie"),
                                    ("other", "Autre soin"),
                                ],
                                db_default="",
                                max_length=30,
                                verbose_name="soin",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(blank=True, db_default="", max_length=500, verbose_name="résultat"),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("general_practice", "Médecine générale"),
                                    ("dentistry", "Chirurgie dentaire"),
                                    ("orthodontics", "Orthodontie"),
                                    ("ophthalmology", "Ophtalmologie"),
                                    ("optics", "Optique"),
                                    ("hearing_aids", "Audioprothèse"),
                                    ("ent", "ORL"),
                                    ("gynaecology", "Gynécologie"),
                                    ("midwifery", "Sage-femme"),
                                    ("paediatrics", "Pédiatrie"),
                                    ("cardiology", "Cardiologie"),
                                    ("vascular_medicine", "Médecine vasculaire"),
                                    ("pneumology", "Pneumologie"),
                                    ("dermatology", "Dermatologie"),
                                    ("rheumatology", "Rhumatologie"),
                                    ("orthopaedics", "Chirurgie orthopédique"),
                                    ("gastroenterology", "Gastro-entérologie"),
                                    ("endocrinology", "Endocrinologie et diabète"),
                                    ("nephrology", "Néphrologie"),
                                    ("urology", "Urologie"),
                                    ("neurology", "Neurologie"),
                                    ("psychiatry", "Psychiatrie"),
                                    ("psychology", "Psychologie"),
                                    ("oncology", "Cancérologie"),
                                    ("haematology", "Hématologie"),
                                    ("allergology", "Allergologie"),
                                    ("infectious_diseases", "Maladies infectieuses"),
                                    ("geriatrics", "Gériatrie"),
                                    ("pain", "Douleur"),
                                    ("surgery", "Chirurgie"),
                                    ("anaesthesia", "Anesthésie"),
                                    ("radiology", "Imagerie médicale"),
                                    ("biology", "Biologie médicale"),
                                    ("rehabilitation", "Médecine physique et réadaptation"),
                                    ("physiotherapy", "Kinésithérapie"),
                                    ("nursing", "Soins infirmiers"),
                                    ("speech_therapy", "Orthophonie"),
                                    ("orthoptics", "Orthoptie"),
                                    ("podiatry", "Pédicurie-podologie"),
                                    ("other", "Autre spécialité"),
                                ],
                                db_default="",
                                max_length=30,
                                verbose_name="spécialité",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "Téléphone"),
                                    ("sms", "SMS"),
                                    ("email", "Courriel"),
                                    ("letter", "Courrier"),
                                    ("in_person", "Rendez-vous sur place"),
                                    ("video", "Rendez-vous en visio"),
                                    ("home", "Visite à domicile"),
                                    ("other", "Autre"),
                                ],
                                max_length=20,
                                verbose_name="par",
                            ),
                        ),
                        ("incoming", models.BooleanField(default=False, verbose_name="à l'initiative de la personne")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("reached", "La personne a été jointe"),
                                    ("message_left", "Message laissé ou envoyé"),
                                    ("no_answer", "Pas de réponse"),
                                    ("wrong_details", "Coordonnées fausses"),
                                ],
                                max_length=20,
                                verbose_name="résultat",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=5000, verbose_name="compte rendu")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("next_on", models.DateField(blank=True, null=True, verbose_name="rappeler le")),
                    ],
                    options={
                        "verbose_name": "contact",
                        "ordering": ["-at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        ["phone", "sms", "email", "letter", "in_person", "video", "home", "other"],
                                    )
                                ),
                                name="contact_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["reached", "message_left", "no_answer", "wrong_details"])
                                ),
                                name="contact_result_known",
                            ),
                        ],
                    },
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
                migrations.CreateModel(
                    name="ContactEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "Téléphone"),
                                    ("sms", "SMS"),
                                    ("email", "Courriel"),
                                    ("letter", "Courrier"),
                                    ("in_person", "Rendez-vous sur place"),
                                    ("video", "Rendez-vous en visio"),
                                    ("home", "Visite à domicile"),
                                    ("other", "Autre"),
                                ],
                                max_length=20,
                                verbose_name="par",
                            ),
                        ),
                        ("incoming", models.BooleanField(default=False, verbose_name="à l'initiative de la personne")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("reached", "La personne a été jointe"),
                                    ("message_left", "Message laissé ou envoyé"),
                                    ("no_answer", "Pas de réponse"),
                                    ("wrong_details", "Coordonnées fausses"),
                                ],
                                max_length=20,
                                verbose_name="résultat",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=5000, verbose_name="compte rendu")),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="accompaniment.contact",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("next_on", models.DateField(blank=True, null=True, verbose_name="rappeler le")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RightsCheck",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("right", models.CharField(max_length=20, verbose_name="droit")),
                        ("on", models.DateField(verbose_name="à la date du")),
                        ("situation", models.JSONField(verbose_name="situation")),
                        ("answer", models.JSONField(verbose_name="réponse")),
                        ("status", models.CharField(max_length=20, verbose_name="résultat")),
                        ("law_version", models.CharField(max_length=80, verbose_name="version de la loi")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vérification de droit",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("need", "Besoin exprimé"),
                                    ("goal", "Objectif de la personne"),
                                ],
                                default="note",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("text", models.TextField(max_length=5000, verbose_name="texte")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "note",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["note", "need", "goal"]), models.Q(("text", ""), _negated=True)
                                ),
                                name="note_kind_known",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accompaniment_noteevent" ("accompaniment_id", "author_id", "corrected_at", "created_at", "fund_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="5e23aec1a031350b0d23be95cc9d0a3d6bc3869e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e19cf",
                            table="accompaniment_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "accompaniment_noteevent" ("accompaniment_id", "author_id", "corrected_at", "created_at", "fund_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."accompaniment_id", NEW."author_id", NEW."corrected_at", NEW."created_at", NEW."fund_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                            hash="8a934d40a31267b1c5e7fc5d5213ec2559186430",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_def4d",
                            table="accompaniment_note",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="NoteEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                        ("corrected_at", models.DateTimeField(editable=False, null=True, verbose_name="corrigé le")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("need", "Besoin exprimé"),
                                    ("goal", "Objectif de la personne"),
                                ],
                                default="note",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("text", models.TextField(max_length=5000, verbose_name="texte")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="accompaniment.note",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("first_on", models.DateField(verbose_name="du")),
                        ("last_on", models.DateField(verbose_name="au")),
                        ("ended_on", models.DateField(null=True, verbose_name="terminée le")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="absent",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="remplaçant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "absence",
                        "ordering": ["first_on"],
                        "indexes": [models.Index(fields=["stand_in", "last_on"], name="absence_of_stand_in")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_on__gte", models.F("first_on"))), name="absence_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stand_in", models.F("account")), _negated=True),
                                name="absence_stood_in_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("why", models.CharField(max_length=300, verbose_name="pourquoi")),
                        ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="proposé le")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="répondu le")),
                        ("accepted", models.BooleanField(null=True, verbose_name="accepté")),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposé par",
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="à",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposition de dossier",
                        "ordering": ["-proposed_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=["to"],
                                name="handover_to_answer",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=("accompaniment",),
                                name="handover_waits_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted__isnull", True), ("answer", ""), ("answered_at__isnull", True)),
                                    models.Q(("accepted", True), ("answered_at__isnull", False)),
                                    models.Q(
                                        ("accepted", False),
                                        ("answered_at__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("why", ""), _negated=True),
                                    models.Q(("to", models.F("proposed_by")), _negated=True),
                                ),
                                name="handover_says_why_to_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
