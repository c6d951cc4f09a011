"""What the days do to the rights of every fund."""

import datetime
from collections import Counter

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from .ended import find_ends
from .gap_lines import refresh


def run(day: datetime.date, funds: list[Organisation] | None = None) -> Counter[str]:
    """Bring lines and ended rights up to this day, fund after fund, each in a transaction of its own."""
    done: Counter[str] = Counter()
    for fund in funds or Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("pk"):
        with acting_for(fund, "ruptures à éviter"):
            done.update(refresh(fund.pk, day))
            find_ends(fund.pk, day)
    return done
