"""What is told beside an answer on the C2S: each note where it holds, and in none of the other situations."""

import pytest

from allervers.law.wording import NO_BREAK_SPACE
from tests.law.households import c2s, every_month, household, person

PAST_2025 = {"date": "2025-08-10"}
MALI = {"nationality": "ML", "stay": "irregular", "residence_since": "2018-01-01", "stay_irregular_since": "2024-03-16"}
CLOSING = {
    **MALI,
    "puma_open_since": "2019-01-01",
    "residence_title": {"kind": "residence_card", "expires_on": "2024-03-15"},
}


def lives_here(born: str = "1984-03-02", **fields):
    return person(born=born, nationality="FR", residence_since=born, **fields)


def earns(amount: float, kind: str = "wage", request: str = "2024-06-01") -> list[dict]:
    return every_month(kind, amount, request)


SITUATIONS = {
    "free": household(lives_here()),
    "contribution": household(lives_here(resources=earns(1000))),
    "rich": household(lives_here(resources=earns(3000))),
    "presumed": household(lives_here(benefits=["aspa"], resources=earns(1100, "retirement_pension"))),
    "rsa": household(lives_here(resources=earns(3000)), rsa=True),
    "young": household(lives_here(born="2004-01-01", lives_with_parents=True)),
    "debt": household(lives_here(), unpaid_c2s_contributions=True),
    "other_2024": household(lives_here(resources=earns(10, "other"))),
    "other_2025": household(lives_here(resources=earns(10, "other", "2025-08-10")), **PAST_2025),
    "owner_with_loan": household(lives_here(), housing="owner_with_loan"),
    "owner": household(lives_here(), housing="owner"),
    "loan_and_benefit": household(lives_here(), housing="owner_with_loan", housing_benefit=50),
    "capital": household(lives_here(last_tax_notice={"year": 2022, "amounts": {"capital_income": 100}})),
    "without_base_rights": household(person(**MALI)),
    "closing": household(person(**CLOSING), date="2024-10-01"),
    "closing_contribution": household(
        person(**CLOSING, resources=earns(1000, request="2024-10-01")), date="2024-10-01"
    ),
    "mayotte_2023": household(lives_here(), territory="mayotte", date="2023-06-01"),
    "mayotte_2024": household(lives_here(), territory="mayotte"),
}
OPEN = {
    *("free", "contribution", "presumed", "rsa", "other_2024", "other_2025", "owner_with_loan", "owner"),
    *("loan_and_benefit", "capital", "mayotte_2024"),
}
TOLD = {
    "déclarées sous leur nom : secours ponctuel": {"other_2024"},
    "déclarées sous leur nom : aide de la famille": {"other_2025"},
    "Un forfait logement est compté à un propriétaire": {"owner_with_loan"},
    "abattement fixé par un arrêté": {"capital"},
    "redemander dès que les douze mois": {"rich"},
    "garde pendant 12 mois le tiers payant": {"rich"},
    "faire la demande avec le foyer des parents": {"young"},
    "payer, ou demander à la caisse une remise": {"debt"},
    "Un refus se conteste": {"rich", "young", "debt", "mayotte_2023"},
    "renvoyer le bulletin d'adhésion": {"contribution", "presumed"},
    "la demande est acceptée": OPEN,
    "ne peut pas être accordée avant eux": {"without_base_rights"},
    "Les droits de base vont fermer": {"closing", "closing_contribution"},
    "ceux du régime de Mayotte": {"mayotte_2024"},
    "les droits de base (PUMa) doivent être ouverts par ailleurs": set(SITUATIONS),
}


@pytest.fixture(scope="module")
def notes():
    return {name: " ".join(c2s(situation).notes).replace(NO_BREAK_SPACE, " ") for name, situation in SITUATIONS.items()}


@pytest.mark.parametrize("phrase", TOLD)
def test_a_note_is_told_where_it_holds_and_nowhere_else(notes, phrase):
    assert {name for name, told in notes.items() if phrase in told} == TOLD[phrase]


def test_a_household_of_which_nothing_is_known_is_told_no_next_step():
    told = " ".join(c2s(household({"role": "applicant"})).notes)
    assert "Prochaine étape" not in told
    assert "se conteste" not in told
