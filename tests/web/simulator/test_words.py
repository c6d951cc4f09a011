"""The three languages of the simulator say the same things."""

import pytest

from allervers.law.registry import KNOWN_RIGHTS, law
from allervers.web.simulator import fields
from allervers.web.simulator.words import MODULES, Words, reasons_of


@pytest.mark.parametrize("language", MODULES)
def test_every_language_has_the_same_words(language):
    assert MODULES[language].WORDS.keys() == MODULES["fr"].WORDS.keys()


@pytest.mark.parametrize("language", MODULES)
@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_right_has_a_name_a_purpose_and_a_sentence_for_each_status(language, right):
    words = Words(language)
    keys = {f"right.{right}", f"what.{right}", f"w.{right}", f"s.{right}.unknown"}
    keys |= {f"s.{right}.{status}" for status in law().rights[right].status.words}
    assert [key for key in keys if key not in words] == []


@pytest.mark.parametrize("language", ["falc", "en"])
@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_reason_of_the_law_is_said_in_every_language(language, right):
    assert MODULES[language].REASONS[right].keys() == reasons_of(right).keys()


@pytest.mark.parametrize("language", MODULES)
def test_every_choice_has_its_words(language):
    words = Words(language)
    keys = [f"c.{group}.{code}" for group, codes in {**fields.CHOICES, **fields.SEVERAL}.items() for code in codes]
    assert [key for key in keys if key not in words] == []


def test_a_language_that_nobody_knows_is_french():
    assert Words("<script>").code == "fr"


def test_easy_to_read_sentences_are_short():
    for key, text in MODULES["falc"].WORDS.items():
        if key.startswith(("start.", "s.", "w.", "result.", "what.")):
            for sentence in text.replace("|", ".").split("."):
                assert len(sentence.split()) <= 18, key


@pytest.mark.parametrize(("language", "text"), [("fr", "1\u202f016,05\u00a0€"), ("en", "€1,016.05")])
def test_amounts_are_written_as_the_language_writes_them(language, text):
    assert Words(language).euros(101_605) == text
