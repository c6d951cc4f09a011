"""The page of indicators says what the catalogue says."""

import pytest

from allervers.domain.figures.document import DOCUMENT, document
from allervers.domain.figures.indicators import CATALOGUE


def test_the_page_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "write it again: make docs"


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=lambda indicator: indicator.name)
def test_every_indicator_says_what_it_counts_and_what_it_does_not(indicator):
    assert indicator.basis.counted.endswith(".")
    assert indicator.basis.left_out.endswith(".")
    assert indicator.unit
    assert indicator.theme
