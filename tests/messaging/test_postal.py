"""Addresses as the post reads them: what fits is printed, what does not is said, nothing is cut."""

import pytest

from allervers.messaging.postal import Unpostable, lines


def test_the_last_line_is_in_capitals_and_the_others_as_they_were_written():
    assert lines("Awa FICTIF", " 12  rue des Lilas \n\n75011 Paris ") == [
        "Awa FICTIF",
        "12 rue des Lilas",
        "75011 PARIS",
    ]


def test_abroad_the_last_line_is_the_country():
    assert lines("Awa FICTIF", "Calle Mayor 1\n28013 Madrid\nEspagne")[-1] == "ESPAGNE"


def test_a_long_name_is_broken_between_two_words():
    name = "Marie-Antoinette Clémentine DE LA ROCHEFOUCAULD-EXEMPLE"
    assert lines(name, "1 rue A\n75011 PARIS")[:2] == ["Marie-Antoinette Clémentine DE LA", "ROCHEFOUCAULD-EXEMPLE"]


@pytest.mark.parametrize(("signs", "fits"), [(37, True), (38, True), (39, False)])
def test_a_line_has_thirty_eight_signs_at_most(signs, fits):
    address = f"{'x' * signs}\n75011 PARIS"
    if fits:
        assert lines("Awa FICTIF", address)[1] == "x" * signs
    else:
        with pytest.raises(Unpostable, match=f"{signs} signes"):
            lines("Awa FICTIF", address)


@pytest.mark.parametrize(("below", "fits"), [(4, True), (5, True), (6, False)])
def test_an_address_has_six_lines_at_most_with_the_name(below, fits):
    address = "\n".join(["ligne"] * (below - 1) + ["75011 PARIS"])
    if fits:
        assert len(lines("Awa FICTIF", address)) == below + 1
    else:
        with pytest.raises(Unpostable, match="7 lignes"):
            lines("Awa FICTIF", address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "manque"),
        (" \n ", "manque"),
        ("12 rue des Lilas", "code postal"),
        ("12 rue des Lilas\nParis", "code postal"),
        ("75011 PARIS", "une ligne"),
        ("12 rue des Lilas\n7501 PARIS", "code postal"),
    ],
)
def test_what_no_postman_would_find_is_refused(address, said):
    with pytest.raises(Unpostable, match=said):
        lines("Awa FICTIF", address)


def test_a_word_without_a_space_is_never_cut():
    with pytest.raises(Unpostable, match="50 signes"):
        lines("X" * 50, "1 rue A\n75011 PARIS")
