"""What the job does within a minute: the figures of the nation, of regions and of publics are masked beforehand."""

from django.utils import timezone

from allervers.domain.figures import editions, periods


def prepare(*years: int) -> None:
    """These years; the present one and the one before when none is named."""
    now = timezone.localdate().year
    for year in years or (now, now - 1):
        editions.prepare(periods.year(year))
