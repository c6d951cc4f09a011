"""The territorial diagnosis: what it counts, what it says, how it is written."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from allervers.cli.population import app
from allervers.population import run
from allervers.population.diagnosis import charts, content, page, places, plan
from allervers.population.diagnosis.counting import Tally, count
from allervers.population.diagnosis.dimensions import UNKNOWN
from allervers.population.diagnosis.document import Map, Sentences
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.publication import Publication
from allervers.population.diagnosis.writing import write
from allervers.population.files import Refused
from allervers.population.synthetic import NOTICE, Wanted, synthesise
from allervers.publishing.document import Chart, Table
from tests import pdf
from tests.population.people import rights, written

DAY = date(2025, 6, 1)
FUNDS = {"811": Fund("CPAM Albi", "81"), "751": Fund("CPAM Paris", "75"), "121": Fund("CPAM Rodez", "12")}
FREE = {"c2s_status": "free", "non_take_up": True}


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("diagnosis") / "country"
    synthesise(Wanted(8_000, 1, DAY, 5_000), folder)
    run.evaluate(folder, DAY, folder)
    return folder


@pytest.fixture(scope="module")
def big_fund(country) -> str:
    return largest(country)


def largest(folder: Path) -> str:
    with duckdb.connect() as engine:
        query = f"SELECT fund_code FROM '{folder}/households/*.parquet' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        return engine.execute(query).fetchone()[0]


def persons(folder: Path, *rows: tuple[dict, dict], without: tuple[str, ...] = (), **household) -> Path:
    written(folder, [person for person, _ in rows], without=without, **household)
    rights(folder, *({"household_id": n, "person_id": n} | right for n, (_, right) in enumerate(rows, 1)))
    return folder


def tallied(take_up: dict[tuple[str, str], tuple[int, int, int, int]], fund: str | None = None) -> Tally:
    """By dimension and group: free without and with, contribution without and with."""
    tally = Tally(DAY, fund)
    for (dimension, group), numbers in take_up.items():
        keys = [(of, taken_up) for of in ("free", "contribution") for taken_up in (False, True)]
        for (of, taken_up), number in zip(keys, numbers, strict=True):
            tally.take_up["here", dimension, group, of, taken_up] = number
            if dimension == "total":
                tally.states["here", "entitled"] += number
    tally.funds["811"] = tally.states["here", "entitled"]
    return tally


def said(diagnosis) -> str:
    texts = [text for section in diagnosis.sections for block in section.blocks for text in getattr(block, "texts", ())]
    return " ".join(texts).replace("**", "")


def diagnosed(tally: Tally):
    return content.Content(Publication(tally), FUNDS).diagnosis([], "", "")


# What is counted.


def test_who_has_the_ame_or_no_base_right_is_not_said_to_forgo_the_c2s(tmp_path):
    rows = [{}, {"ame_until": date(2026, 1, 1)}, {"puma_until": date(2025, 1, 1)}, {"deceased_on": date(2025, 1, 1)}]
    tally = count(persons(tmp_path, *((row, FREE) for row in rows)), DAY, None, FUNDS)
    assert tally.take_up["here", "total", "", "free", False] == 1
    assert tally.states == {("here", "entitled"): 1, ("here", "no_base_right"): 2, ("here", "deceased"): 1}


def test_an_unknown_right_is_counted_apart(tmp_path):
    unknown = {"c2s_status": "unknown", "non_take_up": None}
    tally = count(persons(tmp_path, ({}, FREE), ({}, unknown), ({"birth_date": None}, FREE)), DAY, None, FUNDS)
    assert tally.states["here", "unknown"] == 1
    assert tally.take_up["here", "age", UNKNOWN, "free", False] == 1


@pytest.mark.parametrize(
    ("commune", "department", "how"),
    [
        *(("75056", "75", "commune"), ("97411", "974", "commune"), ("2A004", "2A", "commune")),
        *((None, "81", "fund"), ("99100", "81", "fund"), ("wrong", "81", "fund")),
    ],
)
def test_the_departement_is_that_of_the_commune_else_of_the_fund(tmp_path, commune, department, how):
    tally = count(persons(tmp_path, ({"commune_code": commune}, FREE)), DAY, None, FUNDS)
    assert tally.take_up["here", "department", department, "free", False] == 1
    assert tally.located == {("here", how): 1}


def test_a_fund_that_is_not_in_the_nomenclature_has_no_departement(tmp_path):
    folder = persons(tmp_path, ({}, FREE), without=("commune_code",), fund_code="999")
    tally = count(folder, DAY, None, FUNDS)
    assert tally.take_up["here", "department", UNKNOWN, "free", False] == 1
    assert "departement_inconnu" not in said(diagnosed(tally))


def test_the_size_of_the_parts_changes_no_number(country, tmp_path):
    with duckdb.connect() as engine:
        for table in ("households", "persons", "resources", "entitlements"):
            (tmp_path / "whole" / table).mkdir(parents=True)
            part = tmp_path / "whole" / table / "part-00000.parquet"
            engine.execute(f"COPY (FROM '{country}/{table}/*.parquet') TO '{part}' (FORMAT parquet)")
    whole, parts = count(tmp_path / "whole", DAY, None, FUNDS), count(country, DAY, None, FUNDS)
    assert (whole.take_up, whole.states, whole.targets, whole.gaps) == (
        parts.take_up,
        parts.states,
        parts.targets,
        parts.gaps,
    )


def test_a_fund_and_the_others_make_the_country(country, big_fund):
    whole, fund = count(country, DAY, None, FUNDS), count(country, DAY, big_fund, FUNDS)
    for of in ("free", "contribution"):
        both = sum(fund.take_up[scope, "total", "", of, False] for scope in ("here", "rest"))
        assert both == whole.take_up["here", "total", "", of, False]
    assert whole.gaps == fund.gaps


# What is said.


def test_sentences_follow_the_numbers():
    more = said(diagnosed(tallied({("total", ""): (30, 70, 60, 40), ("age", "0-17"): (10, 40, 20, 30)})))
    assert "200 personnes ont droit à la C2S" in more
    assert "90 ne l'ont pas, soit 45,0\u00a0%" in more
    assert "plus fréquent pour la C2S avec participation (60,0\u00a0%) que pour la C2S gratuite (30,0\u00a0%)" in more
    assert "moins fréquent" in said(diagnosed(tallied({("total", ""): (60, 40, 30, 70)})))
    assert "le même" in said(diagnosed(tallied({("total", ""): (30, 70, 30, 70)})))


def test_ages_are_compared_only_if_they_can_be_shown():
    young, old = ("age", "18-24"), ("age", "75")
    shown = said(diagnosed(tallied({("total", ""): (60, 140, 0, 0), young: (20, 80, 0, 0), old: (40, 60, 0, 0)})))
    assert "chez les 75 ans et plus (40,0\u00a0%) et le plus rare chez les 18 à 24 ans (20,0\u00a0%)" in shown
    hidden = said(diagnosed(tallied({("total", ""): (45, 155, 0, 0), young: (5, 95, 0, 0), old: (40, 60, 0, 0)})))
    assert "le plus fréquent chez" not in hidden


def test_what_is_masked_is_in_no_sentence():
    text = said(diagnosed(tallied({("total", ""): (5, 3, 0, 0)})))
    assert "ont droit à la C2S" not in text


def test_a_table_that_would_hide_the_total_is_left_out():
    # Its only group shown would be 3 of 200 persons.
    tally = tallied({("total", ""): (80, 120, 0, 0), ("asi", "yes"): (1, 2, 0, 0), ("asi", "no"): (79, 118, 0, 0)})
    publication = Publication(tally)
    assert [str(each) for each in publication.take_up()] == ["200", "80"]
    assert "asi" not in [each.name for each in publication.dimensions]


def test_columns_that_are_absent_are_said(tmp_path):
    without = ("commune_code", "other_cover", "file_pending", "last_dentist_on")
    folder = persons(tmp_path / "p", *(({}, FREE) for _ in range(20)), without=without)
    diagnosis = write(folder, DAY, tmp_path / "d.html", FUNDS)
    text = said(diagnosis)
    assert "le département est celui de la caisse" in text
    assert "file_pending" in text
    assert "other_cover" in text
    assert "complémentaire ?" not in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "Pas de dentiste depuis longtemps : colonne absente last_dentist_on" in (tmp_path / "d.html").read_text(
        "utf-8"
    )


# How it is written.


@pytest.fixture(scope="module")
def html(country, big_fund, tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("html")
    texts = {}
    for fund in (None, big_fund):
        write(country, DAY, folder / "d.html", FUNDS, fund)
        texts[fund or "national"] = (folder / "d.html").read_text(encoding="utf-8")
    return texts


def test_the_page_stands_alone_without_script(html):
    for text in html.values():
        assert "<script" not in text
        assert not re.search(r"<[^>]*\son\w+=", text)
        addresses = set(re.findall(r"https?://[^\"' )]+", text))
        assert addresses == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"\b(src|srcset)=|url\(|@import", text)
        assert "default-src 'none'; style-src 'sha256-" in text
        assert ' style="' not in text


def test_a_fictitious_population_says_so(html):
    assert all(NOTICE.replace("'", "&#39;") in text for text in html.values())


def test_every_number_of_a_chart_is_in_a_table_or_a_text(country):
    diagnosis = content.Content(Publication(count(country, DAY, None, FUNDS)), FUNDS).diagnosis([], "", "")
    blocks = [block for section in diagnosis.sections for block in section.blocks]
    cells = {str(cell) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row}
    drawn = [block for block in blocks if isinstance(block, Chart | Map)]
    assert len(drawn) >= 4
    for block in drawn:
        assert block.description
        if isinstance(block, Chart):
            numbers = re.findall(r'font-weight="bold"[^>]*>([^<]+)<', charts.bars(block, "serif"))
            assert numbers
            assert set(numbers) <= cells


def test_the_same_population_gives_the_same_files(country, big_fund, tmp_path):
    for name in ("a.html", "b.html", "a.pdf", "b.pdf"):
        write(country, DAY, tmp_path / name, FUNDS, big_fund)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_pdf_says_what_the_page_says(country, tmp_path):
    diagnosis = write(country, DAY, tmp_path / "d.pdf", FUNDS)
    text = pdf.words((tmp_path / "d.pdf").read_bytes())
    for expected in (
        "Diagnostic territorial du non-recours",
        "Ensemble des caisses",
        "1er juin 2025",
        "Population fictive",
    ):
        assert expected in text.replace("1 er", "1er")
    (first, *_) = next(block for block in diagnosis.sections[0].blocks if isinstance(block, Sentences)).texts
    spaces = re.compile(r"\s")
    assert spaces.sub("", first.replace("**", "")) in spaces.sub("", text)
    assert all(title in text for title in ("Plan d'action", "Échéance", "Annexe"))


def test_the_map_has_one_tile_for_every_departement():
    assert set(places.TILES) == set(places.NAMES)
    assert len(set(places.TILES.values())) == len(places.TILES) == 101
    neighbours = [("29", "22"), ("75", "92"), ("13", "83"), ("67", "68"), ("2A", "2B"), ("59", "62")]
    for one, other in neighbours:
        (x, y), (u, v) = places.TILES[one], places.TILES[other]
        assert abs(x - u) + abs(y - v) == 1


# The plan.


def test_a_plan_is_printed_and_without_one_there_is_room_for_it(country, tmp_path):
    (tmp_path / "plan.csv").write_text("objective;owner;due_on\nDire <les droits>;CPAM;2025-12-31\n", encoding="utf-8")
    write(country, DAY, tmp_path / "d.html", FUNDS, plan_file=tmp_path / "plan.csv")
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "Dire &lt;les droits&gt;" in text
    assert "31 décembre 2025" in text
    assert 'class="blank"' not in text
    write(country, DAY, tmp_path / "d.html", FUNDS)
    assert (tmp_path / "d.html").read_text(encoding="utf-8").count('class="blank"') == 36


def test_yaml_and_csv_say_the_same(tmp_path):
    (tmp_path / "plan.yaml").write_text(
        "- objective: Joindre\n  partners: [CCAS, Caf]\n  due_on: 2025-12-31\n", encoding="utf-8"
    )
    (tmp_path / "plan.csv").write_text("objective;partners;due_on\nJoindre;CCAS, Caf;2025-12-31\n", encoding="utf-8")
    assert plan.read(tmp_path / "plan.yaml") == plan.read(tmp_path / "plan.csv")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("p.csv", "owner\nCPAM\n", "ligne 1"),
        ("p.csv", "objective;due_on\nA;31/12/2025\n", "ligne 2, due_on : « 31/12/2025 »"),
        ("p.csv", "objective;due_on\nA\n", "ligne 2 : attendu 2 champs"),
        ("p.csv", "objective;who\nA;B\n", "who : champ inconnu"),
        ("p.yaml", "- objective: ''\n", "objectif 1, objective : vide"),
        ("p.yaml", "objective: A\n", "attendu une liste"),
        ("p.yaml", "- A\n", "objectif 1"),
        ("p.yaml", "- objective: [\n", "YAML illisible"),
        ("p.yaml", "- objective: 12\n", "attendu un texte"),
        ("p.txt", "A", "attendu un plan .yaml ou .csv"),
    ],
)
def test_a_plan_that_cannot_be_read_says_where(tmp_path, name, text, told):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=re.escape(told)):
        plan.read(tmp_path / name)


# What is refused.


def ran(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.stderr


def test_bad_input_is_one_line_and_nothing_is_written(country, tmp_path):
    without = tmp_path / "without"
    shutil.copytree(country, without, ignore=shutil.ignore_patterns("entitlements", "evaluation.json"))
    out = tmp_path / "d.html"
    cases = {
        "caisses présentes": ("diagnose", country, "--date", DAY, "--fund", "998", "--out", out),
        "attendu un fichier .html ou .pdf": ("diagnose", country, "--date", DAY, "--out", tmp_path / "d.docx"),
        "dossier absent": ("diagnose", country, "--date", DAY, "--out", tmp_path / "no" / "d.html"),
        "attendu une date": ("diagnose", country, "--date", "hier", "--out", out),
        "droits calculés au 2025-06-01": ("diagnose", country, "--date", "2025-07-01", "--out", out),
        "evaluate": ("diagnose", without, "--date", DAY, "--out", out),
        "plan illisible": ("diagnose", country, "--date", DAY, "--out", out, "--plan", tmp_path / "no.yaml"),
        "households/": ("gaps", tmp_path / "no", "--date", DAY, "--out", tmp_path / "d.csv"),
    }
    for told, words in cases.items():
        code, error = ran(*words)
        assert (code, error.count("\n")) == (2, 1), error
        assert told in error
    assert [file.name for file in tmp_path.iterdir()] == ["without"]


def test_the_commands_end_well(country, tmp_path):
    assert ran("gaps", country, "--date", DAY, "--out", tmp_path / "gaps.json") == (0, "")
    assert ran("diagnose", country, "--date", DAY, "--out", tmp_path / "d.html", "--fund", "national") == (0, "")
    assert {file.name for file in tmp_path.iterdir()} == {"gaps.json", "d.html"}


def test_words_of_the_population_are_not_markup(tmp_path):
    folder = persons(tmp_path / "p", ({}, FREE), fund_code="<b>'")
    diagnosis = write(folder, DAY, tmp_path / "d.html", {}, "<b>'")
    assert "&lt;b&gt;&#39;" in page.written(diagnosis)
    assert "<b>" not in page.written(diagnosis)
