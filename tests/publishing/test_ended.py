"""Rights that ended, as they are told: shares, small numbers, and the file that carries them."""

import datetime
import json

import pytest

from allervers.publishing.amounts import COUNT
from allervers.publishing.ended import (
    AGES,
    ALL,
    BY_AGE,
    BY_CAUSE,
    EndedRights,
    Ends,
    Told,
    Unreadable,
    read,
    written,
)
from tests.report.invented import ended_rights

DAYS = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), datetime.date(2026, 6, 1)


def one_child() -> EndedRights:
    places = [(age, cause) for age in ("child", ALL) for cause in (ALL, "procedural")]
    return EndedRights("811", *DAYS, dict.fromkeys(places, Ends(1, 1, 1, 1, 61)))


def values(told: Told):
    return [value for line in (*told.by_age(), *told.by_cause()) for value in line[1:]]


def test_what_nobody_hides_is_told_whole():
    told = Told(one_child(), masked=False)
    assert [(label, *map(str, each)) for label, *each in told.by_age()] == [
        ("Moins de 18 ans", "1", "1", "100,0\u00a0%", "100,0\u00a0%", "61\u00a0jours"),
        ("18 ans et plus", "0", "0", "sans objet", "sans objet", "sans objet"),
        ("Ensemble", "1", "1", "100,0\u00a0%", "100,0\u00a0%", "61\u00a0jours"),
    ]
    assert len(told.by_age()[0]) == len(BY_AGE)
    assert {len(line) for line in told.by_cause()} == {len(BY_CAUSE)}
    assert "dont **1** d'enfants" in told.sentences()[0]
    assert Told(EndedRights("811", *DAYS, {}), masked=False).sentences() == ["Aucun droit n'a fini sans suite."]


def test_of_one_person_nothing_is_published():
    told = Told(one_child(), masked=True)
    assert told.sentences() == []
    assert not [value for value in values(told) if value.number]


@pytest.mark.parametrize("seed", range(6))
def test_no_small_number_is_published_nor_what_gives_one_away(seed):
    rights = ended_rights(60, seed)
    told = Told(rights, masked=True)
    assert [value for value in values(told) if value.mask]
    assert not [value for value in values(told) if value.unit == COUNT and value.number and value.number <= 10]
    for label, *cells in told.by_cause():
        ages, together = cells[: len(AGES)], cells[len(AGES)]
        hidden = [each for each in ages if each.mask]
        assert len(hidden) != 1 or together.mask, label
    for column in range(len(AGES) + 1):
        lines = [line[column + 1] for line in told.by_cause()]
        assert len([each for each in lines[:-1] if each.mask]) != 1 or lines[-1].mask


def test_a_file_gives_back_what_was_written(tmp_path):
    file = tmp_path / "ended.json"
    file.write_text(json.dumps(written(ended_rights(60))), encoding="utf-8")
    assert read(file) == ended_rights(60)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda given: given.pop("last"), "last"),
        (lambda given: given.update(first="hier"), "hier"),
        (lambda given: given["ends"][0].update(ended=3.5), "nombre invalide"),
        (lambda given: given["ends"][0].update(ended=-1), "nombre invalide"),
        (lambda given: given["ends"][0].update(age="cat"), "« cat »"),
        (lambda given: given["ends"][0].update(ended=given["ends"][0]["ended"] + 1), "ne s'additionne pas"),
        (lambda given: given.update(ends=7), "attendu le JSON"),
    ],
)
def test_an_altered_file_is_refused_with_what_was_expected(tmp_path, change, told):
    file, given = tmp_path / "ended.json", written(ended_rights(60))
    change(given)
    file.write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(Unreadable, match=told):
        read(file)
    for text in ("", "[]", "{"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable, match="attendu le JSON"):
            read(file)
