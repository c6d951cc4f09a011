"""What is done to another's means of signing in is told like every change of an account, by the functions that do it.

And one rule of who may: that of accounts (`manages_account`, organisations 0007), in place of a copy of it.
Forward only: what these functions were before stands in 0002.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from allervers.domain.organisations.rls import protect

DEFINER = "security definer set search_path = public, pg_temp"
OWN = "account_id = (select current_account_id())"
MANAGED = "manages_account(account_id)"


def _again(table: str, **rules) -> list[RunSQL]:
    """The policies of a table under another rule; its protection stays on."""
    names = ("maintenance", "see", "change", "add")
    dropped = "".join(f"drop policy {name} on {table};" for name in names)
    return [RunSQL(dropped), protect(table, **rules)]


FUNCTIONS = RunSQL(
    f"""
    create or replace function has_second_factor(asked bigint) returns boolean language sql stable {DEFINER} as $$
      select manages_account(asked) and (
        exists (select from credentials_application where account_id = asked)
        or exists (select from credentials_passkey where account_id = asked)) $$;

    create or replace function reset_second_factor(changed bigint) returns boolean language plpgsql {DEFINER} as $$
    declare there boolean;
    begin
      perform managed_account(changed);
      there := has_second_factor(changed);
      delete from credentials_application where account_id = changed;
      delete from credentials_passkey where account_id = changed;
      delete from credentials_recoverycode where account_id = changed;
      delete from credentials_factortries where account_id = changed;
      if there then
        perform tell_change(changed, current_account_id(), 'reset', '', '');
      end if;
      return there;
    end $$;

    create or replace function invite_to_link(invited bigint, of_digest text, until timestamptz) returns boolean
    language plpgsql {DEFINER} as $$
    declare account organisations_user := managed_account(invited);
    begin
      if not account.is_active then
        return false;
      end if;
      insert into credentials_linkinvitation (account_id, digest, expires_at) values (invited, of_digest, until)
        on conflict (account_id) do update set digest = excluded.digest, expires_at = excluded.expires_at;
      perform tell_change(invited, current_account_id(), 'invited', '', '');
      return true;
    end $$;

    create or replace function link_identity(shown text, of_issuer text, of_subject text, at timestamptz)
    returns bigint language plpgsql {DEFINER} as $$
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
      -- Whoever showed the code did it in the name of the account; nobody else is known here.
      perform tell_change(invited, invited, 'linked', '', '');
      return invited;
    exception when unique_violation then
      return null;  -- this identity is already another account's; the invitation stays
    end $$;

    create or replace function unlink_identity(changed bigint) returns boolean language plpgsql {DEFINER} as $$
    declare gone boolean;
    begin
      perform managed_account(changed);
      delete from credentials_linkinvitation where account_id = changed;
      delete from credentials_linkedidentity where account_id = changed;
      gone := found;
      if gone then
        perform tell_change(changed, current_account_id(), 'unlinked', '', '');
      end if;
      return gone;
    end $$;
    """
)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0002_security"), ("organisations", "0007_one_rule_to_tell")]

    operations = [
        *_again("credentials_linkedidentity", see=f"{OWN} or {MANAGED}", write="false"),
        *_again(
            "credentials_credentialevent",
            see=f"{OWN} or {MANAGED}",
            write="false",
            add=f"by_id = (select current_account_id()) and ({OWN} or {MANAGED})",
        ),
        FUNCTIONS,
        RunSQL("drop function manages_credentials(bigint);"),
    ]
