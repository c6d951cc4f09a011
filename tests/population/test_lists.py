"""A list of detected persons is read whole, or refused in one line that says where and what was expected."""

import datetime

import duckdb
import pytest

from allervers.population.files import Refused
from allervers.population.lists import opened

RIGHT = {
    "person_id": 12,
    "household_id": 6,
    "fund_code": "811",
    "target": "rsa_without_c2s",
    "reason": "Le foyer reçoit le RSA et n'a pas la C2S.",
    "priority": 1,
}
TYPES = {"person_id": "BIGINT", "household_id": "BIGINT", "priority": "INTEGER"}


def written(file, *rows, types=TYPES, options=""):
    """A Parquet file of these rows, in this order."""
    with duckdb.connect() as engine:
        columns = ", ".join(f"{name} {types.get(name, 'VARCHAR')}" for name in rows[0])
        engine.execute(f"CREATE TABLE list ({columns})")
        engine.executemany(
            f"INSERT INTO list VALUES ({', '.join('?' * len(rows[0]))})", [list(row.values()) for row in rows]
        )
        engine.execute(f"COPY list TO '{file}' (FORMAT parquet{options})")
    return file


def refused(file) -> str:
    with pytest.raises(Refused) as refusal, opened(file):
        pass
    said = str(refusal.value)
    assert "\n" not in said
    assert said.startswith(str(file))
    return said.removeprefix(f"{file} : ")


def test_a_list_gives_its_day_its_funds_and_their_rows(tmp_path):
    rows = [RIGHT, RIGHT | {"target": "masks"}, RIGHT | {"person_id": 3, "household_id": 1, "fund_code": "011"}]
    with opened(written(tmp_path / "l.parquet", *rows, options=", KV_METADATA {date: '2026-06-01'}")) as listed:
        assert (listed.day, listed.rows, listed.persons) == (datetime.date(2026, 6, 1), 3, 2)
        assert listed.funds == {"011": 3, "811": 1}
        assert listed.targets("811") == ["masks", "rsa_without_c2s"]
        (portion,) = listed.lines("811", 10)
        assert [(line[0], line[2], line[5]) for line in portion] == [(12, "masks", 2), (12, "rsa_without_c2s", 1)]
        assert [len(portion) for portion in listed.lines("811", 1)] == [1, 1]


def test_a_list_made_elsewhere_does_not_say_its_day(tmp_path):
    with opened(written(tmp_path / "l.parquet", RIGHT)) as listed:
        assert listed.day is None
    with opened(written(tmp_path / "m.parquet", RIGHT, options=", KV_METADATA {date: 'hier'}")) as listed:
        assert listed.day is None


def test_an_empty_list_is_a_list(tmp_path):
    file = written(tmp_path / "l.parquet", RIGHT)
    with duckdb.connect() as engine:
        engine.execute(f"COPY (FROM '{file}' LIMIT 0) TO '{tmp_path / 'none.parquet'}' (FORMAT parquet)")
    with opened(tmp_path / "none.parquet") as listed:
        assert (listed.rows, listed.funds) == (0, {})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"person_id": None}, "ligne 2, champ person_id : vide, attendu un nombre entier"),
        ({"household_id": None}, "ligne 2, champ household_id : vide"),
        ({"fund_code": None}, "ligne 2, champ fund_code : vide, attendu le code d'une caisse"),
        ({"fund_code": " "}, "ligne 2, champ fund_code : vide"),
        ({"target": None}, "ligne 2, champ target : vide, attendu le nom d'une cible"),
        (
            {"target": "rsa_without_c2"},
            "ligne 2, champ target : cible inconnue « rsa_without_c2 » ; proches : rsa_without",
        ),
        ({"reason": None}, "ligne 2, champ reason : vide, attendu une phrase"),
        ({"reason": "   "}, "ligne 2, champ reason : vide"),
        ({"reason": "x" * 501}, "ligne 2, champ reason : trop long, attendu 500"),
        ({"reason": "a\nb"}, "ligne 2, champ reason : attendu une phrase sur une ligne"),
        ({"reason": "a\x00b"}, "ligne 2, champ reason : attendu une phrase sur une ligne"),
        ({"priority": None}, "ligne 2, champ priority : attendu un nombre entier de 1"),
        ({"priority": 0}, "ligne 2, champ priority : attendu un nombre entier de 1"),
        ({"priority": 6}, "ligne 2, champ priority : attendu un nombre entier de 1"),
        ({}, "lignes 1 et 2, champ person_id, target : la même personne deux fois"),
        (
            {"target": "masks", "fund_code": "011"},
            "lignes 1 et 2, champ person_id : la même personne dans deux caisses",
        ),
        ({"target": "masks", "household_id": 7}, "lignes 1 et 2, champ person_id : la même personne dans deux foyers"),
    ],
)
def test_a_wrong_row_is_named_with_its_field_and_what_was_expected(tmp_path, change, expected):
    assert refused(written(tmp_path / "l.parquet", RIGHT, RIGHT | change)).startswith(expected)


def test_the_first_of_several_wrong_rows_is_named_and_the_others_counted(tmp_path):
    wrong = [RIGHT | {"person_id": n, "priority": 9} for n in range(3)]
    said = refused(written(tmp_path / "l.parquet", RIGHT, *wrong))
    assert said == "ligne 2, champ priority : attendu un nombre entier de 1 (d'abord) à 5 (2 autres lignes aussi)"


def test_what_is_no_list_is_refused(tmp_path):
    assert "introuvable" in refused(tmp_path / "nowhere.parquet")
    (tmp_path / "a.parquet").mkdir()
    assert "introuvable" in refused(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_text("person_id;household_id")
    assert "attendu un fichier Parquet" in refused(tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"")
    assert "attendu un fichier Parquet" in refused(tmp_path / "c.parquet")
    whole = written(tmp_path / "d.parquet", RIGHT).read_bytes()
    (tmp_path / "e.parquet").write_bytes(whole[: len(whole) // 2])
    assert "attendu un fichier Parquet" in refused(tmp_path / "e.parquet")


def test_absent_columns_are_named_and_others_are_ignored(tmp_path):
    less = {name: value for name, value in RIGHT.items() if name not in ("reason", "fund_code")}
    assert "colonne fund_code absente, attendu texte" in refused(written(tmp_path / "l.parquet", less))
    more = {"more": "x", "filename": "f", "file_row_number": "g"}
    with opened(written(tmp_path / "m.parquet", RIGHT | more)) as listed:
        assert listed.rows == 1
        assert [line[5] for portion in listed.lines("811", 10) for line in portion] == [1]


def test_nothing_of_a_list_is_read_from_its_path(tmp_path):
    folder = tmp_path / "fund_code=011" / "target=masks"
    folder.mkdir(parents=True)
    with opened(written(folder / "l.parquet", RIGHT)) as listed:
        assert (listed.funds, listed.targets("811")) == ({"811": 1}, ["rsa_without_c2s"])


def test_a_sentence_that_is_no_utf_8_is_named_by_its_row_and_not_shown(tmp_path):
    file = written(
        tmp_path / "l.parquet",
        RIGHT,
        RIGHT | {"person_id": 13, "reason": "AB#DE"},
        options=", COMPRESSION uncompressed",
    )
    file.write_bytes(file.read_bytes().replace(b"AB#DE", b"AB\xe9DE"))
    assert refused(file) == "ligne 2, champ reason : texte illisible, attendu de l'UTF-8"


@pytest.mark.parametrize(("name", "kind"), [("person_id", "VARCHAR"), ("priority", "DOUBLE"), ("reason", "BLOB")])
def test_a_column_of_another_type_is_refused(tmp_path, name, kind):
    row = RIGHT if name != "reason" else RIGHT | {"reason": b"x"}
    said = refused(written(tmp_path / "l.parquet", row, types=TYPES | {name: kind}))
    assert said.startswith(f"colonne {name} de type {kind}, attendu ")


def test_a_narrower_integer_will_do(tmp_path):
    with opened(written(tmp_path / "l.parquet", RIGHT, types=dict.fromkeys(TYPES, "SMALLINT"))) as listed:
        assert listed.persons == 1
