"""`allervers law evaluate`: files in, answers out, one line for what is wrong."""

import json
import os
import subprocess
import sys

import pytest
import typer
import yaml
from typer.testing import CliRunner

from allervers.cli import law
from tests.law.households import household, person

command = typer.Typer()
command.callback()(lambda: None)
command.add_typer(law.app, name="law")

GOOD = json.dumps(household(person(annual_resources=11000), id="my-case-12"))
BAD = json.dumps(household(territory="metropol"))


@pytest.fixture
def run(tmp_path):
    def invoke(*arguments: str, text: str = "", name: str = "cas.json", standard_input: bool = False):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        where = "-" if standard_input else str(file)
        return CliRunner().invoke(
            command, ["law", "evaluate", where, *arguments], input=text if standard_input else None
        )

    return invoke


def test_one_json_situation_gives_one_json_answer_with_its_id(run):
    result = run("--json", text=GOOD)
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["id"] == "my-case-12"
    assert (told["c2s"]["status"], told["c2s"]["monthly_contribution"]) == ("contribution", 14)


def test_an_indented_json_object_is_one_situation(run):
    result = run("--json", text=json.dumps(household(), indent=2), name="cas")
    assert json.loads(result.stdout)["c2s"]["status"] == "free"


def test_json_lines_are_answered_in_order_and_a_bad_line_does_not_stop_the_others(run):
    result = run("--json", text=f"{GOOD}\n{BAD}\n\n{{not json\n{GOOD}\n", name="cas.jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert ["error" in line for line in lines] == [False, True, True, False]
    assert lines[1]["error"] == (
        "cas.jsonl, ligne 2 : territory : valeur inconnue « metropol » ; vouliez-vous dire « metropole » ?"
    )
    assert lines[2]["error"].startswith("cas.jsonl, ligne 4 : JSON illisible")


def test_json_lines_are_read_from_standard_input(run):
    result = run("--json", text=f"{GOOD}\n{GOOD}\n", standard_input=True)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2


def test_a_yaml_file_of_several_documents_gives_one_line_each(run):
    text = yaml.safe_dump_all([household(), household(person(annual_resources=90000))])
    result = run("--json", text=text, name="cas.yaml")
    assert [json.loads(line)["c2s"]["status"] for line in result.stdout.splitlines()] == ["free", "none"]


def test_yaml_is_read_from_standard_input(run):
    assert run("--json", text=yaml.safe_dump(household()), standard_input=True).exit_code == 0


def test_what_is_hardly_known_fits_on_a_few_screens_and_details_are_asked_for(run):
    hardly = "date: 2024-06-01\npersons: [{role: applicant}]\n"
    short, long = (run(*more, text=hardly, name="cas.yaml").stdout for more in ([], ["--details"]))
    assert "Ressources de mai 2023 à juin 2024, 14 mois — demandeur (p1)" in " ".join(short.replace("│", "").split())
    assert "Territoire de résidence (territory) à demander d'abord" in short
    assert "--details le déplie" in short
    assert "replié" not in long
    assert len(short.splitlines()) < 400 < len(long.splitlines())


def test_norway_and_an_impossible_date_are_read_as_written(run):
    text = "date: 2024-02-30\npersons: [{role: applicant, nationality: NO}]\n"
    result = run(text=text, name="cas.yaml")
    assert result.exit_code == 2
    assert result.stderr == "cas.yaml : date : date impossible « 2024-02-30 », attendu AAAA-MM-JJ\n"


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("date: [", "cas.yaml", "cas.yaml : YAML illisible (ligne "),
        ("rsa: true\nrsa: false\n", "cas.yaml", "cas.yaml : YAML illisible (ligne 2 : champ « rsa » écrit deux fois"),
        ('{"rsa": true, "rsa": false}', "cas.json", "cas.json : JSON illisible (champ « rsa » écrit deux fois"),
        ("", "cas.yaml", "cas.yaml : aucune situation"),
        ("? [a, b]\n: 1\n", "cas.yaml", "cas.yaml : YAML illisible (ligne 1 : nom de champ illisible"),
        ("1: 2\n", "cas.yaml", "cas.yaml : 1 : champ inconnu"),
        ("a: &a [*a]\n", "cas.yaml", "cas.yaml : YAML illisible"),
        ("[" * 2_000, "cas.yaml", "cas.yaml : YAML illisible"),
        ("--- !!python/object/apply:os.getcwd []\n", "cas.yaml", "cas.yaml : YAML illisible"),
        ('{"id": "\\ud800"}', "cas.json", "cas.json : id : attendu un texte"),
        ('{"\\ud800\\n": 1}', "cas.json", "cas.json : ? : champ inconnu"),
        ('{"housing_benefit": 1e999}', "cas.json", "cas.json : housing_benefit : montant impossible"),
        ('{"housing_benefit": ' + "9" * 4000 + "}", "cas.json", "cas.json : JSON illisible (nombre de 4000"),
        ("3", "cas.json", "cas.json : attendu un objet"),
        ("[" * 100_000, "cas.json", "cas.json : JSON illisible"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(run, text, name, line):
    result = run(text=text, name=name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


def test_a_missing_file_is_one_line_and_exit_2():
    result = CliRunner().invoke(command, ["law", "evaluate", "nulle-part.yaml"])
    assert (result.exit_code, result.stderr) == (2, "nulle-part.yaml : fichier introuvable\n")


def test_a_file_that_is_not_utf_8_is_one_line_and_exit_2(tmp_path):
    file = tmp_path / "cas.yaml"
    file.write_bytes("réunion".encode("latin-1"))
    result = CliRunner().invoke(command, ["law", "evaluate", str(file)])
    assert result.exit_code == 2
    assert result.stderr.endswith("texte illisible, attendu de l'UTF-8\n")


def test_an_unknown_right_is_told_with_those_known(run):
    result = run("--right", "pima", text=GOOD)
    assert (result.exit_code, result.stderr) == (
        2,
        "droit inconnu « pima », attendu : c2s, puma, ame, urgent_care, eu_inactive\n",
    )


def test_a_right_may_be_asked_for_by_name(run):
    assert list(json.loads(run("--json", "--right", "c2s", text=GOOD).stdout)) == ["id", "c2s"]


def test_a_date_before_the_first_parameter_is_one_line(run):
    result = run(text=json.dumps(household(date="2019-10-31")))
    assert result.exit_code == 2
    assert "2019-10-31 précède les premiers paramètres de « c2s », attendu le 2019-11-01" in result.stderr


def test_without_json_a_person_reads_a_tree_in_french(run):
    result = run(text=GOOD)
    assert result.exit_code == 0
    assert "C2S avec participation" in " ".join(result.stdout.split())
    assert "Plafond annuel de la C2S gratuite" in result.stdout


def test_without_json_a_right_of_the_applicant_tells_its_date_and_the_conditions_not_met(run):
    applicant = person(nationality="AF", stay="asylum_seeker", residence_since="2024-04-10")
    result = run("--right", "puma", text=json.dumps(household(applicant)))
    told = " ".join(result.stdout.split())
    assert "Trois mois de résidence le : 10 juillet 2024" in told
    assert "Les trois mois de résidence ne sont pas encore atteints." in told
    assert "Séjour régulier — demandeur (p1) : non" in told.replace("│ ", "")


def test_without_json_what_is_missing_is_asked_for(run):
    result = run(text=json.dumps(household(rsa=None, housing=None, housing_benefit=None)))
    assert "À demander pour pouvoir répondre" in result.stdout
    assert "Aide au logement du mois de la demande" in result.stdout


def test_the_law_answers_from_a_shell_without_django():
    program = """
import sys
from allervers.cli import main
try:
    main()
finally:
    assert not [name for name in sys.modules if name.startswith("django")]
"""
    result = subprocess.run(
        [sys.executable, "-c", program, "law", "evaluate", "-", "--json"],
        input=GOOD,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
    )
    assert json.loads(result.stdout)["c2s"]["status"] == "contribution"


def test_the_tree_tells_why_a_child_of_25_does_not_count(run):
    child = person("child", "1999-06-01", annual_resources=0)
    printed = run("--right", "c2s", text=json.dumps(household(person(), child))).stdout
    told = " ".join(printed.replace("│", " ").split())
    assert "Fait partie du foyer — enfant (p2) : non" in told
    assert "Âge le jour de la demande — enfant (p2) : 25 ans" in told


def test_a_refusal_tells_the_next_step(run):
    young = person(born="2004-01-01", activity="student", own_tax_return=False)
    printed = run("--right", "c2s", text=json.dumps(household(young))).stdout
    told = " ".join(printed.replace("│", " ").split())
    assert "Prochaine étape : faire la demande avec le foyer des parents" in told
    assert "Peut demander à titre personnel — demandeur (p1) : non" in told
    assert "commission de recours amiable" in told
