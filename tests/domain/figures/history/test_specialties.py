"""Free text for a speciality is recognised as people write it, or counted as another one."""

import pytest

from allervers.domain.accompaniment.codes import Specialty
from allervers.domain.figures.history.specialties import WORDS, specialties, specialty


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("médecin généraliste", "general_practice"),
        ("médecine générale", "general_practice"),
        ("chirurgien-dentiste conventionné", "dentistry"),
        ("dr dupont cardiologue", "cardiology"),
        ("gastro-entérologue", "gastroenterology"),
        ("masseur-kinésithérapeute", "physiotherapy"),
        ("chirurgie orthopédique", "orthopaedics"),
        ("O.R.L.", "other"),
        ("orl", "ent"),
        ("cardiologie", "cardiology"),
        ("cardiology", "cardiology"),
        ("cardiologue ou pneumologue", "other"),
        ("ostéopathe", "other"),
        ("?", "other"),
    ],
)
def test_a_text_is_matched_to_the_catalogue(text, code):
    assert specialty(text) == code


def test_every_speciality_but_the_last_can_be_written_in_several_ways():
    assert set(WORDS) == set(Specialty) - {Specialty.OTHER}


def test_a_list_holds_each_speciality_once():
    assert specialties("dentiste|dentaire| |orl") == "{dentistry,ent}"
    assert specialties("") == "{}"
