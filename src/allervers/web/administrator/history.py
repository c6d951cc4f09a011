"""What happened to an account, from the trail that the database writes, and how it signed in."""

from allervers.domain.credentials.events import trail
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role

LENGTH = 30


def history(account: User) -> list[dict]:
    """Entries for `design/timeline.html`, the latest first."""
    events = list(account.events.order_by("-pgh_created_at", "-pgh_id")[: LENGTH + 1])
    names = _names({(event.pgh_context or {}).get("user") for event in events})
    entries = []
    for event, before in zip(events, [*events[1:], None], strict=True):
        context = event.pgh_context or {}
        why = context.get("why", "")
        entries.append(
            {
                "date": event.pgh_created_at,
                "title": why[:1].upper() + why[1:],
                "body": _what_changed(event, before),
                "author": names.get(context.get("user"), "Commande ou installation"),
            }
        )
    entries += [
        {"date": event.at, "title": event.get_what_display(), "author": str(event.by)}
        for event in trail(account)[:LENGTH]
    ]
    return sorted(entries, key=lambda entry: entry["date"], reverse=True)[:LENGTH]


def _what_changed(event, before) -> str:
    if before is None:
        return f"Rôle : {Role(event.role).label}."
    changes = []
    if event.role != before.role:
        changes.append(f"Rôle : {Role(before.role).label} → {Role(event.role).label}.")
    if event.is_active != before.is_active:
        changes.append("Le compte est rouvert." if event.is_active else "Le compte est fermé.")
    return " ".join(changes)


def _names(identifiers: set) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=identifiers - {None})}
