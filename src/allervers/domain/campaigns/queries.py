"""What can be asked of campaigns."""

from django.db import connection

from ..organisations.models import Organisation


def funds_with_campaign(name: str) -> list[Organisation]:
    """The funds that have a campaign of this name: a command that names it opens no other fund."""
    with connection.cursor() as cursor:
        cursor.execute("select fund_id from funds_with_campaign(%s)", [name])
        found = [row[0] for row in cursor.fetchall()]
    return list(Organisation.objects.filter(pk__in=found))
