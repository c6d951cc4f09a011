"""Rights files of nobody, for the tests."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.organisations.context import acting_as
from allervers.domain.rights_files import papers as listed
from allervers.domain.rights_files import supplying, workflow
from allervers.domain.rights_files.models import RightsFile
from allervers.law import Situation
from tests import papers

WAGES_OF_A_CONTRIBUTION = 1_000


def situation(right, day, **changes):
    """Somebody alone: with RSA for a C2S, from abroad for the others."""
    nationality = {"ame": "ML", "eu_inactive": "RO"}.get(right, "FR")
    person = {"id": "p1", "role": "applicant", "birth_date": "1990-05-04", "nationality": nationality}
    household = {"rsa": True} if right == "c2s" else {}
    return {"date": day.isoformat(), "territory": "metropole", **household, "persons": [person | changes]}


def with_contribution(day):
    """A household whose wages are between both ceilings."""
    months = [(day.replace(day=1) - datetime.timedelta(days=28 * back + 1)).strftime("%Y-%m") for back in range(16)]
    resources = [
        {"kind": "wage", "month": month, "amount": WAGES_OF_A_CONTRIBUTION} for month in sorted(set(months))[-13:]
    ]
    told = situation("c2s", day, activity="employed", resources_complete=True, resources=resources)
    return {**told, "rsa": False, "housing": "tenant", "housing_benefit": 0}


def deposit(author, right="ame", day=None, fund=None, told=None, **fields):
    """A file deposited by this account, in its own fund unless another is said."""
    day = day or timezone.localdate()
    file = RightsFile(
        id=uuid.uuid4(),
        fund=fund or author.organisation,
        right=right,
        channel=fields.pop("channel", "desk"),
        received_on=day,
        birth_name="Fictif",
        first_name="Awa",
        birth_date=datetime.date(1990, 5, 4),
        situation=told or situation(right, day),
        deposit_digest="test",
        **fields,
    )
    file.set_nir("")
    with acting_as(author, "test"):
        return workflow.deposit(file, Situation.from_dict(file.situation), author=author)[0]


def keep(author, file, content=None):
    """A document, kept and joined to nothing yet."""
    content = content or papers.pdf()
    return documents.keep(
        intake.read([content]),
        document_id=uuid.uuid4(),
        fund_id=file.fund_id,
        author=author,
        digest=documents.digest_of([content], file.fund_id),
    )


def supply(author, file, code, person="", **handed):
    with acting_as(author, "test"):
        return supplying.supply(file, keep(author, file), supplying.Handed(code, person, **handed), author=author)


def supply_all(author, file):
    """Every paper that misses."""
    with acting_as(author, "test"):
        missing = [line.required for line in listed.lines(file) if not line.is_there]
    for required in missing:
        supply(author, file, required.code, required.of_person)


def asked(author, why=""):
    return workflow.Asked(author, why=why)
