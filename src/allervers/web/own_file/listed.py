"""The papers of the file, said in the language of the page."""

import re
from dataclasses import dataclass

from django.utils.text import capfirst

from allervers.domain.rights_files import papers
from allervers.domain.rights_files.codes import PAPERS_OF, PaperState, Right
from allervers.domain.rights_files.models import RequiredPaper, RightsFile
from allervers.law import papers as law_papers

from .words import Words


@dataclass(frozen=True)
class Asked:
    """One paper: what it is, of whom, what does, and where it stands."""

    id: int
    label: str
    of_whom: str
    state: PaperState
    state_text: str
    accepted: list[str]
    only_if: str
    may_be_left_out: bool
    received: str

    @property
    def is_there(self) -> bool:
        return self.state in (PaperState.PRESENT, PaperState.IMPOSSIBLE)


def asked_of(file: RightsFile, listed: list[papers.Line], words: Words) -> list[Asked]:
    labels, persons = _labels(file.right), _persons(file, words)
    return [_asked(line, labels, persons, words) for line in listed]


def asked_in(file: RightsFile, row: RequiredPaper, words: Words) -> Asked:
    """One line alone, for the page that sends it."""
    line = next(each for each in papers.lines(file) if each.required.pk == row.pk)
    return _asked(line, _labels(file.right), _persons(file, words), words)


def _asked(line: papers.Line, labels: dict[str, str], persons: dict[str, str], words: Words) -> Asked:
    row = line.required
    return Asked(
        id=row.pk,
        label=capfirst(words.of_law(labels.get(row.code, row.label))),
        of_whom=persons.get(row.of_person, "") if len(persons) > 1 else "",
        state=line.state,
        state_text=words[f"state.{line.state}"],
        accepted=[words.of_law(each["text"]) for each in row.accepted],
        only_if=words("only_if", condition=_condition(row.condition, words)) if row.condition else "",
        may_be_left_out=bool(row.condition) and line.supplied is None,
        received=words("received", day=words.day(line.supplied.supplied_on)) if line.supplied else "",
    )


def _condition(french: str, words: Words) -> str:
    """What the situation has not settled: the sentences of the law library, joined by « et »."""
    return ", ".join(words.of_law(each) for each in re.split(r" et (?=si |s'il |au retour )", french))


def _labels(right: str) -> dict[str, str]:
    """The label of each code of this request, without the person: the words that other languages have."""
    known = law_papers.load(PAPERS_OF.get(Right(right), right)).papers
    return {paper.code: paper.label for paper in known}


def _persons(file: RightsFile, words: Words) -> dict[str, str]:
    """« vous », « votre enfant né le… », by the identifiers of the situation."""
    told = {}
    for person in file.situation.get("persons", []):
        role = person.get("role", "applicant")
        born = words.iso(person.get("birth_date")) if role != "applicant" else ""
        told[person["id"]] = words(f"of.{role}.born", day=born) if born else words[f"of.{role}"]
    return told
