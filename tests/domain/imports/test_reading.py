"""What is no text, no CSV or not of the format is refused with its line; nothing here needs a database."""

import pytest

from allervers.domain.figures.history import layout
from allervers.domain.imports.reading import staged_lines
from allervers.domain.imports.refusals import Refusals
from tests.domain.figures.history.folders import ACCOMPANIMENT, TODAY, accompaniment, text

HEADER = ";".join(ACCOMPANIMENT).encode()
GOOD = ";".join(ACCOMPANIMENT.values()).encode()


def read(tmp_path, content: bytes | None) -> tuple[list[str], list[str]]:
    """The lines for the database and the refusals."""
    path = tmp_path / "accompaniments.csv"
    if content is not None:
        path.write_bytes(content)
    refusals = Refusals(path.name)
    lines = list(staged_lines(path, layout.accompaniments(TODAY), refusals, lambda done, size: None))
    return lines, refusals.sentences()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_spreadsheet_may_add_a_mark_and_its_line_ends(tmp_path, mark, end):
    lines, refused = read(tmp_path, mark + HEADER + end + GOOD + end + end)
    assert refused == []
    assert len(lines) == 1
    assert lines[0].split("\t")[2:5] == ["A1", "S1", "2024-03-04"]


def test_quoted_cells_may_hold_separators_and_quotation_marks(tmp_path):
    quoted = GOOD.replace(b"ophtalmologue", b'"ophtalmologue; du ""CHU"""')
    lines, refused = read(tmp_path, HEADER + b"\n" + quoted + b"\n" + GOOD + b"\n")
    assert refused == []
    assert [line.split("\t")[0] for line in lines] == ["2", "3"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "accompaniments.csv, fichier absent"),
        (b"", "fichier vide"),
        (b"\n\n", "fichier vide"),
        (GOOD + b"\n", "ligne 1 : pas d'en-tête"),
        (HEADER.replace(b";", b",") + b"\n", "ligne 1 : pas d'en-tête"),
        (HEADER.decode().encode("utf-16"), "le fichier est un texte en UTF-16"),
        (b"PK\x03\x04 xlsx", "le fichier est un classeur XLSX"),
        (b";".join(reversed(HEADER.split(b";"))), "ligne 1 : colonnes dans un autre ordre"),
        (HEADER.replace(b"themes;", b""), "ligne 1 : en-tête différent, il manque themes"),
        (HEADER + b";note", "ligne 1 : en-tête différent, en trop note"),
        (HEADER + b"\n" + GOOD + b";x", "ligne 2 : 14 colonnes ; attendu 13 colonnes"),
        (HEADER + b"\n" + GOOD[: GOOD.rindex(b";")], "ligne 2 : 12 colonnes ; attendu 13 colonnes"),
        (HEADER + b"\n" + GOOD.replace(b"ophtalmologue", b"p\xe9diatre"), "ligne 2 : caractères illisibles"),
        (HEADER + b"\n" + GOOD.replace(b"ophtalmologue", b"\0"), "ligne 2 : caractère nul"),
        (HEADER + b"\n" + GOOD.replace(b"ophtalmologue", b'"orl'), "ligne 2 : guillemet ouvert et pas fermé"),
        (HEADER + b"\n" + GOOD.replace(b"ophtalmologue", b'"orl"x'), "ligne 2 : guillemets mal fermés"),
        (HEADER + b"\r" + GOOD, "ligne 1 : retour chariot"),
        (HEADER + b"\n" + b"x" * 1_000_001, "ligne 2 : ligne sans fin"),
    ],
)
def test_one_clear_line_says_what_is_wrong_with_the_file(tmp_path, content, sentence):
    lines, refused = read(tmp_path, content)
    assert lines == []
    assert len(refused) == 1
    assert sentence in refused[0]
    assert "attendu" in refused[0]


def test_lines_after_a_bad_one_are_still_read(tmp_path):
    lines, refused = read(tmp_path, b"\n".join([HEADER, GOOD + b";x", GOOD, b'"', GOOD.replace(b"A1", b""), GOOD]))
    assert [sentence.split(" : ")[0] for sentence in refused] == [
        "accompaniments.csv, ligne 2",
        "accompaniments.csv, ligne 4",
        "accompaniments.csv, ligne 5, accompaniment_id",
    ]
    assert len(lines) == 3


def test_a_quotation_mark_left_open_does_not_mix_two_lines_into_one(tmp_path):
    first, second = GOOD.replace(b"ophtalmologue", b'"orl'), GOOD.replace(b"ophtalmologue", b'orl"')
    _, refused = read(tmp_path, b"\n".join([HEADER, first, second]))
    assert refused[0].startswith("accompaniments.csv, ligne 2 : guillemet ouvert et pas fermé sur la même ligne")


@pytest.mark.parametrize(
    ("field", "cell", "problem"),
    [
        ("opened_on", "2024-02-30", "« 2024-02-30 » n'est pas reconnu"),
        ("opened_on", "20240301", "« 20240301 » n'est pas reconnu"),
        ("opened_on", "2024-W09-1", "« 2024-W09-1 » n'est pas reconnu"),
        ("opened_on", "01/03/2024", "attendu une date qui existe, AAAA-MM-JJ"),
        ("opened_on", "2025-06-03", "2025-06-03 est dans le futur"),
        ("opened_on", "0024-03-01", "0024-03-01 est trop ancien"),
        ("themes", "rights|soins", "« soins » n'est pas reconnu"),
        ("themes", "rights||care", "le champ est vide"),
        ("closure_reason", "Abandon", "« Abandon » n'est pas reconnu"),
        ("gp_declared_at_end", "oui", "attendu true, false ou rien"),
        ("ald_exemption_at_end", "True", "attendu true, false ou rien"),
        ("c2s_at_end", "1", "attendu true ou false ou rien"),
        ("accompaniment_id", " ", "le champ est vide"),
        ("accompaniment_id", "x" * 101, "identifiant trop long"),
        ("publics", "jeunes", "« jeunes » n'est pas reconnu"),
        ("closure_reason", "1850599999123 42", "(non affichée ici)"),
    ],
)
def test_a_cell_that_is_not_of_its_column_is_named(tmp_path, field, cell, problem):
    _, refused = read(tmp_path, text(ACCOMPANIMENT, [accompaniment(), accompaniment(2, **{field: cell})]).encode())
    assert len(refused) == 1
    assert refused[0].startswith(f"accompaniments.csv, ligne 3, {field} : ")
    assert problem in refused[0]
    assert "99999" not in refused[0]


def test_the_first_refusals_are_listed_and_the_others_counted(tmp_path):
    rows = [accompaniment(number, themes="soins") for number in range(70)]
    _, refused = read(tmp_path, text(ACCOMPANIMENT, rows).encode())
    assert len(refused) == 21
    assert refused[0].startswith("accompaniments.csv, ligne 2, ")
    assert refused[-1] == "accompaniments.csv : 50 autres anomalies ne sont pas listées"
