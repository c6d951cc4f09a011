"""Each account sees and changes its own means of signing in alone; what concerns another's goes through functions."""

from django.db import migrations
from django.db.migrations import RunSQL

from allervers.domain.organisations.rls import protect

OWN = "account_id = (select current_account_id())"
MANAGED = "manages_credentials(account_id)"


def forgettable(table: str) -> RunSQL:
    return RunSQL(
        f"create policy forget on {table} for delete using ({OWN})",
        f"drop policy forget on {table}",
    )


# The rule of `organisations.permissions.may_change`, asked where the application cannot get it wrong.
MANAGES = RunSQL(
    """
    create function manages_credentials(changed bigint) returns boolean language sql stable
    security definer set search_path = public, pg_temp as $$
      select exists (
        select from organisations_user administrator
          join organisations_user account on account.id = changed and account.id <> administrator.id
          join organisations_organisation organisation on organisation.id = account.organisation_id
        where administrator.id = current_account_id() and administrator.is_active
          and administrator.role = 'administrator'
          and administrator.organisation_id in (organisation.id, organisation.local_fund_id)
      ) $$;
    """,
    "drop function manages_credentials(bigint);",
)

FACTORS = RunSQL(
    """
    create function has_second_factor(asked bigint) returns boolean language sql stable
    security definer set search_path = public, pg_temp as $$
      select manages_credentials(asked) and (
        exists (select from credentials_application where account_id = asked)
        or exists (select from credentials_passkey where account_id = asked)) $$;

    create function reset_second_factor(changed bigint) returns boolean language plpgsql
    security definer set search_path = public, pg_temp as $$
    declare there boolean;
    begin
      if not manages_credentials(changed) then
        raise insufficient_privilege using message = 'only another administrator resets a second factor';
      end if;
      there := has_second_factor(changed);
      delete from credentials_application where account_id = changed;
      delete from credentials_passkey where account_id = changed;
      delete from credentials_recoverycode where account_id = changed;
      delete from credentials_factortries where account_id = changed;
      return there;
    end $$;
    """,
    "drop function reset_second_factor(bigint); drop function has_second_factor(bigint);",
)

IDENTITIES = RunSQL(
    """
    -- Asked before anybody is known.
    create function account_of_identity(of_issuer text, of_subject text) returns bigint language sql stable
    security definer set search_path = public, pg_temp as $$
      select account_id from credentials_linkedidentity where issuer = of_issuer and subject = of_subject $$;

    create function invite_to_link(invited bigint, of_digest text, until timestamptz) returns boolean language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      if not manages_credentials(invited) then
        raise insufficient_privilege using message = 'only another administrator invites to link an account';
      end if;
      if not exists (select from organisations_user where id = invited and is_active) then
        return false;
      end if;
      insert into credentials_linkinvitation (account_id, digest, expires_at) values (invited, of_digest, until)
        on conflict (account_id) do update set digest = excluded.digest, expires_at = excluded.expires_at;
      return true;
    end $$;

    create function link_identity(shown text, of_issuer text, of_subject text, at timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare invited bigint;
    begin
      -- The invitation is used up first: of two who show it at once, one finds it gone.
      delete from credentials_linkinvitation invitation using organisations_user account
        where invitation.digest = shown and invitation.expires_at > at
          and account.id = invitation.account_id and account.is_active
        returning invitation.account_id into invited;
      if invited is null then
        return null;
      end if;
      insert into credentials_linkedidentity (account_id, issuer, subject, linked_at)
        values (invited, of_issuer, of_subject, at)
        on conflict (account_id) do update
          set issuer = excluded.issuer, subject = excluded.subject, linked_at = excluded.linked_at;
      return invited;
    exception when unique_violation then
      return null;  -- this identity is already another account's; the invitation stays
    end $$;

    create function unlink_identity(changed bigint) returns boolean language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      if not manages_credentials(changed) then
        raise insufficient_privilege using message = 'only another administrator unlinks an account';
      end if;
      delete from credentials_linkinvitation where account_id = changed;
      delete from credentials_linkedidentity where account_id = changed;
      return found;
    end $$;
    """,
    """
    drop function account_of_identity(text, text); drop function invite_to_link(bigint, text, timestamptz);
    drop function link_identity(text, text, text, timestamptz); drop function unlink_identity(bigint);
    """,
)

FORGET = RunSQL(
    """
    create function forget_credential_events(before timestamptz) returns void language sql
    security definer set search_path = public, pg_temp as $$
      delete from credentials_credentialevent where at < least(before, now() - interval '300 days') $$;
    """,
    "drop function forget_credential_events(timestamptz);",
)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]

    operations = [
        MANAGES,
        *(
            operation
            for table in ("application", "passkey", "recoverycode", "factortries")
            for operation in (protect(f"credentials_{table}", see=OWN), forgettable(f"credentials_{table}"))
        ),
        protect("credentials_linkedidentity", see=f"{OWN} or {MANAGED}", write="false"),
        protect("credentials_linkinvitation", see="false"),
        protect(
            "credentials_credentialevent",
            see=f"{OWN} or {MANAGED}",
            write="false",
            add=f"by_id = (select current_account_id()) and ({OWN} or {MANAGED})",
        ),
        FACTORS,
        IDENTITIES,
        FORGET,
    ]
