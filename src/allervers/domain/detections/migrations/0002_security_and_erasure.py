"""Who sees a detection: its fund, and nobody else. How long: twelve months, or as long as the file that it became.

The application cannot delete what concerns a person. It calls `erase_due_detections()`, which runs as the owner of the
tables, works for the fund of the context alone, and decides by itself what is due.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect

# Reasons go with their detection, a detection with the referral that it became, its trail with it; all of one fund.
BELONGING = RunSQL(
    """
    alter table detections_detectionreason add constraint detections_detectionreason_detection_id_same_fund
      foreign key (fund_id, detection_id) references detections_detection (fund_id, id) on delete cascade;
    alter table detections_detection add constraint detections_detection_referral_id_same_fund
      foreign key (fund_id, referral_id) references referrals_referral (fund_id, id) on delete cascade
      deferrable initially deferred;
    create function forget_detection() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      delete from detections_detectionevent where pgh_obj_id = old.id;
      return null;
    end $$;
    create trigger forget_detection after delete on detections_detection
      for each row execute function forget_detection();
    create index detection_event_by_detection on detections_detectionevent (pgh_obj_id);
    """,
    """
    drop index detection_event_by_detection;
    drop trigger forget_detection on detections_detection;
    drop function forget_detection();
    alter table detections_detection drop constraint detections_detection_referral_id_same_fund;
    alter table detections_detectionreason drop constraint detections_detectionreason_detection_id_same_fund;
    """,
)

ERASE = RunSQL(
    """
    create function detections_due_for_erasure(fund bigint, on_date date)
    returns table (detection_id uuid, erase_on date)
    language sql stable set search_path = public, pg_temp as $$
      select id, erase_on from (
        select id, (coalesce((decided_at at time zone 'Europe/Paris')::date, last_listed_on)
                    + interval '12 months')::date as erase_on
        from detections_detection
        where fund_id = fund and status <> 'referred'
      ) as kept where erase_on <= on_date
    $$;

    create function erase_due_detections() returns int language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare
      fund bigint := current_organisation_id();
      today date := (now() at time zone 'Europe/Paris')::date;
      erased int;
    begin
      -- A list that is being taken in holds this too: rows are not locked in two orders.
      perform pg_advisory_xact_lock(hashtext('lists of detections'));
      -- What somebody is deciding at this moment is looked at again once they are done.
      perform from detections_detection
        where id in (select d.detection_id from detections_due_for_erasure(fund, today) d) for update;
      delete from detections_detection
        where id in (select d.detection_id from detections_due_for_erasure(fund, today) d);
      get diagnostics erased = row_count;
      return erased;
    end $$;
    """,
    "drop function erase_due_detections(); drop function detections_due_for_erasure(bigint, date);",
)


class Migration(migrations.Migration):
    dependencies = [("detections", "0001_initial"), ("accompaniment", "0002_row_level_security")]

    operations = [
        protect("detections_detection", see=OWNED),
        protect("detections_detectionreason", see=OWNED),
        protect("detections_detectionevent", see=OWNED, write="false", add="true"),
        BELONGING,
        ERASE,
    ]
