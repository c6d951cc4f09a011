"""Who the numbers of lists are: kept from the fund's own file, for the calls and for nothing else (decision 0034)."""

import datetime
import json
from dataclasses import asdict, dataclass, fields

from ..organisations.encryption import decrypt, encrypt
from ..people.models import Language
from .models import Detection, ListedIdentity


@dataclass(frozen=True)
class Who:
    """An identity as the fund's file gives it; empty where it does not say. `birth_date` in ISO form."""

    birth_name: str
    first_name: str
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    postal_address: str = ""
    language: str = Language.FRENCH.value

    @property
    def full_name(self) -> str:
        return f"{self.birth_name.upper()} {self.first_name}"

    @property
    def spoken(self) -> str:
        """The language, where it is another than French."""
        return "" if self.language == Language.FRENCH else Language(self.language).label

    @property
    def born(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.birth_date) if self.birth_date else None

    def initial(self) -> dict[str, object]:
        """What a referral form proposes; whoever calls checks it with the person."""
        return {**{name: value for name, value in asdict(self).items() if value}, "birth_date": self.born}


def sealed(who: Who) -> bytes:
    return encrypt(json.dumps(asdict(who), ensure_ascii=False))


def who_is(detection: Detection) -> Who | None:
    """None where the fund's file did not say, or is forgotten by now."""
    found = ListedIdentity.objects.filter(
        fund_id=detection.fund_id, purpose=ListedIdentity.DETECTIONS, person_number=detection.person_number
    ).first()
    return found and opened(found)


def opened(kept: ListedIdentity) -> Who:
    """The identity in clear."""
    said = json.loads(decrypt(kept.identity))
    return Who(**{field.name: said[field.name] for field in fields(Who) if field.name in said})
