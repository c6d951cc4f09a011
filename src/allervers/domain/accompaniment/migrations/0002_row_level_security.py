"""Who sees which file: the fund that owns it, the body that handles it, the detector for what they reported.

All tables of a file are protected here, where the table that says who handles what exists.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import OWNED, protect, same_fund

ACCOUNT = "(select current_account_id())"
HANDLED_HERE = "handled_by_id = (select current_organisation_id())"


def handled(column: str, gives: str) -> str:
    """The row belongs to a file that the organisation of the context handles."""
    return f"{column} in (select {gives} from accompaniment_accompaniment where {HANDLED_HERE})"


FILE = f"{OWNED} or {HANDLED_HERE}"
REFERRAL = f"{OWNED} or {handled('id', 'referral_id')}"
PERSON = f"{OWNED} or {handled('id', 'person_id')}"
CONTACT = f"{OWNED} or {handled('referral_id', 'referral_id')}"
PIECE = f"{OWNED} or {handled('accompaniment_id', 'id')}"
# The audit trail is added to by triggers, whoever writes; only the owner of the file reads it.
TRAIL = {"see": OWNED, "write": "false", "add": "true"}

# What a detector may know of the referrals they sent: null where the person did not agree to it.
FOLLOW_UP = RunSQL(
    """
    create function referral_follow_up()
    returns table (referral_id uuid, contacted boolean, closed boolean, relevant boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
      select r.id,
             exists (select from accompaniment_contact c where c.referral_id = r.id and c.result = 'reached'),
             a.closed_on is not null,
             case when a.id is null then null else a.closure_reason <> 'not_relevant' end
      from referrals_referral r left join accompaniment_accompaniment a on a.referral_id = r.id
      where r.reported_by_id = (select current_account_id()) and r.feedback_consent
    $$;
    """,
    "drop function referral_follow_up();",
)

UNREACHABLE = RunSQL(
    """
    create function unreachable_after_attempts() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      if new.closure_reason = 'unreachable' and 2 > (
        select count(*) from accompaniment_contact where referral_id = new.referral_id and result <> 'reached'
      ) then
        raise exception 'unreachable needs two written attempts' using errcode = 'check_violation',
          constraint = 'accompaniment_unreachable_after_attempts';
      end if;
      return new;
    end $$;
    create trigger unreachable_after_attempts before insert or update of closure_reason
      on accompaniment_accompaniment for each row execute function unreachable_after_attempts();
    """,
    """
    drop trigger unreachable_after_attempts on accompaniment_accompaniment;
    drop function unreachable_after_attempts();
    """,
)


class Migration(migrations.Migration):
    dependencies = [("accompaniment", "0001_initial"), ("people", "0002_search")]

    operations = [
        protect("people_person", see=PERSON, add=OWNED),
        protect(
            "referrals_referral",
            see=f"{REFERRAL} or reported_by_id = {ACCOUNT}",
            write=REFERRAL,
            add=f"{OWNED} or reported_by_id = {ACCOUNT}",
        ),
        protect("accompaniment_accompaniment", see=FILE, add=OWNED),
        protect("accompaniment_contact", see=CONTACT),
        protect("accompaniment_action", see=PIECE),
        protect("accompaniment_rightscheck", see=PIECE),
        *[
            protect(table, **TRAIL)
            for table in (
                "people_personevent",
                "referrals_referralevent",
                "accompaniment_accompanimentevent",
                "accompaniment_contactevent",
                "accompaniment_actionevent",
            )
        ],
        same_fund("accompaniment_accompaniment", "referral_id", "referrals_referral"),
        same_fund("accompaniment_accompaniment", "person_id", "people_person"),
        same_fund("accompaniment_contact", "referral_id", "referrals_referral"),
        same_fund("accompaniment_action", "accompaniment_id", "accompaniment_accompaniment"),
        same_fund("accompaniment_rightscheck", "accompaniment_id", "accompaniment_accompaniment"),
        FOLLOW_UP,
        UNREACHABLE,
    ]
