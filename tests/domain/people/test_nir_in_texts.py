"""A free text never keeps a social-security number in clear, with or without its key."""

import pytest

from allervers.domain.people import nir


@pytest.mark.parametrize(
    "text",
    [
        "Son numéro : 284037511600126.",
        "2 84 03 75 116 001 26",
        "Son numéro, sans la clé : 2840375116001",
        "2 84 03 75 116 001, née à Paris",
        "1-84-03-2A-116-001 (Corse)",
        "1 84 03 75 116 001 82 à rappeler",  # the key is wrong, the person is the same
        "1840375116001 / 82",
        "7 84 03 75 116 001 11",
        "１ ８４ ０３ ７５ １１６ ００１ ８２",
        "２８４０３７５１１６００１",
        "٢٨٤٠٣٧٥١١٦٠٠١٢٦",
        "2 84\u00a003\u202f75 116\u200b001 26",
        "2–84–03–75–116–001–26",
        "❷❽❹⓿❸❼❺❶❶❻⓿⓿❶❷❻",
        *(
            sign.join("284037511600126")
            for sign in ("\u0301", "\ufe0f\u20e3", "\u034f", "\u3164", "−", "·", ", ", " | ")
        ),
        "2, 2 8 4 0 3 7 5 1 1 6 0 0 1 2 6",  # a figure before
        "abc284037511600126",  # glued to letters, and of no length that a program gives
        "f2840375-1160-4126-ac0e-1f2a3b4c5d6e, 284037511600126",
    ],
)
def test_a_number_is_recognised(text):
    assert nir.is_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tél. 06 12 34 56 78, puis 07 12 34 56 78",
        "Dossier 1234567890123",  # there is no month 45
        "IBAN FR76 3000 1007 9412 3456 7890 185",
        "Montants : 2840 euros, 3751 euros, 16001 euros",
        "SIRET 77568501900587",
        "Dossier 123456789012345",
        "Colis 1 84 13 75 116 001 82",  # there is no month 13
        "Commandes 12 04 1985, 13 05 1986 et 14 06 1987",
        "Le 12 04 1985 à 14 h 30, salle 2",
        "",
        "8f1a284037511600126cbd0e1f2a3b4c",  # an MD5 whose digits are a number with its key
        "Envoi f2840375-1160-4126-ac0e-1f2a3b4c5d6e",  # a UUID
        "2840375116001abc" + "de" * 24,  # a SHA-256
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not nir.is_in(text)
