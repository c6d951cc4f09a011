"""What can be asked about organisations and accounts."""

from .models import Organisation


def active_funds():
    """The funds that a referral can be sent to, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True)


def handling_bodies():
    """The bodies that can be entrusted with a file of another fund."""
    return Organisation.objects.filter(kind=Organisation.Kind.HANDLING_BODY, is_active=True)
