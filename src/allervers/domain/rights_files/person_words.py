"""What the person does from their own page, on behalf of the fund that owns the file: writes, corrects, withdraws.

Every function takes the file of a visit (`person_links.visiting`), which the database has shown to be theirs.
"""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from allervers.law import data_protection

from ..documents.models import Document
from ..organisations.context import acting_for, because
from ..organisations.models import User
from ..people.models import Person
from ..pieces.once import once, says
from ..pieces.refusals import Refused
from . import appeals, contact, papers, supplying, workflow
from .models import Appeal, PersonWord, RequiredPaper, RightsFile

BY_THE_PERSON = "par la personne, depuis sa page"


def person_of(file: RightsFile) -> Person | None:
    """The person whom the fund knows, of the file of a visit, for what the page shows beside that file.

    None where nobody recognised them yet, where the file and the fund do not say the same birth date (somebody else may
    have been recognised), and while they are protected: whoever holds their code may be who seeks them.
    Read in the context of the fund.
    """
    person = Person.objects.select_related("fund").filter(pk=file.person_id).first()
    if person is None or person.birth_date != file.birth_date or person.protected_since:
        return None
    return person


def supply(file: RightsFile, document: Document, handed: supplying.Handed) -> papers.Line:
    """Join a document that the person sent."""
    with acting_for(file.fund, BY_THE_PERSON):
        return supplying.supply(file, document, handed, author=None)


def declare_impossible(file: RightsFile, line: RequiredPaper, why: str) -> None:
    with acting_for(file.fund, BY_THE_PERSON):
        handed = supplying.Handed(line.code, line.of_person)
        supplying.declare_impossible(file, handed, why=why, author=None)


def withdraw(file: RightsFile) -> None:
    """The person does not ask any more."""
    with acting_for(file.fund, BY_THE_PERSON):
        workflow.withdraw(file, workflow.Asked(None, why="Retiré par la personne, depuis sa page."))


def correct_contact(file: RightsFile, **given: str) -> None:
    """Where to reach the person."""
    with acting_for(file.fund, BY_THE_PERSON):
        contact.correct(file, given)


def write(file: RightsFile, kind: str, text: str, *, key: UUID) -> PersonWord:
    """Say that something is wrong, or object; sent twice it is kept once. Raises `AlreadyUsed` for another text."""
    if not text.strip():
        raise Refused("Écrivez ce que vous voulez nous dire.", "text")
    with acting_for(file.fund, BY_THE_PERSON), transaction.atomic():
        because("message de la personne")
        word = PersonWord(id=key, fund_id=file.fund_id, file=file, kind=kind, text=text.strip())
        kept, _ = once(word, says(file_id=file.pk, kind=kind, text=word.text))
        workflow.settle(workflow.locked(file))
        return kept


def contest(file: RightsFile, act: str, text: str, *, key: UUID) -> Appeal:
    """Lodge an appeal against what `act` names (`appeals.Contestable.key`)."""
    with acting_for(file.fund, BY_THE_PERSON):
        return appeals.lodge(file, act, text, workflow.Asked(None, id=key))


@transaction.atomic
def note_read(word: PersonWord, *, by: User) -> bool:
    """Who examines has read it; False where somebody had already."""
    because("message de la personne lu")
    return bool(PersonWord.objects.filter(pk=word.pk, read_at=None).update(read_at=timezone.now(), read_by=by))


def answer_due_on(word: PersonWord) -> datetime.date:
    """Whoever corrects or objects has an answer within one month (article 12, 3 of regulation (EU) 2016/679)."""
    return data_protection.answer_due_on(timezone.localtime(word.at).date())
