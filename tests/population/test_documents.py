"""The pages of docs/population are those that the margins and the targets give."""

from pathlib import Path

import pytest

from allervers.population.documents import pages

FOLDER = Path(__file__).parents[2] / "docs" / "population"


@pytest.mark.parametrize("name", pages())
def test_the_page_is_the_one_that_the_figures_give(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run python -m allervers.population.documents"
