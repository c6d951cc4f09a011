"""What was done to accounts, told to somebody else than who did it.

Whoever makes an account, or gives another its role, its password or another way in, could open files with it. The
database writes each such change down (`tell_change`); the manager and the
data-protection officer of the organisation are told at once, and whoever manages accounts can read the list too.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import AccountChange, AccountChangeSeen, User
from .roles import ALLOWED, OPENS_FILES, Permission, Role

TOLD = frozenset({Role.MANAGER, Role.DATA_PROTECTION_OFFICER})


def watched() -> frozenset[Role]:
    """Roles that open persons' files, and those that make such roles."""
    return frozenset().union(*(ALLOWED[each] for each in (*OPENS_FILES, Permission.MANAGE_ACCOUNTS)))


def changes() -> QuerySet[AccountChange]:
    """Those of the organisation of the context, the latest first (row-level security sees to it)."""
    return AccountChange.objects.select_related("account__organisation", "by")


def unseen(reader: User) -> QuerySet[AccountChange]:
    """What this account must be told: changes of watched roles, before or after, that it did not make itself."""
    roles = watched()
    found = AccountChange.objects.filter(Q(role_before__in=roles) | Q(role_after__in=roles))
    seen = AccountChangeSeen.objects.filter(change=OuterRef("pk"), reader=reader)
    return found.exclude(by=reader).exclude(account=reader, what=AccountChange.What.CREATED).filter(~Exists(seen))


def count_unseen(reader: User) -> int:
    """0 for whoever is not to be told."""
    return unseen(reader).count() if reader.role in TOLD else 0


def mark_seen(reader: User, shown: list[int]) -> None:
    """These changes, and none that came meanwhile. Twice is once."""
    due = unseen(reader).filter(pk__in=shown)
    AccountChangeSeen.objects.bulk_create(
        [AccountChangeSeen(change_id=pk, reader=reader) for pk in due.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )


def nobody_is_told(administrator: User) -> bool:
    """Whether the organisation has no open account to which changes are told."""
    return not User.objects.filter(organisation=administrator.organisation_id, role__in=TOLD, is_active=True).exists()
