"""A spreadsheet becomes a questionnaire, or is refused in a sentence that says what to mend; nothing is dropped."""

import io
import zipfile

import pytest

from allervers.domain.pieces.refusals import Refused
from allervers.domain.surveys.questionnaire import Kind, Questionnaire
from allervers.domain.surveys.xlsform import LARGEST_UNPACKED, read
from allervers.domain.surveys.yearly import workbook
from tests.surveys import questionnaire

HEAD = "| survey |\n| | type | name | label | required | relevant | constraint |\n"
YES_NO = "| choices |\n| | list_name | name | label |\n| | yn | yes | Oui |\n| | yn | no | Non |\n"


def sheet(*rows: str, end: str = YES_NO) -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows) + end + "| settings |\n| | form_title |\n| | Enquête |\n"


def test_parts_types_conditions_and_bounds_are_read():
    found = questionnaire()
    assert [section.label for section in found.sections] == ["Les jeunes", "Le reste"]
    assert [question.kind for question in found.questions] == [
        *(Kind.NOTE, Kind.ONE, Kind.INTEGER, Kind.INTEGER, Kind.SEVERAL),
        *(Kind.TEXT, Kind.DECIMAL, Kind.DATE),
    ]
    acts = found.questions[1]
    assert acts.required
    assert acts.choices == (("yes", "Oui"), ("no", "Non"))
    assert found.questions[0].label == "Comptez l’année entière."
    assert Questionnaire.from_json(found.as_json()) == found


def test_questions_outside_of_parts_have_parts_of_their_own():
    rows = ("text | a | Un", "begin_group | g | Groupe", "text | b | Deux", "end_group", "text | c | Trois")
    found = questionnaire(sheet(*rows))
    assert [(section.label, len(section.questions)) for section in found.sections] == [
        *(("Questions", 1), ("Groupe", 1), ("Questions", 1))
    ]
    assert len({section.name for section in found.sections}) == 3


def test_the_model_of_the_yearly_survey_can_be_opened():
    found = read(workbook(), "modele.xlsx")
    assert len(found.sections) == 11
    assert len(found.questions) == 107
    assert [question.name for _, question in found.asked({}).missing if question.name.endswith("_acts")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("geopoint | where | Où ?",), "type « geopoint »"),
        (("calculate | total | Total",), "calculation"),
        (("text | a b | Nom",), "row : 2"),
        (("text | a.b | Nom",), "sans accent, chiffres ou « _ »"),
        (("text | été | Nom",), "sans accent, chiffres ou « _ »"),
        ((f"text | {'a' * 61} | Nom",), "60 lettres"),
        (("text | seen | Vu",), "réservé"),
        (("text | a | ",), "Il manque|label"),
        ((f"text | a | {'é' * 501}",), "trop long : 500"),
        (("text | a | Un", "text | b | Repris ${a}"), "reprend une réponse"),
        (("text | a | Un | | ${b} = 'x'", "text | b | Deux"), "dépend de « b », qui ne vient pas avant"),
        (("text | a | Un | | ${a} = 'x'",), "dépend de « a »"),
        (("text | a | Un", "text | b | Deux | | ${a} = "), "n’est pas comprise"),
        (("text | a | Un", "text | b | Deux | | shout(${a})"), "n’est pas comprise"),
        (("text | a | Un", "text | b | Deux | | /answers/a = 'x'"), "jamais par un chemin"),
        (("text | a | Un", f"text | b | Deux | | ${{a}} = '{'x' * 500}'"), "trop longue"),
        (("text | a | Un | true() or false()",), "« required » est yes ou vide"),
        (("begin_group | g | G", "begin_group | h | H", "text | a | A", "end_group", "end_group"), "un seul niveau"),
        (("begin_repeat | g | G", "text | a | A", "end_repeat"), "un seul niveau"),
        (("begin_group | g | G", "text | a | A"), "end_group"),
        (("begin_group | g | G", "text | a | A", "end_group", "text | a | B"), "même nom : « a »"),
        (("note | n | Bonjour",), "ne pose aucune question"),
        (tuple(f"text | q{number} | Q" for number in range(501)), "501 questions : 500 au plus"),
    ],
)
def test_what_is_not_asked_here_is_refused_with_its_question(rows, told):
    with pytest.raises(Refused, match=told):
        questionnaire(sheet(*rows))


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ("| choices |\n| | list_name | name | label |\n| | yn | a | A |\n| | yn | a | B |\n", "choice|choix"),
        (f"| choices |\n| | list_name | name | label |\n| | yn | {'a' * 61} | A |\n", "60 caractères"),
        ("| choices |\n| | list_name | name | label |\n| | other | a | A |\n", "yn"),
    ],
)
def test_choices_that_cannot_be_told_apart_are_refused(choices, told):
    with pytest.raises(Refused, match=told):
        questionnaire(sheet("select_one yn | a | A", end=choices))


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * (LARGEST_UNPACKED + 1))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.md", "vide"),
        (b"x", "a.pdf", "XLSForm"),
        (b"x", "a", "XLSForm"),
        (b"\xff\xfe", "a.csv", "UTF-8"),
        (b"nothing of a form", "a.md", "XLSForm"),
        (b"not a workbook", "a.xlsx", "classeur"),
        (b"x" * 2_000_001, "a.md", "trop gros"),
        (bomb(), "a.xlsx", "trop gros"),
        (workbook()[:4000], "a.xlsx", "classeur"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(content, name, told):
    with pytest.raises(Refused, match=told):
        read(content, name)
