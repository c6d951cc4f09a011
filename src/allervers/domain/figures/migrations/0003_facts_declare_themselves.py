"""What declared facts need is laid after migrating (`figures/laying.py`, `snapshots/noting.py`): the former ones go."""

from django.db import migrations
from django.db.migrations import RunSQL

FORMER = """
drop view if exists fact_of_accompaniment, fact_of_referral;
drop function if exists write_facts(uuid), write_facts_of_referral(), write_facts_of_accompaniment(),
  write_facts_of_person(), mark_months_of_figures_referralfact(), mark_months_of_figures_accompanimentfact(),
  mark_all_months(), hold_facts(),
  note_changes_of_referral_insert(), note_changes_of_referral_update(), note_changes_of_referral_delete(),
  note_changes_of_accompaniment_insert(), note_changes_of_accompaniment_update(),
  note_changes_of_accompaniment_delete() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_objects"), ("snapshots", "0002_objects")]

    operations = [RunSQL(FORMER, RunSQL.noop)]
