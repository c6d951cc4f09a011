"""A person who could not be reached says nothing about the referral: its relevance stays unknown to the detector."""

from django.db import migrations
from django.db.migrations import RunSQL

FOLLOW_UP = """
    create or replace function referral_follow_up()
    returns table (referral_id uuid, contacted boolean, closed boolean, relevant boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
      select r.id,
             exists (select from accompaniment_contact c where c.referral_id = r.id and c.result = 'reached'),
             a.closed_on is not null,
             case when a.id is null or a.opened_on is null and a.closure_reason = 'unreachable' then null
                  else a.closure_reason <> 'not_relevant' end
      from referrals_referral r left join accompaniment_accompaniment a on a.referral_id = r.id
      where r.reported_by_id = (select current_account_id()) and r.feedback_consent
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accompaniment", "0002_row_level_security")]

    operations = [RunSQL(FOLLOW_UP, RunSQL.noop)]
