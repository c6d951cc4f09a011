"""One rule of who manages an account, and one way to tell what was done to it, for what else opens it (credentials).

Forward only: what these functions were before stands in 0006.
"""

from django.db import migrations, models
from django.db.migrations import RunSQL

DEFINER = "security definer set search_path = public, pg_temp"

# `managed_account` of 0006 said by itself that nobody changes their own account.
MANAGING = RunSQL(
    f"""
    -- Another's account, of the own organisation or of a partner that reports to it (`permissions.may_change`).
    create function manages_account(asked bigint) returns boolean language sql stable {DEFINER} as $$
      select (asked is distinct from current_account_id() or session_user = current_user)
        and exists (select from organisations_user where id = asked and manages_accounts_of(organisation_id)) $$;

    create or replace function managed_account(asked bigint) returns organisations_user language plpgsql {DEFINER} as $$
    declare found organisations_user;
    begin
      select * into found from organisations_user where id = asked for update;
      if found.id is null or not manages_account(asked) then
        raise insufficient_privilege using message = 'another administrator of this organisation must do this';
      end if;
      return found;
    end $$;
    """
)

TELLING = RunSQL(
    f"""
    -- For functions of the database alone: what happened to an account as it is now, by whom, and why.
    create function tell_change(changed bigint, by_account bigint, happened text, role_before text, why text)
    returns void language sql {DEFINER} as $$
      insert into organisations_accountchange
          (at, fund_id, account_id, by_id, what, role_before, role_after, why)
        select now(), coalesce(local_fund_id, organisation.id), changed, by_account, happened, role_before,
               account.role, left(coalesce(why, ''), 300)
        from organisations_user account join organisations_organisation organisation
          on organisation.id = account.organisation_id
        where account.id = changed $$;
    revoke all on function tell_change(bigint, bigint, text, text, text) from public;

    create or replace function tell_account_change() returns trigger language plpgsql {DEFINER} as $$
    declare
      trail jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
      happened text;
    begin
      if tg_op = 'INSERT' then happened := 'created';
      elsif new.is_active <> old.is_active then
        happened := case when new.is_active then 'reopened' else 'closed' end;
      elsif new.role <> old.role or new.organisation_id <> old.organisation_id then happened := 'role';
      elsif new.password <> old.password and current_account_id() is distinct from new.id then happened := 'password';
      else return null;
      end if;
      perform tell_change(new.id, current_account_id(), happened,
                          case when tg_op = 'INSERT' then '' else old.role end, trail->>'why');
      return null;
    end $$;
    """
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_out_of_reach")]

    operations = [
        MANAGING,
        TELLING,
        migrations.AlterField(
            model_name="accountchange",
            name="what",
            field=models.CharField(
                choices=[
                    ("created", "Compte créé"),
                    ("role", "Rôle changé"),
                    ("closed", "Compte fermé"),
                    ("reopened", "Compte rouvert"),
                    ("password", "Nouveau mot de passe donné"),
                    ("reset", "Second facteur remis à zéro"),
                    ("invited", "Invitation à relier le compte au fournisseur d’identité"),
                    ("linked", "Compte relié au fournisseur d’identité"),
                    ("unlinked", "Lien avec le fournisseur d’identité retiré"),
                ],
                max_length=20,
            ),
        ),
    ]
