"""Accounts, their trail, sessions and tries to sign in are out of the application's reach, but for narrow functions.

Every function here runs as the owner (`security definer`), names its schemas, and says no unless the account of the
context may. An owner's own connection (commands of whoever runs the installation) may always.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import RunSQL

from allervers.domain.organisations.permissions import ROLES_OF_KIND
from allervers.domain.organisations.rls import protect

OF_ORGANISATION = "fund_id = (select current_organisation_id())"
OWN_READING = "reader_id = (select current_account_id())"
TRAIL = """organisation_id in (select id from organisations_organisation
             where (select current_organisation_id()) in (id, local_fund_id))"""

DEFINER = "security definer set search_path = public, pg_temp"


def _fitting() -> str:
    return " or ".join(
        "(kind = '{}' and role in ({}))".format(kind, ", ".join(f"'{role.value}'" for role in roles))
        for kind, roles in ROLES_OF_KIND.items()
    )


RULES = RunSQL(
    f"""
    create function role_fits(kind text, role text) returns boolean language sql immutable as
      $$ select {_fitting()} $$;

    -- An administrator manages the accounts of the own organisation and of the partners that report to it.
    create function manages_accounts_of(asked bigint) returns boolean language sql stable {DEFINER} as $$
      select session_user = current_user or exists (
        select from organisations_user administrator
          join organisations_organisation organisation on organisation.id = asked
        where administrator.id = current_account_id() and administrator.is_active
          and administrator.role = 'administrator'
          and administrator.organisation_id in (organisation.id, organisation.local_fund_id)) $$;

    -- Nobody changes their own role nor closes their own account. Gives the row, locked, or refuses.
    create function managed_account(asked bigint) returns organisations_user language plpgsql {DEFINER} as $$
    declare found organisations_user;
    begin
      select * into found from organisations_user where id = asked for update;
      if found.id is null or not manages_accounts_of(found.organisation_id)
         or (found.id = current_account_id() and session_user <> current_user) then
        raise insufficient_privilege using message = 'another administrator of this organisation must do this';
      end if;
      return found;
    end $$;
    revoke all on function managed_account(bigint) from public;

    -- The trail requires who and why; what the application put there is not trusted.
    create function say_why(why text) returns void language plpgsql {DEFINER} as $$
    begin
      if coalesce(btrim(why), '') = '' then
        raise check_violation using message = 'an account is not changed without why';
      end if;
      perform set_config('pghistory.context_metadata', jsonb_build_object(
        'user', current_account_id(), 'organisation', current_organisation_id(), 'why', why)::text, true);
    end $$;
    revoke all on function say_why(text) from public;
    """,
    """
    drop function say_why(text); drop function managed_account(bigint);
    drop function manages_accounts_of(bigint); drop function role_fits(text, text);
    """,
)

CHANGES = RunSQL(
    f"""
    create function account_create(place bigint, new_role text, new_username text, hash text, why text, details jsonb)
    returns bigint language plpgsql {DEFINER} as $$
    declare made bigint;
    begin
      if not manages_accounts_of(place)
         or not exists (select from organisations_organisation where id = place and role_fits(kind, new_role)) then
        raise insufficient_privilege using message = 'an administrator of this organisation must make this account';
      end if;
      perform say_why(why);
      insert into organisations_user
        (username, password, password_is_provisional, organisation_id, role, first_name, last_name, email, service,
         phone, detector_category, is_superuser, is_staff, is_active, date_joined)
      values
        (new_username, hash, true, place, new_role, coalesce(details->>'first_name', ''),
         coalesce(details->>'last_name', ''), coalesce(details->>'email', ''), coalesce(details->>'service', ''),
         coalesce(details->>'phone', ''), coalesce(details->>'detector_category', ''), false, false, true, now())
      returning id into made;
      return made;
    end $$;

    create function account_set_role(changed bigint, new_role text, category text, why text)
    returns void language plpgsql {DEFINER} as $$
    declare account organisations_user := managed_account(changed);
    begin
      if not account.is_active or not exists (
        select from organisations_organisation where id = account.organisation_id and role_fits(kind, new_role)) then
        raise insufficient_privilege using message = 'this role does not fit this account';
      end if;
      perform say_why(why);
      update organisations_user set role = new_role, detector_category = category where id = changed;
    end $$;

    create function account_close(changed bigint, why text) returns void language plpgsql {DEFINER} as $$
    begin
      perform managed_account(changed);
      perform say_why(why);
      update organisations_user set is_active = false where id = changed;
      perform sessions_end(changed, '');
    end $$;

    -- A new first password, for an open account or one that is opened again.
    create function account_give_password(changed bigint, hash text, reopen boolean, why text)
    returns void language plpgsql {DEFINER} as $$
    declare account organisations_user := managed_account(changed);
    begin
      if account.is_active = reopen then
        raise check_violation using message = 'the account is not in the state to be changed from';
      end if;
      perform say_why(why);
      update organisations_user set password = hash, password_is_provisional = true, is_active = true
        where id = changed;
      perform sessions_end(changed, '');
    end $$;

    -- One's own. `chosen`: by its owner, so that nobody else knows it.
    create function account_own_password(own bigint, hash text, chosen boolean, why text) returns void
    language plpgsql {DEFINER} as $$
    begin
      perform say_why(why);
      update organisations_user
        set password = hash, password_is_provisional = password_is_provisional and not chosen
        where id = own and id = current_account_id() and is_active;
      if not found then
        raise insufficient_privilege using message = 'only its owner stores a password';
      end if;
    end $$;

    -- With the same code, the one made before by the same fund; nothing (null) when the code is somebody else's.
    create function partner_create(new_kind text, new_name text, new_category text, new_code text) returns bigint
    language plpgsql {DEFINER} as $$
    declare fund bigint := current_organisation_id(); made bigint;
    begin
      if fund is null or not manages_accounts_of(fund) or new_kind not in ('partner', 'health_professional')
         or not exists (select from organisations_organisation where id = fund and kind = 'fund') then
        raise insufficient_privilege using message = 'an administrator of a fund must make this partner';
      end if;
      insert into organisations_organisation (code, name, kind, category, department, local_fund_id, is_active)
        values (new_code, new_name, new_kind, new_category, '', fund, true)
        on conflict (code) do nothing;
      select id into made from organisations_organisation
        where code = new_code and local_fund_id = fund and kind in ('partner', 'health_professional');
      return made;
    end $$;
    """,
    """
    drop function account_create(bigint, text, text, text, text, jsonb);
    drop function account_set_role(bigint, text, text, text);
    drop function account_close(bigint, text);
    drop function account_give_password(bigint, text, boolean, text);
    drop function account_own_password(bigint, text, boolean, text);
    drop function partner_create(text, text, text, text);
    """,
)

TELLING = RunSQL(
    f"""
    create function tell_account_change() returns trigger language plpgsql {DEFINER} as $$
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
      insert into organisations_accountchange (at, fund_id, account_id, by_id, what, role_before, role_after, why)
        select now(), coalesce(local_fund_id, id), new.id, current_account_id(), happened,
               case when tg_op = 'INSERT' then '' else old.role end, new.role, left(coalesce(trail->>'why', ''), 300)
        from organisations_organisation where id = new.organisation_id;
      return null;
    end $$;
    create trigger tell_account_change after insert or update on organisations_user
      for each row execute function tell_account_change();
    """,
    "drop trigger tell_account_change on organisations_user; drop function tell_account_change();",
)

SESSIONS = RunSQL(
    f"""
    create function session_read(asked text, out data text, out started_at timestamptz, out expires_at timestamptz)
    language sql stable {DEFINER} as $$
      select data, started_at, expires_at from organisations_session
        where digest = asked and expires_at > now() $$;

    create function session_write(asked text, new_data text, account bigint, ends timestamptz, longest interval,
                                  is_new boolean) returns boolean language plpgsql {DEFINER} as $$
    begin
      if is_new then
        insert into organisations_session (digest, data, account_id, started_at, expires_at)
          values (asked, new_data, account, now(), least(ends, now() + longest))
          on conflict (digest) do nothing;
      else
        update organisations_session
          set data = new_data, account_id = account, expires_at = least(ends, started_at + longest)
          where digest = asked;
      end if;
      return found;
    end $$;

    create function session_exists(asked text) returns boolean language sql stable {DEFINER} as $$
      select exists (select from organisations_session where digest = asked) $$;

    create function session_end(asked text) returns void language sql {DEFINER} as $$
      delete from organisations_session where digest = asked $$;

    create function sessions_forget() returns void language sql {DEFINER} as $$
      delete from organisations_session where expires_at <= now() $$;

    -- How many are open, and since when: one's own, or those of an account that one manages.
    create function sessions_of(asked bigint, out started_at timestamptz, out expires_at timestamptz)
    returns setof record language sql stable {DEFINER} as $$
      select started_at, expires_at from organisations_session
        where account_id = asked and expires_at > now()
          and (asked = current_account_id() or exists (
            select from organisations_user where id = asked and manages_accounts_of(organisation_id)))
        order by started_at $$;

    -- All of them but `kept`; gives how many.
    create function sessions_end(ended bigint, kept text) returns bigint language plpgsql {DEFINER} as $$
    declare many bigint;
    begin
      if ended is distinct from current_account_id() and not exists (
        select from organisations_user where id = ended and manages_accounts_of(organisation_id)) then
        raise insufficient_privilege using message = 'only its owner or an administrator ends a session';
      end if;
      delete from organisations_session where account_id = ended and digest <> kept;
      get diagnostics many = row_count;
      return many;
    end $$;
    """,
    """
    drop function session_read(text); drop function session_exists(text); drop function session_end(text);
    drop function session_write(text, text, bigint, timestamptz, interval, boolean);
    drop function sessions_forget(); drop function sessions_of(bigint); drop function sessions_end(bigint, text);
    """,
)

TRIES = RunSQL(
    f"""
    -- Counts one more try under every key, or under none when one of them is full: whoever is held back at one
    -- address does not go on counting against a name. Gives the first full key, or null.
    create function sign_in_try(keys text[], most integer[], within interval) returns text
    language plpgsql {DEFINER} as $$
    declare full_key text;
    begin
      insert into organisations_signintries (name_digest, count, since)
        select key, 0, now() from unnest(keys) as key order by key on conflict do nothing;
      perform from organisations_signintries where name_digest = any(keys) order by name_digest for update;
      update organisations_signintries set count = 0, since = now()
        where name_digest = any(keys) and (since <= now() - within or count = 0);
      select key into full_key from unnest(keys, most) as asked(key, most)
        join organisations_signintries on name_digest = key where count >= asked.most limit 1;
      if full_key is null then
        update organisations_signintries set count = count + 1 where name_digest = any(keys);
      end if;
      return full_key;
    end $$;

    -- The try was right: it counts nowhere, and those before it no longer count under `forgotten`.
    create function sign_in_give_back(keys text[], forgotten text[]) returns void language sql {DEFINER} as $$
      with locked as (
        select name_digest from organisations_signintries where name_digest = any(keys)
        order by name_digest for update)
      update organisations_signintries as known
        set count = case when known.name_digest = any(forgotten) then 0 else greatest(known.count - 1, 0) end
        from locked where locked.name_digest = known.name_digest $$;

    create function sign_in_forget(within interval) returns void language sql {DEFINER} as $$
      delete from organisations_signintries where since <= now() - within $$;
    """,
    """
    drop function sign_in_try(text[], integer[], interval); drop function sign_in_give_back(text[], text[]);
    drop function sign_in_forget(interval);
    """,
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_access_tokens")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.TextField()),
                ("started_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "session"},
        ),
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("created", "Compte créé"),
                            ("role", "Rôle changé"),
                            ("closed", "Compte fermé"),
                            ("reopened", "Compte rouvert"),
                            ("password", "Nouveau mot de passe donné"),
                        ],
                        max_length=20,
                    ),
                ),
                ("role_before", models.CharField(blank=True, max_length=30)),
                ("role_after", models.CharField(max_length=30)),
                ("why", models.CharField(max_length=300)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={"verbose_name": "changement de compte", "ordering": ["-at", "-id"]},
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["fund", "-at"], name="account_change_by_fund"),
        ),
        migrations.CreateModel(
            name="AccountChangeSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seen",
                        to="organisations.accountchange",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "changement de compte vu"},
        ),
        migrations.AddConstraint(
            model_name="accountchangeseen",
            constraint=models.UniqueConstraint(fields=["change", "reader"], name="account_change_seen_once"),
        ),
        protect("organisations_accountchange", see=OF_ORGANISATION),
        protect("organisations_accountchangeseen", see=OWN_READING),
        protect("organisations_userevent", see=TRAIL),
        protect("organisations_session", see="false"),
        protect("organisations_signintries", see="false"),
        # Sessions were kept there; whoever was signed in signs in again.
        RunSQL("drop table if exists django_session", RunSQL.noop),
        RULES,
        SESSIONS,
        CHANGES,
        TELLING,
        TRIES,
    ]
