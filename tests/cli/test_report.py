"""The command that writes the yearly report: whole files, or one clear line and nothing."""

import pytest

from allervers.cli import report
from allervers.config.local import Unusable
from tests.processes import allervers


@pytest.mark.parametrize("year", ["24", "abcd", "2 024", "20240", "0024", "-2024", "２０２４"])
def test_a_year_is_four_digits(year):
    with pytest.raises(Unusable, match="quatre chiffres"):
        report._year(year)


def test_a_year_that_has_not_begun_is_refused():
    with pytest.raises(Unusable, match="n'a pas commencé"):
        report._file(2999, "", "", ".pdf")


def test_only_files_that_we_can_write_are_asked_for(tmp_path):
    for name, why in (
        ("bilan.docx", "extension inconnue"),
        ("bilan", "extension inconnue"),
        ("absent/bilan.pptx", "n'existe pas"),
    ):
        with pytest.raises(Unusable, match=why):
            report._check(tmp_path / name)
    (tmp_path / "dossier.pdf").mkdir()
    with pytest.raises(Unusable, match="c'est un dossier"):
        report._check(tmp_path / "dossier.pdf")
    report._check(tmp_path / "BILAN.PPTX")


def test_a_file_is_whole_or_not_there_and_nothing_is_left_beside(tmp_path, monkeypatch):
    out = tmp_path / "bilan.pdf"
    report._put(out, b"premier")
    assert out.read_bytes() == b"premier"

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(Unusable, match="écriture impossible"):
        report._put(out, b"second")
    assert [file.name for file in tmp_path.iterdir()] == ["bilan.pdf"]
    assert out.read_bytes() == b"premier"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fund", "region", "why"),
    [
        ("999", "", "aucune caisse n'a ce code"),
        ("012", "", "n'est plus en usage.*011"),
        ("", "Atlantide", "région inconnue"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(fund, region, why):
    with pytest.raises(Unusable, match=why):
        report._place(fund, region)


def test_an_empty_installation_has_nothing_to_report(tmp_path, new_installation):
    """For real: one line, exit 2, no file."""
    out = tmp_path / "bilan.pptx"
    said = allervers("report", "--year", "2024", "--out", str(out), folder=new_installation(tmp_path / "data"))
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert "aucune saisine reçue" in said.stderr
    assert not out.exists()
