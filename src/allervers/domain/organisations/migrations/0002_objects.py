"""The context of row-level security, comparable names, and accounts out of the application's reach.

Every function of accounts runs as the owner (`security definer`), names its schemas, and says no unless the account of
the context may. An owner's own connection (commands of whoever runs the installation) may always.
"""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("organisations", "0002_functions"),
        ("organisations", "0003_provisional_password"),
        ("organisations", "0004_sign_in_tries"),
        ("organisations", "0005_access_tokens"),
        ("organisations", "0006_out_of_reach"),
        ("organisations", "0007_one_rule_to_tell"),
    ]
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        # What older tables ask of persons who are protected: their files stand in older migrations (domain/objects.py).
        load(
            *("protected_rows", "seal_when_protected", "forget_sealed"),
            *("refuse_message_when_protected", "refuse_protection_by_hand"),
        ),
        load(
            "account_close",
            "account_create",
            "account_give_password",
            "account_own_password",
            "account_set_role",
            "current_account_id",
            "current_organisation_id",
            "forget_trail",
            "managed_account",
            "manages_account",
            "manages_accounts_of",
            "name_key",
            "partner_create",
            "phone_key",
            "role_fits",
            "say_why",
            "sees_nation",
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
        ),
    ]
