"""Reads a questionnaire from a spreadsheet in XLSForm, the form that survey tools share (decision 0121).

The library reads and checks the sheet; what this product does not ask is refused here in a sentence, never dropped: a
question that nobody sees is an answer that nobody gives.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from ..pieces.refusals import Refused
from .conditions import compiled, fault_of, names_in
from .questionnaire import Kind, Question, Questionnaire, Section

KINDS_OF_FILE = (".xlsx", ".csv", ".md")
LARGEST = 2_000_000
LARGEST_UNPACKED = 50_000_000
MOST_QUESTIONS = 500
MOST_CHOICES = 300
LONGEST_LABEL = 500
LONGEST_EXPRESSION = 500
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_OTHER_FORMS = {"select_one": Kind.ONE, "select_multiple": Kind.SEVERAL, "int": Kind.INTEGER, "string": Kind.TEXT}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_ALONE = "Questions"
_TAKEN = {"itself", "seen", "typed_by", "reprise", "csrfmiddlewaretoken"}
"""What the documents and the pages of a survey call something else."""


def read(content: bytes, filename: str) -> Questionnaire:
    """The questionnaire of this file. Raises `Refused` with the first thing to mend in it."""
    found = _sheet(content, filename)
    sections = tuple(_sections(found["children"]))
    questionnaire = Questionnaire(_text(found.get("title"), "le titre"), sections)
    _check_whole(questionnaire)
    return _with_conditions(questionnaire)


def _sheet(content: bytes, filename: str) -> dict:
    kind = next((kind for kind in KINDS_OF_FILE if filename.lower().endswith(kind)), None)
    if kind is None:
        raise Refused(f"Choisissez un fichier {', '.join(KINDS_OF_FILE)}, au format XLSForm.")
    if not content.strip():
        raise Refused("Ce fichier est vide.")
    if len(content) > LARGEST or _unpacked(content, kind) > LARGEST_UNPACKED:
        raise Refused("Ce fichier est trop gros pour un questionnaire : 2 Mo au plus.")
    try:
        given = io.BytesIO(content) if kind == ".xlsx" else content.decode("utf-8-sig")
        return convert(xlsform=given, file_type=kind, form_name="answers")._pyxform
    except UnicodeDecodeError:
        raise Refused("Ce fichier n’est pas écrit en UTF-8. Enregistrez-le de nouveau en choisissant UTF-8.") from None
    except PyXFormError as error:
        raise Refused(f"Ce fichier n’est pas un questionnaire XLSForm. La lecture s’arrête ici : {error}") from None
    except Exception as error:
        # The library meets a broken workbook or an unknown layout with whatever fails first.
        raise Refused("Ce fichier n’a pas pu être lu comme un questionnaire XLSForm.") from error


def _unpacked(content: bytes, kind: str) -> int:
    if kind != ".xlsx":
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return sum(part.file_size for part in book.infolist())
    except zipfile.BadZipFile:
        raise Refused("Ce fichier n’est pas un classeur .xlsx.") from None


def _sections(children: Iterable[dict]) -> Iterator[Section]:
    """Groups, and the questions that stand alone between them, in order."""
    alone: list[Question] = []
    count = 0
    for child in _of_people(children):
        if child["type"] != "group":
            alone.append(_question(child))
            continue
        if alone:
            count += 1
            yield Section(f"alone_{count}", _ALONE, tuple(alone))
            alone = []
        label = _text(child.get("label") or child["name"], f"le titre de « {child['name']} »")
        questions = tuple(_question(each) for each in _of_people(child.get("children", ())))
        yield Section(child["name"], label, questions, child.get("bind", {}).get("relevant", ""))
    if alone:
        yield Section(f"alone_{count + 1}", _ALONE, tuple(alone))


def _of_people(children: Iterable[dict]) -> Iterator[dict]:
    """Without what the library adds for the devices of others."""
    return (child for child in children if child["name"] != "meta")


def _question(child: dict) -> Question:
    name = child["name"]
    kind = _OTHER_FORMS.get(child["type"], child["type"])
    if kind not in Kind.values:
        known = "select_one, select_multiple, integer, decimal, date, text, note, begin_group sur un seul niveau"
        raise Refused(
            f"Question « {name} » : le type « {child['type']} » n’est pas posé ici. Types possibles : {known}."
        )
    if name in _TAKEN:
        raise Refused(f"Question « {name} » : ce nom est réservé, choisissez-en un autre.")
    if not _NAME.fullmatch(name):
        raise Refused(f"Question « {name} » : un nom a 60 lettres sans accent, chiffres ou « _ » au plus.")
    bind = child.get("bind", {})
    expected = bind.get("required", "")
    if expected not in ("", "yes", "no", "true()", "false()"):
        raise Refused(f"Question « {name} » : « required » est yes ou vide, pas une condition.")
    if "calculate" in bind:
        raise Refused(f"Question « {name} » : les calculs ne sont pas faits ici.")
    return Question(
        name=name,
        kind=Kind(kind).value,
        label=_text(child.get("label"), f"le texte de « {name} »"),
        hint=_text(child.get("hint") or "", f"l’aide de « {name} »", empty=True),
        required=expected in ("yes", "true()"),
        relevant=bind.get("relevant", ""),
        constraint=bind.get("constraint", ""),
        message=_text(bind.get("jr:constraintMsg") or "", f"le message de « {name} »", empty=True),
        choices=_choices(child) if Kind(kind).has_choices else (),
    )


def _choices(child: dict) -> tuple[tuple[str, str], ...]:
    found = child.get("choices") or ()
    if not found or len(found) > MOST_CHOICES:
        raise Refused(f"Question « {child['name']} » : de 1 à {MOST_CHOICES} choix, dans la feuille « choices ».")
    where = f"un choix de « {child['name']} »"
    choices = tuple((str(each["name"]), _text(each.get("label") or each["name"], where)) for each in found)
    if any(" " in code or len(code) > 60 for code, _ in choices) or len(dict(choices)) < len(choices):
        raise Refused(
            f"Question « {child['name']} » : chaque choix a un code à lui, sans espace, 60 caractères au plus."
        )
    return choices


def _text(value: object, what: str, *, empty: bool = False) -> str:
    if isinstance(value, dict):
        raise Refused(f"Une seule langue : {what} est écrit en plusieurs.")
    # The library makes apostrophes straight.
    text = _APOSTROPHE.sub("’", " ".join(str(value or "").split()))
    if not text and not empty:
        raise Refused(f"Il manque {what}.")
    if len(text) > LONGEST_LABEL:
        raise Refused(f"{what[0].upper()}{what[1:]} est trop long : {LONGEST_LABEL} caractères au plus.")
    if "${" in text:
        raise Refused(f"{what[0].upper()}{what[1:]} reprend une réponse (« ${{…}} »), ce qui n’est pas fait ici.")
    return text


def _check_whole(questionnaire: Questionnaire) -> None:
    names = questionnaire.names
    if not [question for question in questionnaire.questions if question.kind != Kind.NOTE]:
        raise Refused("Ce questionnaire ne pose aucune question.")
    if len(names) > MOST_QUESTIONS:
        raise Refused(f"Ce questionnaire a {len(names)} questions : {MOST_QUESTIONS} au plus.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Refused(f"Deux questions ont le même nom : « {twice[0]} ». Donnez un nom à chacune.")


def _with_conditions(questionnaire: Questionnaire) -> Questionnaire:
    """Each expression in plain XPath, looking only at questions that come before it."""
    numbers = {each.name for each in questionnaire.questions if Kind(each.kind).is_number}
    before: list[str] = []

    def ready(expression: str, where: str, also: tuple[str, ...] = ()) -> str:
        if len(expression) > LONGEST_EXPRESSION:
            raise Refused(f"{where} : la condition est trop longue, {LONGEST_EXPRESSION} caractères au plus.")
        if later := names_in(expression) - {*before, *also}:
            raise Refused(f"{where} : la condition dépend de « {min(later)} », qui ne vient pas avant.")
        if "/" in expression:
            raise Refused(f"{where} : une condition nomme une question par « ${{nom}} », jamais par un chemin.")
        xpath = compiled(expression, numbers)
        if fault := fault_of(xpath, questionnaire.names):
            raise Refused(f"{where} : la condition « {expression} » n’est pas comprise ({fault}).")
        return xpath

    sections = []
    for section in questionnaire.sections:
        relevant = ready(section.relevant, f"Partie « {section.label} »")
        questions = []
        for question in section.questions:
            where = f"Question « {question.name} »"
            asked = ready(question.relevant, where)
            bound = ready(question.constraint, where, also=(question.name,))
            questions.append(replace(question, relevant=asked, constraint=bound))
            before.append(question.name)
        sections.append(replace(section, relevant=relevant, questions=tuple(questions)))
    return replace(questionnaire, sections=tuple(sections))
