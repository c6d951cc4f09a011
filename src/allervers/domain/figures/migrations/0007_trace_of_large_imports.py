"""What an import leaves of each fact, without the indexes and keys that nothing asks."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0006_appointment_fact")]

    operations = [
        migrations.AlterField(
            model_name="importedfact",
            name="brought_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="facts",
                to="figures.caseworkimport",
            ),
        ),
        migrations.AlterField(
            model_name="importedfact",
            name="taken_back",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="figures.importtakenback",
            ),
        ),
        migrations.AlterField(
            model_name="importedfact",
            name="fund",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        # The digest's first half, as identifiers of facts have it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="importedfact", name="line", field=models.UUIDField(db_index=True, null=True)
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    """
                    do $$ declare found text; begin
                      for found in select indexname from pg_indexes
                        where tablename = 'figures_importedfact' and indexdef like '%%(line%%' loop
                        execute format('drop index %%I', found);
                      end loop;
                    end $$;
                    alter table figures_importedfact
                      alter column line drop not null,
                      alter column line type uuid using substr(nullif(line, ''), 1, 32)::uuid;
                    create index figures_importedfact_line_63a0e5ae on figures_importedfact (line);
                    """.replace("%%", "%"),
                    migrations.RunSQL.noop,
                )
            ],
        ),
        migrations.AddIndex(
            model_name="importedfact",
            index=models.Index(
                condition=models.Q(("taken_back__isnull", False)),
                fields=["taken_back"],
                name="imported_fact_taken_back",
            ),
        ),
    ]
