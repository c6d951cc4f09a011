"""Functions, policies, triggers, indexes and keys of `organisations` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_tables"),
    ]

    operations = [
        load(
            "account_close",
            "account_create",
            "account_give_password",
            "account_own_password",
            "account_set_role",
            "current_account_id",
            "current_organisation_id",
            "current_service_ids",
            "forget_trail",
            "managed_account",
            "manages_account",
            "manages_accounts_of",
            "name_key",
            "partner_create",
            "phone_key",
            "role_fits",
            "role_fits_service",
            "say_why",
            "sees_nation",
            "service_join",
            "service_leave",
            "session_end",
            "session_exists",
            "session_read",
            "session_write",
            "sessions_end",
            "sessions_forget",
            "sessions_of",
            "sign_in_forget",
            "sign_in_give_back",
            "sign_in_try",
            "tell_account_change",
            "tell_change",
            "use_access_token",
        ),
        load(
            "organisations_accesstoken",
            "organisations_accountchange",
            "organisations_accountchangeseen",
            "organisations_session",
            "organisations_signintries",
            "organisations_user",
            "organisations_userevent",
            "organisations_servedfund",
        ),
    ]
