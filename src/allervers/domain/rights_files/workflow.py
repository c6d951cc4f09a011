"""What can happen to a rights file, from its deposit to its decision. Every write of a file goes through here.

| transition     | from                    | to                        | who may      | needs                          |
|----------------|-------------------------|---------------------------|--------------|--------------------------------|
| deposit        | —                       | deposited                 | DEPOSIT_FILE | an active fund, a situation    |
| supply         | not ended               | the same, or as before    | may_complete | a document, a line of the list |
| examine        | deposited, papers asked | under examination         | EXAMINE_FILE |                                |
| ask_papers     | deposited, examined     | papers asked              | EXAMINE_FILE | not opposable, lines that miss |
| revoke_request | papers asked            | under examination         | EXAMINE_FILE | why                            |
| decide         | deposited, examined     | decided, adhesion awaited | EXAMINE_FILE | an outcome and its reason      |
| withdraw       | not ended               | withdrawn                 | may_complete |                                |
| correct        | decided, adhesion       | decided, adhesion awaited | EXAMINE_FILE | the decision that holds, why   |
| control, close | decided (base rights)   | as before                 | EXAMINE_FILE | see `controls.py`              |
| appeal         | see `appeals.py`        | as before                 | the person   | something to contest           |
| by the days    | see `deadlines.py`      |                           | the job      | a day that has come            |

Who may is checked by `permissions`; the database refuses what must never be, whatever calls it. Each function is one
transaction on the locked file, and raises `Refused` with a French sentence when the state does not allow it.
"""

import datetime
import secrets
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from allervers.law import Situation
from allervers.law.registry import law

from ..organisations.context import acting_for, because
from ..organisations.models import Organisation, User
from ..people.models import Person
from ..people.visits import ALPHABET
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused
from . import letters, papers
from .codes import LetterKind, Status
from .dates import to_treat_before
from .models import Handling, RightsFile, Step
from .queries import facts_of


def new_reference() -> str:
    """« DR-7K4M-92QX »: read aloud; says nothing of anybody, and cannot be guessed from another one."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"DR-{drawn[:4]}-{drawn[4:]}"


@transaction.atomic
def deposit(file: RightsFile, situation: Situation, *, author: User | None) -> tuple[RightsFile, bool]:
    """Write a file with its list of papers and its acknowledgement: the one that is kept, and whether it is new.

    The identifier was minted by who deposits. The same deposit again, even at the same moment, is written once; another
    content raises `AlreadyUsed`.
    """
    because("dossier déposé")
    file.reference, file.status, file.deposited_by = new_reference(), Status.DEPOSITED, author
    file.status_since, file.law_version = timezone.localdate(), law().version
    file.handled_by_id = _handling_body(file.fund_id, file.right)
    kept, is_new = once(file, says(deposit_digest=file.deposit_digest))
    if not is_new:
        return kept, False
    file.requiredpapers.bulk_create(papers.lines_of(file, situation))
    write_step(file, Status.DEPOSITED, author)
    if papers.missing(papers.lines(file)):
        file.missing_told_on = file.status_since
    settle(file)
    letters.write(file, LetterKind.ACKNOWLEDGEMENT, file.pk)
    return file, True


def _handling_body(fund_id: int, right: str) -> int | None:
    """Who examines in the place of the fund: what was said of this fund, else of all of them."""
    rules = Handling.objects.filter(right=right, fund_id=fund_id) or Handling.objects.filter(right=right, fund=None)
    body = rules[0].body_id if rules else None
    return None if body == fund_id else body


def locked(file: RightsFile) -> RightsFile:
    """The file as it is now, which nobody else changes until the end of the transaction."""
    return RightsFile.objects.select_for_update(of=("self",)).get(pk=file.pk)


def under_way(file: RightsFile, what: str) -> RightsFile:
    now = locked(file)
    if now.is_ended:
        raise Refused(f"Ce dossier est {now.get_status_display()} : {what}.")
    return now


def write_step(
    file: RightsFile,
    status: Status,
    author: User | None,
    *,
    why: str = "",
    step_id: UUID | None = None,
    digest: str = "",
    on: datetime.date | None = None,
) -> None:
    Step.objects.create(
        id=step_id or uuid4(),
        fund_id=file.fund_id,
        file=file,
        author=author,
        on=on or timezone.localdate(),
        status=status,
        why=why,
        asked_digest=digest,
    )


def become(file: RightsFile, status: Status, author: User | None, *, on: datetime.date | None = None, **step) -> None:
    """Enter a state, keep the step, and reckon again what follows from it."""
    if file.status != status:
        file.status, file.status_since = status, on or timezone.localdate()
    write_step(file, status, author, on=on, **step)
    settle(file)


def settle(file: RightsFile) -> None:
    """Whether the file is complete, since when, and until when it is to be treated."""
    listed = [line for line in papers.lines(file) if line.required.code not in papers.OF_ADHESION]
    complete = papers.is_complete(listed)
    if not complete:
        file.complete_since = None
    elif file.complete_since is None:
        came = [line.supplied.supplied_on for line in listed if line.supplied]
        file.complete_since = max([file.received_on, *came])
    file.due_on = None if file.is_ended else to_treat_before(facts_of(file))
    file.updated_at = Now()
    file.save()
    file.refresh_from_db(fields=["updated_at"])


@dataclass(frozen=True)
class Asked:
    """What is asked of a file by somebody who may: `id` is the caller's, taken once."""

    author: User | None
    id: UUID = field(default_factory=uuid4)
    digest: str = ""
    why: str = ""

    def step(self) -> dict:
        return {"step_id": self.id, "digest": self.digest, "why": self.why}


def person_of(file: RightsFile) -> Person:
    """The person of the fund whom the file is about: who carries its NIR, else somebody new.

    Without a NIR nobody is recognised in silence: who may be known already is asked before (`recognising.py`).
    """
    with acting_for(file.fund, "personne d’un dossier de droits"):
        if file.nir_digest:
            known = Person.objects.filter(fund_id=file.fund_id, nir_digest=bytes(file.nir_digest)).first()
            if known:
                return known
        copied = (
            *("fund_id", "birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email"),
            *("postal_address", "language", "language_note", "interpreter_needed", "nir_encrypted", "nir_digest"),
        )
        return Person.objects.create(**{name: getattr(file, name) for name in copied})


def taken_up(file: RightsFile, author: User | None) -> None:
    """The person is known, and whoever examines too."""
    if file.person_id is None:
        file.person = person_of(file)
    if file.officer_id is None:
        file.officer = author


@transaction.atomic
def withdraw(file: RightsFile, asked: Asked) -> RightsFile:
    """The person does not ask any more. What was written stays."""
    because("dossier retiré")
    file = under_way(file, "il ne se retire plus")
    if file.status == Status.AWAITING_ADHESION:
        # The decision stands; that nobody joins is said by the days (three months), not by a withdrawal.
        raise Refused("La décision est prise : un dossier décidé ne se retire plus.")
    end_requests(file)
    become(file, Status.WITHDRAWN, asked.author, **asked.step())
    return file


def end_requests(file: RightsFile) -> None:
    """Nothing is awaited any more."""
    file.papersrequests.filter(revoked_on=None, answered_on=None).update(revoked_on=timezone.localdate())


def done_already(file: RightsFile, asked: Asked) -> bool:
    """Whether this very step was taken; raises `AlreadyUsed` where its identifier served for something else."""
    return written(Step, asked.id, says(file_id=file.pk, asked_digest=asked.digest)) is not None


def fund_of(code: str) -> Organisation | None:
    return Organisation.objects.filter(kind=Organisation.Kind.FUND, code=code, is_active=True).first()
