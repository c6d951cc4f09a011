"""Whatever the quoting and the bytes of a CSV file, each line is read as it was written or refused in one line."""

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.domain.coverage.rights_file import RightsFile
from allervers.domain.figures.history import layout
from allervers.domain.imports.fields import fund
from allervers.domain.imports.layout import Column, Layout
from allervers.domain.imports.numbers import digest
from allervers.domain.imports.reading import records, staged_lines
from allervers.domain.imports.refusals import Refusals
from tests.domain.figures.history.folders import ACCOMPANIMENT, REFERRAL, TODAY

COVERAGE = {
    "fund_code": "811",
    "nir": "1 84 03 75 116 001 81",
    "right": "c2s",
    "class": "free",
    "starts_on": "2025-01-01",
    "ends_on": "2025-12-31",
    "managing_body": "811",
    "known_on": "2025-01-02",
}
OWN = Column("fund_code", fund({"811": 1}, {})), Column("nir", digest, varied=True)
FILES = {
    "referrals.csv": (layout.referrals(TODAY, {"811": 1}, {}), REFERRAL),
    "accompaniments.csv": (layout.accompaniments(TODAY), ACCOMPANIMENT),
    "coverage.csv": (Layout("coverage.csv", (*OWN, *RightsFile().columns(TODAY))), COVERAGE),
}
USUAL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(st.sampled_from(list("\";|\\\t\r\n é\u2028\x85\ufeff'a1-")), max_size=6)


def quiet(done: int, size: int) -> None:
    pass


def one_line_each(refusals: Refusals) -> None:
    for sentence in refusals.sentences():
        assert len(sentence.splitlines()) == 1, sentence


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@USUAL
def test_cells_come_back_as_they_were_quoted_or_their_line_is_refused(tmp_path, name, data):
    known, _ = FILES[name]
    width = len(known.columns)
    written = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=3))
    text = io.StringIO()
    # A carriage return that no quotation mark holds would be the end of its line.
    bare = any("\r" in cell for cells in written for cell in cells)
    quoting = csv.QUOTE_ALL if bare else data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer = csv.writer(text, delimiter=";", quoting=quoting, lineterminator=data.draw(st.sampled_from(["\n", "\r\n"])))
    writer.writerows([known.header, *written])
    path = tmp_path / name
    path.write_bytes(text.getvalue().encode())
    refusals = Refusals(name)
    found = [cells for _, cells in records(path, known, refusals, quiet)]
    one_line_each(refusals)
    if not any("\n" in cell for cells in written for cell in cells):
        assert (found, refusals.total) == (written, 0)
    else:
        assert refusals.total


def _cells(line: bytes) -> list[bytes]:
    """Spaces around the names of a header do not count."""
    return [cell.strip() for cell in line.split(b";")]


@pytest.mark.parametrize("name", FILES)
@given(spliced=st.binary(max_size=6) | CELLS.map(str.encode), place=st.integers(0, 400), taken=st.integers(0, 4))
@USUAL
def test_a_damaged_file_loses_no_line_in_silence(tmp_path, name, spliced, place, taken):
    known, usual = FILES[name]
    whole = "\n".join([";".join(known.header), *[";".join(usual.values())] * 3, ""]).encode()
    place = min(place, len(whole))
    damaged = whole[:place] + spliced + whole[place + taken :]
    path = tmp_path / name
    path.write_bytes(damaged)
    refusals = Refusals(name)
    lines = list(staged_lines(path, known, refusals, quiet))
    one_line_each(refusals)
    told = {int(number) for line in refusals.sentences() for number in re.findall(r", ligne (\d+)", line)}
    found = {int(line.split("\t")[0]) for line in lines}
    as_a_whole = [line for line in refusals.sentences() if ", ligne " not in line]
    if as_a_whole or 1 in told or any("en première ligne" in line for line in refusals.sentences()):
        # The file as a whole is refused: its header, or another kind of file.
        assert not (as_a_whole and found)
        return
    header = [name.encode() for name in known.header]
    physical = enumerate((line.strip(b"\r") for line in damaged.split(b"\n")), 1)
    data = [number for number, line in physical if number > 1 and line and _cells(line) != header]
    assert found | told >= set(data)
