"""What can be asked about organisations and accounts."""

from .models import Organisation, User


def active_funds():
    """The funds that a referral can be sent to, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True)


def handling_bodies():
    """The bodies that can be entrusted with a file of another fund."""
    return Organisation.objects.filter(kind=Organisation.Kind.HANDLING_BODY, is_active=True)


def demo_accounts() -> list[dict[str, str]]:
    """The accounts of the demonstration, in the order of the thread: who is reported, accompanied, counted."""
    accounts = User.objects.filter(organisation__code__startswith="demo", is_active=True).select_related("organisation")
    order = {role: place for place, role in enumerate(User._meta.get_field("role").choices)}
    return [
        {
            "username": account.username,
            "role_label": account.get_role_display(),
            "hint": f"{account} — {account.organisation}",
        }
        for account in sorted(accounts, key=lambda account: order[(account.role, account.get_role_display())])
    ]
