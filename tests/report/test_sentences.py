"""Sentences follow the figures: number, direction, singular and plural, and silence when nothing is known."""

import pytest

from allervers.publishing.amounts import COUNT, PER_FILE, SHARE, WHOLE_DAYS, Amount
from allervers.publishing.secrecy import Mask
from allervers.report.document import typeset
from allervers.report.sentences import Change, aside, brief, counted, listed, volume_change

NB, NNB = "\u00a0", "\u202f"


def files(number, mask=None):
    return Amount(number, COUNT, mask)


def part(number):
    return Amount(number, SHARE)


def days(number):
    return Amount(number, WHOLE_DAYS)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (files(297_484), f"297{NNB}484"),
        (part(0.172), f"17,2{NB}%"),
        (part(1.0), f"100,0{NB}%"),
        (days(85.0), f"85{NB}jours"),
        (days(84.5), f"85{NB}jours"),
        (days(1.0), f"1{NB}jour"),
        (days(0.0), f"0{NB}jour"),
        (days(None), "sans objet"),
        (files(None, Mask.HIDDEN), "non communiqué"),
        (Amount(1.6, PER_FILE), "1,6"),
    ],
)
def test_numbers_are_written_as_french_readers_write_them(amount, text):
    assert str(amount) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (files(301_204), files(296_753), f"+1,5{NB}%"),
        (files(297_484), files(273_561), f"+8,7{NB}%"),
        (files(90), files(100), f"−10,0{NB}%"),
        (files(100), files(100), f"0,0{NB}%"),
        (files(12), files(9), "+3"),
        (files(9), files(19), "−10"),
        (part(0.172), part(0.173), f"−0,1{NB}point"),
        (part(0.192), part(0.173), f"+1,9{NB}point"),
        (part(0.193), part(0.173), f"+2,0{NB}points"),
        (part(0.2), part(0.2), f"0,0{NB}point"),
        (days(86.0), days(85.0), f"+1{NB}jour"),
        (days(82.0), days(85.0), f"−3{NB}jours"),
        (days(85.4), days(84.6), f"0{NB}jour"),
    ],
)
def test_a_change_is_in_per_cent_in_points_or_in_days(now, before, text):
    assert str(Change(now, before)) == text


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (301_204, 296_753, "Leur nombre est stable, avec une évolution de **+1,5 %** par rapport à l'année précédente "
                           "(296 753 en 2023)."),
        (297_484, 273_561, "Leur nombre est en hausse : **+8,7 %** par rapport à l'année précédente "
                           "(273 561 en 2023)."),
        (80, 100, "Leur nombre est en baisse : **−20,0 %** par rapport à l'année précédente (100 en 2023)."),
        (12, 9, "Leur nombre est en hausse : **+3** par rapport à l'année précédente (9 en 2023)."),
        (100, 100, "Leur nombre est le même que l'année précédente (100 en 2023)."),
    ],
)  # fmt: skip
def test_up_down_stable_and_the_same_are_said_in_four_ways(now, before, sentence):
    said = volume_change(Change(files(now), files(before)), 2024)
    assert said.replace(NB, " ").replace(NNB, " ") == sentence


@pytest.mark.parametrize(
    "change",
    [
        Change(files(100), files(None)),
        Change(files(100), files(None, Mask.HIDDEN)),
        Change(files(None, Mask.HIDDEN), files(100)),
        Change(files(100), files(0)),
        Change(days(None), days(12.0)),
    ],
)
def test_nothing_is_said_of_a_change_that_is_not_known(change):
    assert (volume_change(change, 2024), aside(change), brief(change, 2024)) == ("", "", "")


def test_a_small_change_is_called_stable_and_none_at_all_as_in_the_year_before():
    assert aside(Change(part(0.490), part(0.492))) == f" (stable : 49,2{NB}% l'année précédente)"
    assert brief(Change(part(0.490), part(0.492)), 2024) == f"−0,2{NB}point par rapport à 2023"
    assert brief(Change(part(0.49), part(0.49)), 2024) == "comme en 2023"


def test_words_agree_with_the_count_and_a_masked_one_is_a_plural():
    assert counted(files(1), "saisine reçue", "saisines reçues") == f"**1**{NB}saisine reçue"
    assert counted(files(0), "saisine reçue", "saisines reçues") == f"**0**{NB}saisine reçue"
    assert counted(files(2), "saisine reçue", "saisines reçues") == f"**2**{NB}saisines reçues"
    assert counted(files(None, Mask.HIDDEN), "saisine", "saisines") == "Nombre **non communiqué** de saisines"
    assert counted(files(None, Mask.HIDDEN), "dossier", "accueils") == "Nombre **non communiqué** d’accueils"


def test_names_are_listed_with_commas_and_an_et():
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a et b"
    assert listed(["a", "b", "c"]) == "a, b et c"


def test_french_signs_never_start_or_end_a_line_alone():
    assert typeset("« soins » : 12 % ; 1 200 ?") == f"«{NB}soins{NB}»{NB}: 12{NB}%{NB}; 1{NB}200{NB}?"
