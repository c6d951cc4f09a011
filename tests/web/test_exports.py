"""No cell of an exported list is a formula to whoever opens it."""

import datetime

import pytest

from allervers.web.exports import cell


@pytest.mark.parametrize("sign", [*"=+-@−", *"＝＋－＠", *"﹢﹣﹦﹫"])
@pytest.mark.parametrize(
    "before",
    [
        *("", " ", "\u00a0", "\u202f", "\ufeff", "\u200b", "\u202e", "\t", "\x01", "\ufeff \u00a0"),
        *("\u3164", "\u2800", "\u115f", "\u034f", "\u180e", "\ufe0f", "\ufff9", "\U000e0041", "\u206a", "\x7f"),
        " " * 300,
    ],
)
def test_a_formula_becomes_a_text_whatever_stands_before_it(sign, before):
    written = f'{before}{sign}HYPERLINK("http://x")'
    assert cell(written) == f"'{written}"


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_a_cell_that_starts_with_a_tab_or_a_new_line_is_guarded(start):
    assert cell(f"{start}bonjour") == f"'{start}bonjour"


@pytest.mark.parametrize("text", ["", "Lefèvre", "a=b", " Zoé", "\u00a0Zoé", "5 - 3", "·", "\u3164Zoé", "é=1", "½"])
def test_other_texts_are_as_they_were(text):
    assert cell(text) == text


def test_numbers_and_dates_are_no_formulas():
    assert [cell(value) for value in (-1.5, True, None, datetime.date(2026, 3, 1))] == ["-1,5", "oui", "", "2026-03-01"]
