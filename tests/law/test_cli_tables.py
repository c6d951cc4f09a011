"""`allervers law deadlines`, `parameters` and `schema`: lists in, dates and figures out, one line for what is wrong."""

import json

import pytest
import typer
from typer.testing import CliRunner

from allervers.cli import law
from allervers.law.figures import known

command = typer.Typer()
command.callback()(lambda: None)
command.add_typer(law.app, name="law")

YAML = "- {kind: c2s_end, date: 2024-06-30}\n- {kind: residence_title_expired, date: 2024-06-30, nationality: NO}\n"
JSON = '[{"kind": "c2s_end", "date": "2024-06-30"}]'


def run(*arguments: str, text: str | None = None):
    return CliRunner().invoke(command, ["law", *arguments], input=text)


@pytest.fixture
def file(tmp_path):
    def write(text: str, name: str = "dates.yaml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_a_yaml_list_of_events_is_given_back_with_its_dates(file):
    result = run("deadlines", file(YAML), "--json")
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)
    assert (first["kind"], first["renewal_opens_on"], first["renewal_due_on"]) == (
        "c2s_end",
        "2024-02-29",
        "2024-04-30",
    )
    assert (second["nationality"], second["rights_maintained_until"]) == ("NO", None)


def test_a_json_list_is_read_from_standard_input():
    result = run("deadlines", "-", "--json", text=JSON)
    assert json.loads(result.stdout)[0]["renewal_due_on"] == "2024-04-30"


def test_one_event_alone_and_json_lines_are_lists_too(file):
    event = JSON[1:-1]
    assert len(json.loads(run("deadlines", "-", "--json", text=event).stdout)) == 1
    assert len(json.loads(run("deadlines", file(f"{event}\n{event}\n", "dates.jsonl"), "--json").stdout)) == 2


@pytest.mark.parametrize("text", ["[]", "- []\n"])
def test_an_empty_list_has_no_dates_and_a_list_inside_a_list_is_no_event(text):
    result = run("deadlines", "-", "--json", text=text)
    assert (result.exit_code, result.stdout) == ((0, "[]\n") if text == "[]" else (2, ""))


def test_without_json_a_person_reads_dates_sources_and_doubts_in_french(file):
    shown = " ".join(
        run("deadlines", file("- {kind: ame_deposit, date: 2024-06-30, care_on: 2024-05-01}")).stdout.split()
    )
    assert "Dépôt d'une demande d'AME, 30 juin 2024" in shown
    assert "Début du droit : 1er mai 2024" in shown
    assert "décret 2020-1325" in shown
    assert "confiance faible" in shown


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        (
            f"{YAML}- {{kind: c2s_end, date: 2024-06-31}}\n",
            "dates.yaml",
            "dates.yaml, événement 3 : date : date impossible « 2024-06-31 », attendu AAAA-MM-JJ",
        ),
        ('[{"kind": "c2s_end"}]', "dates.json", "dates.json, événement 1 : date : champ absent, attendu une date"),
        (f'{JSON[1:-1]}\n{{"kind": 3}}\n', "dates.jsonl", "dates.jsonl, ligne 2 : kind : valeur inconnue « 3 »"),
        ("", "dates.yaml", "dates.yaml : aucun événement, attendu une liste YAML ou JSON"),
        ("kind: [", "dates.yaml", "dates.yaml : YAML illisible"),
        ("[", "dates.json", "dates.json : JSON illisible"),
        ("bonjour", "dates.yaml", "dates.yaml : attendu un événement (kind, date…), reçu « bonjour »"),
    ],
)
def test_what_cannot_be_read_is_one_line_exit_2_and_no_date_at_all(file, text, name, line):
    result = run("deadlines", file(text, name), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


def test_a_missing_file_of_events_is_one_line_and_exit_2():
    assert run("deadlines", "nulle-part.yaml").stderr == "nulle-part.yaml : fichier introuvable\n"


def test_a_parameter_is_shown_with_its_values_dates_sources_and_doubts():
    shown = " ".join(run("parameters", "c2s_reference_period_ending").stdout.split())
    assert "c2s_reference_period_ending" in shown
    assert "2019-11-01" in shown
    assert "2022-01-01" in shown
    assert "2 mois" in shown
    assert "décret 2021-1642" in shown


def test_the_value_of_a_day_is_that_in_force_amounts_in_euros():
    (told,) = json.loads(run("parameters", "c2s_table_free_metropole", "--date", "2022-08-01", "--json").stdout)
    assert told["valid_from"] == "2022-07-01"
    assert told["value"] == {"1": 9571, "2": 14357, "3": 17228, "4": 20099, "each_further": 3828}
    assert told["confidences"]["1"] == "high"
    assert (told["confidence"], told["unit"], told["file"]) == ("low", "euros", "c2s")


def test_all_parameters_are_listed_by_file_whatever_they_are():
    told = json.loads(run("parameters", "--json").stdout)
    assert {"c2s", "deadlines"} <= {row["file"] for row in told}
    assert all(row["source"] and row["confidence"] and row["label"] for row in told)
    assert run("parameters").exit_code == 0


def test_no_two_files_name_the_same_parameter():
    from allervers.law.parameters import files, load

    names = [name for file in files() for name in load(file).parameters]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["c2s_age_limt"], "paramètre inconnu « c2s_age_limt » ; vouliez-vous dire « c2s_age_limit » ?\n"),
        (["zzz"], "paramètre inconnu « zzz » ; la commande sans nom les donne tous\n"),
        (["c2s_age_limit", "--date", "2024-02-30"], "date : date impossible « 2024-02-30 », attendu AAAA-MM-JJ\n"),
        (
            ["c2s_age_limit", "--date", "2010-01-01"],
            "date : « c2s_age_limit » n'a pas de valeur le 2010-01-01, attendu le 2019-11-01 ou après\n",
        ),
        (
            ["--date", "1900-01-01"],
            "date : aucun paramètre n'a de valeur le 1900-01-01, attendu le {first} ou après\n",
        ),
    ],
)
def test_a_parameter_that_is_not_there_is_one_line_and_exit_2(arguments, line):
    first = min(parameter.dates[0] for _, parameter in known().values())
    result = run("parameters", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", line.format(first=first))


def test_the_schema_is_printed_alone():
    assert json.loads(run("schema").stdout)["title"] == "Situation d'un foyer"


SITUATION = '{"date": "2026-03-01", "rsa": false, "persons": [{"role": "applicant", "birth_date": "1990-01-01"}]}'


def test_the_papers_of_a_request_are_shown_and_given_as_json(file):
    shown = " ".join(run("documents", "ame", file(SITUATION, "cas.json")).stdout.split())
    assert "Aide médicale de l'État : documents à joindre" in shown
    assert "Photo d'identité récente : original" in shown
    assert "à défaut : bulletin d'hospitalisation" in shown
    told = json.loads(run("documents", "leaving", "-", "--json", text=SITUATION).stdout)
    assert told[0]["code"] == "leaving_form"


@pytest.mark.parametrize(
    ("request_name", "text", "line"),
    [
        ("ame", '{"date": "2026-03-01"}', "entrée standard : persons : foyer vide"),
        ("ame", "", "entrée standard : aucune situation"),
        ("ame", "{", "entrée standard : JSON illisible"),
        ("aem", SITUATION, "demande inconnue ; vouliez-vous dire « ame » ?"),
    ],
)
def test_papers_that_cannot_be_told_are_one_line_and_exit_2(request_name, text, line):
    result = run("documents", request_name, "-", text=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(line)


def test_the_tree_of_an_answer_lists_its_papers(file):
    shown = run("evaluate", file(SITUATION, "cas.json"), "--right", "c2s").stdout
    assert "Documents à joindre" in shown
