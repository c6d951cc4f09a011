"""Free texts: what nobody can see is taken out, what nobody can read is refused, what is written stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allervers.domain.people.texts import MOST_ACCENTS, is_overloaded, tidied


@pytest.mark.parametrize(
    "unseen",
    [
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        *"\u200b\u2060\ufeff\u00ad\u034f\u180e\U000e0041\x07\x9f",
    ],
)
def test_what_cannot_be_seen_is_taken_out(unseen):
    assert tidied(f"Rap{unseen}peler lundi") == "Rappeler lundi"


@pytest.mark.parametrize(
    "written",
    ["Zoé Lefèvre-N’Guyễn", "ligne\nligne\r\n\tretrait", "می‌خواهم", "👩‍⚕️ d’accord", "a\u00a0: 12\u202f%", "\x00"],
)
def test_what_can_be_seen_stays(written):
    assert tidied(written) == written


@pytest.mark.parametrize("blank", "\u115f\u2800\u3164\uffa0")
def test_what_looks_like_a_space_is_one(blank):
    assert tidied(f"deux{blank}mots") == "deux mots"
    assert tidied(blank).strip() == ""


def test_letters_are_composed():
    assert tidied("Zoe\u0301") == "Zoé"


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidied(tidied(text)) == tidied(text)
    assert unicodedata.is_normalized("NFC", tidied(text))


@pytest.mark.parametrize(
    ("signs", "refused"), [(0, False), (MOST_ACCENTS, False), (MOST_ACCENTS + 1, True), (90, True)]
)
def test_a_pile_of_accents_is_refused(signs, refused):
    assert is_overloaded("q" + "\u0301" * signs + "uoi") is refused


def test_accents_on_every_letter_are_no_pile():
    assert not is_overloaded("q\u0301" * 50)
