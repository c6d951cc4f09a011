"""Structures of data·inclusion: kept once, what nobody can use set aside and told, nothing deleted, asked once."""

import csv
import datetime
import io
import json

import pytest

from allervers.domain.directory import queries, workflow
from allervers.domain.directory.contacts import is_mobile, is_personal_email
from allervers.domain.directory.models import Pair, Structure
from allervers.domain.directory.structures_file import bring_in, department
from allervers.domain.organisations.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 30)
CCAS = {
    "source": "dora",
    "id": "dora--CCAS:2024/1",
    "nom": "CCAS d’Exempleville",
    "date_maj": "2026-02-14",
    "description": "Accueil social.\nSur rendez-vous ; ou non.",
    "siret": "21810004600017",
    "commune": "Exempleville",
    "code_postal": "81000",
    "code_insee": "81004",
    "adresse": "1 place de l’Exemple",
    "longitude": 2.148,
    "latitude": 43.929,
    "telephone": "+33563000000",
    "courriel": "ccas@exempleville.example.org",
    "horaires_accueil": "Mo-Fr 08:30-12:30; PH off",
    "reseaux_porteurs": ["ccas-cias"],
}


def other(number: int, **said) -> dict:
    return {"source": "dora", "id": f"dora--{number}", "nom": f"Structure {number}", "date_maj": "2026-01-01"} | said


@pytest.fixture
def brought_in(tmp_path):
    def bring(*structures, text: str | None = None, name: str = "structures.json", **options):
        path = tmp_path / name
        path.write_text(json.dumps(structures) if text is None else text, encoding="utf-8")
        return bring_in(path, TODAY, lambda *told: None, **options)

    return bring


def as_csv(*structures: dict, delimiter: str = ",", more: tuple = ()) -> str:
    out = io.StringIO()
    columns = [*CCAS, *more]
    writer = csv.DictWriter(out, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    for structure in structures:
        writer.writerow(structure | {"reseaux_porteurs": json.dumps(structure.get("reseaux_porteurs", []))})
    return out.getvalue()


def test_a_structure_is_kept_as_its_source_says_it_whatever_the_form_of_the_file(brought_in):
    assert (brought_in(CCAS).new, brought_in(CCAS).unchanged) == (1, 1)
    kept = Structure.objects.get()
    assert (kept.source_id, kept.name, kept.updated_on) == (CCAS["id"], CCAS["nom"], datetime.date(2026, 2, 14))
    assert (kept.department, kept.networks, kept.longitude) == ("81", ["ccas-cias"], 2.148)
    assert kept.description == CCAS["description"]
    assert kept.not_understood == {}
    for delimiter in ",;":
        report = brought_in(text=as_csv(CCAS, delimiter=delimiter, more=("score_qualite",)), name="a.csv")
        assert (report.lines, report.unchanged) == (1, 1)
        assert report.doubts == ["a.csv : colonnes non lues : score_qualite"]


def test_a_dry_run_tells_all_and_writes_nothing(brought_in):
    report = brought_in(CCAS, dry_run=True)
    assert report.new == 1
    assert not Structure.objects.exists()


def test_an_unknown_network_is_kept_counted_and_told_and_an_unusable_field_is_set_aside(brought_in):
    report = brought_in(
        CCAS | {"reseaux_porteurs": ["ccas-cias", "bus-bleu"], "horaires_accueil": "le matin", "siret": "12"},
        other(2, reseaux_porteurs=["bus-bleu"], site_web="javascript:alert(1)", courriel="pas une adresse"),
    )
    assert (report.new, report.is_refused) == (2, False)
    assert report.unknown_words == {"reseaux_porteurs": {"bus-bleu": 2}}
    assert report.set_aside == {"horaires_accueil": 1, "siret": 1, "site_web": 1, "courriel": 1}
    ccas = Structure.objects.get(source_id=CCAS["id"])
    assert ccas.networks == ["bus-bleu", "ccas-cias"]
    assert (ccas.opening_hours, ccas.siret) == ("", "")
    assert ccas.not_understood == {"horaires_accueil": "le matin", "siret": "12"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"nom": ""}, "ligne 2, nom : le champ est vide ; attendu un nom de 3 à 150 caractères"),
        ({"nom": "ab"}, "ligne 2, nom : « ab » n'est pas reconnu ; attendu un nom de 3 à 150 caractères"),
        ({"date_maj": "2099-01-01"}, "ligne 2, date_maj : « 2099-01-01 » n'est pas reconnu ; attendu une date passée"),
        ({"id": CCAS["id"]}, "ligne 2, id : déjà à la ligne 1 ; attendu une ligne par structure"),
    ],
)
def test_a_line_of_which_nobody_knows_which_structure_it_is_refuses_the_file(brought_in, said, told):
    report = brought_in(CCAS, other(2) | said)
    assert report.is_refused
    assert report.refusals.sentences()[0].startswith(f"structures.json, {told}")
    assert not Structure.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "fichier vide"),
        ("[{", "JSON illisible"),
        ('{"source": "dora"}', "pas une liste"),
        ("[1]", "ligne 1 : pas une structure"),
        ("id,nom\n1,2\n", "ligne 1 : il manque source, date_maj"),
        ("source,id,nom,date_maj\na,b\n", "ligne 2 : 2 colonnes ; attendu 4 colonnes"),
        ('source,id,nom,date_maj\na,"b\n', "guillemets mal fermés"),
        ("[\0]", "caractère nul"),
    ],
)
def test_what_is_no_file_of_structures_is_refused_in_a_sentence(brought_in, text, told):
    report = brought_in(text=text)
    assert told in " ".join(report.refusals.sentences())


def test_what_a_source_no_longer_has_is_marked_and_comes_back(brought_in):
    brought_in(CCAS, other(2), other(3))
    brought_in(other(9, source="autre", id="autre--9"))
    report = brought_in(CCAS, other(2, nom="Autre nom"))
    assert (report.changed, report.unchanged, report.gone) == (1, 1, 1)
    assert list(Structure.objects.exclude(gone_since=None).values_list("source_id", "gone_since")) == [
        ("dora--3", TODAY)
    ]
    report = brought_in(CCAS, other(2, nom="Autre nom"), other(3))
    assert (report.back, report.gone, report.unchanged) == (1, 0, 3)
    assert not Structure.objects.exclude(gone_since=None).exists()


def test_a_file_that_lacks_most_of_a_source_is_a_part_of_it(brought_in):
    brought_in(CCAS, *(other(number) for number in range(2, 5)))
    half = brought_in(CCAS, other(2))
    assert (half.gone, half.doubts) == (2, [])
    brought_in(CCAS, *(other(number) for number in range(2, 5)))
    part = brought_in(CCAS)
    assert part.gone == 0
    assert "3 structures de « dora » sur 4 n'y sont pas" in part.doubts[0]
    assert not Structure.objects.exclude(gone_since=None).exists()


def test_two_lines_that_may_be_one_are_asked_once_however_often_they_are_imported(brought_in):
    town_hall = other(2, nom="Mairie d’Exempleville", siret=CCAS["siret"], code_insee="81004")
    again = CCAS | {"id": "dora--2024", "nom": "C.C.A.S. d'Exempleville"}
    elsewhere = other(3, nom=CCAS["nom"], code_insee="81099")
    report = brought_in(CCAS, town_hall, again, elsewhere)
    assert report.proposed == 3
    likeness = {
        frozenset((pair.first.source_id, pair.second.source_id)): pair.likeness
        for pair in Pair.objects.select_related("first", "second")
    }
    assert likeness == {
        frozenset((CCAS["id"], again["id"])): "sure",
        frozenset((CCAS["id"], town_hall["id"])): "uncertain",
        frozenset((again["id"], town_hall["id"])): "uncertain",
    }
    officer = factories.account(Role.PARTNERSHIP_OFFICER)
    for pair in Pair.objects.all():
        workflow.answer(pair, pair.likeness == "sure", officer)
    for _ in range(3):
        assert brought_in(CCAS, town_hall, again | {"description": "Autre chose."}, elsewhere).proposed == 0
    assert not queries.questions("81").exists()
    shown = set(queries.structures_in("81").values_list("source_id", flat=True))
    assert len(shown) == 3, "of the two that are one, one is shown"
    assert {town_hall["id"], elsewhere["id"]} < shown


def test_a_question_that_nobody_answered_goes_with_what_was_alike(brought_in):
    brought_in(CCAS, CCAS | {"id": "dora--2"})
    assert Pair.objects.count() == 1
    brought_in(CCAS, CCAS | {"id": "dora--2", "siret": "", "nom": "Tout autre chose"})
    assert not Pair.objects.exists()


def test_a_department_is_that_of_the_commune():
    found = [department(*codes) for codes in (("81004", "81000"), ("97105", ""), ("2A004", ""), ("", "20137"))]
    assert found == ["81", "971", "2A", "2A"]
    assert [department(*codes) for codes in (("", "20200"), ("", "75011"), ("", ""))] == ["2B", "75", ""]


def test_a_person_s_own_address_or_number_is_known_as_such():
    assert [is_personal_email(f"{name}@{of}") for name, of in (
        ("prenom.nom", "ville.example.org"), ("association", "gmail.com"),
        ("accueil.ccas", "ville.example.org"), ("ccas", "ville.example.org"),
    )] == [True, True, False, False]  # fmt: skip
    assert [is_mobile(phone) for phone in ("+33612345678", "07 12 34 56 78", "0563000000", "+33563000000", "")] == [
        *(True, True, False, False, False)
    ]


def test_reading_structures_leaves_the_limits_of_other_files_alone():
    """The limit of a cell is one for the whole process: a longer one would let long cells into every other file."""
    assert csv.field_size_limit() == 131_072
