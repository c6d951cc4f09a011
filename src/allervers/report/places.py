"""What a report is about: the nation, a region or one fund."""

from dataclasses import dataclass

from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.regions import funds_of, name_of, region_called


@dataclass(frozen=True)
class Place:
    """`fund`: one fund, for itself; `region`: the code of a region; neither: the nation."""

    name: str
    fund: int | None = None
    region: str = ""

    @property
    def is_published(self) -> bool:
        """Figures over several funds leave each of them."""
        return self.fund is None

    def funds(self) -> list[int] | None:
        """Whose facts are counted; None for every fund."""
        return funds_of(self.region) if self.region else None


NATION = Place("France entière")


def of_fund(fund: Organisation) -> Place:
    return Place(fund.name, fund=fund.pk)


def of_region(asked: str) -> Place | None:
    """By name or by code; None when there is no such region."""
    code = region_called(asked)
    return None if code is None else Place(name_of(code), region=code)
