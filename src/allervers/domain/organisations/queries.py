"""What can be asked about organisations and accounts."""

from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from .models import Organisation, User


def active_funds():
    """The funds that a referral can be sent to, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True)


def handling_bodies():
    """The bodies that can be entrusted with a file of another fund."""
    return Organisation.objects.filter(kind=Organisation.Kind.HANDLING_BODY, is_active=True)


def managed_organisations(administrator: User) -> QuerySet[Organisation]:
    """An administrator's own organisation and the partners that report to it (see `permissions.may_manage`)."""
    own = administrator.organisation_id
    return Organisation.objects.filter(Q(pk=own) | Q(local_fund_id=own))


def managed_accounts(administrator: User) -> QuerySet[User]:
    """The accounts of these organisations, by name."""
    return User.objects.filter(organisation__in=managed_organisations(administrator)).select_related("organisation")


def search_accounts(accounts: QuerySet[User], text: str) -> QuerySet[User]:
    """Those whose name, user name or organisation holds every word of the text, accents and case apart."""
    names = Concat("first_name", Value(" "), "last_name", Value(" "), "organisation__name")
    accounts = accounts.annotate(searched=_comparable(names))
    for word in text.split():
        accounts = accounts.filter(Q(searched__contains=_comparable(Value(word))) | Q(username__icontains=word))
    return accounts


def _comparable(text) -> Func:
    """Lower case, without accents nor punctuation."""
    return Func(text, function="name_key", output_field=TextField())
