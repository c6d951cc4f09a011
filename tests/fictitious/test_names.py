"""Who does not exist is seen at once as such, and still passes the checks of those who do."""

import datetime
import re
from random import Random

import pytest

from allervers.domain.people.nir import clean_nir
from allervers.fictitious import names
from allervers.fictitious.volume import SURNAMES


@pytest.mark.parametrize("sex", ["F", "M"])
@pytest.mark.parametrize("born", [datetime.date(1931, 12, 31), datetime.date(2008, 1, 1)])
@pytest.mark.parametrize("order", [1, 999])
def test_a_fictitious_nir_passes_every_check_and_names_no_birthplace(sex, born, order):
    number = names.nir(sex, born, order)
    assert clean_nir(number) == number
    assert number[:5] == f"{'21'[sex == 'M']}{born:%y%m}"
    assert number[5:10] == "99999"


def test_telephone_numbers_are_those_kept_for_fiction():
    rng = Random(1)
    numbers = {names.phone(rng) for _ in range(500)}
    assert len(numbers) > 400
    for number in numbers:
        assert re.fullmatch(r"(\d\d ){4}\d\d", number)
        assert number.replace(" ", "").startswith(names.PHONE_RANGES)


def test_mail_goes_nowhere_and_has_no_accent():
    assert names.email("Marie-Thérèse", "D'Essai") == "marie-therese.d-essai@exemple.invalid"
    assert names.email("Şükrü", "De La Fable") == "sukru.de-la-fable@exemple.invalid"


def test_the_volume_has_thousands_of_different_surnames_of_one_convention():
    assert len(set(SURNAMES)) == 5_000
    assert all(re.search(r"[aeiou]x$", name) for name in SURNAMES)
