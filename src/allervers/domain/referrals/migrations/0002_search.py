"""Search of the referrals of a fund by name or by the end of a telephone number, as persons are searched.

Neither text search nor `reverse` is leakproof: under row-level security their indexes would not be used. The functions
run as the owner of the tables and filter on the fund of the context themselves; without a context they find nothing.
"""

from django.db import migrations
from django.db.migrations import RunSQL

SEARCH = RunSQL(
    """
    create function identity_text(birth_name text, usage_name text, first_name text) returns text
    language sql immutable parallel safe set search_path = public, pg_temp as $$
      select name_key(birth_name || ' ' || usage_name || ' ' || first_name)
    $$;
    create index referral_by_misspelt_name on referrals_referral
      using gin (fund_id, array_to_tsvector(name_variants(identity_text(birth_name, usage_name, first_name))));
    create index referral_by_phone on referrals_referral (fund_id, reverse(phone_key(phone)) text_pattern_ops);

    create function search_referrals(typed text, how_many int, born_from date default null, born_to date default null)
    returns table (referral_id uuid, likeness real) language plpgsql stable security definer
    set search_path = public, pg_temp as $$
    declare
      fund bigint := current_organisation_id();
      wanted text := name_key(typed);
    begin
      return query
        select id, name_likeness(wanted, words) from (
          select id, received_at, identity_text(birth_name, usage_name, first_name) as words
          from referrals_referral
          where fund_id = fund
            and array_to_tsvector(name_variants(identity_text(birth_name, usage_name, first_name))) @@ name_query(wanted)
            and (born_from is null or birth_date between born_from and born_to)
          order by triaged_at is null desc, received_at desc limit 10 * how_many
        ) nearly
        order by 2 desc, received_at desc limit how_many;
    end $$;

    create function referrals_by_phone_end(digits text, how_many int) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
      select id from referrals_referral
      where fund_id = (select current_organisation_id()) and reverse(phone_key(phone)) like reverse(digits) || '%'
      order by triaged_at is null desc, received_at desc limit how_many
    $$;
    """,
    """
    drop function referrals_by_phone_end(text, int); drop function search_referrals(text, int, date, date);
    drop index referral_by_phone; drop index referral_by_misspelt_name;
    drop function identity_text(text, text, text);
    """,
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("people", "0005_search_with_birth")]

    operations = [SEARCH]
