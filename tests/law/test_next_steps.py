"""Every no names the next step: another right to see, a body to turn to, something to do. An appeal alone is none."""

import pytest
from hypothesis import HealthCheck, given, settings

from allervers.law import KNOWN_RIGHTS, Situation, evaluate
from allervers.law.evaluation import Run
from allervers.law.facts import facts_of
from allervers.law.registry import law
from allervers.law.wording import NO_BREAK_SPACE
from tests.law.test_no_contradiction import everybody

unhurried = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REFUSED = {"none", "not_entitled", "not_competent"}

# By right and ground of refusal, the words that name the step: in the ground itself, or in a note beside it.
STEPS = {
    "c2s": {
        "not_in_territory": "demander à la caisse de sécurité sociale de Mayotte",
        "unpaid_contributions": "payer, ou demander à la caisse une remise",
        "cannot_ask_alone": "faire la demande avec le foyer des parents",
        "above_ceilings": "vérifier que chaque ressource est bien de celles qui comptent",
    },
    "puma": {
        "not_in_territory": "s'adresser à la caisse de sécurité sociale de Mayotte",
        "waiting": "demander les droits le jour où les trois mois sont faits",
        "under_minority_assessment": "peut recevoir l'AME",
        "excluded": "s'adresser au régime ou à l'assurance qui le couvre",
        "covered_by_another_state": "demander à l'organisme du pays d'origine",
        "insufficient_resources": "l'AME est à examiner",
        "maintenance_over": "AME à examiner",
        "irregular": "l'AME est à examiner",
        "short_stay": "voir l'assurance prise pour le visa",
    },
    "ame": {
        "not_in_territory": "s'adresser à la caisse ou à l'hôpital de Mayotte",
        "base_rights": "voir leur réponse",
        "french": "voir les droits de base",
        "short_stay": "voir l'assurance prise pour le visa",
        "free_stay": "se servir de la carte européenne",
        "lawful_stay": "voir les droits de base",
        "waiting": "déposer la demande le jour où les trois mois sont faits",
        "above_ceiling": "voir les soins urgents",
    },
    "urgent_care": {
        "not_in_territory": "s'adresser à l'hôpital de Mayotte",
        "under_minority_assessment": "l'AME est à demander",
        "base_rights": "soins pris en charge à ce titre",
        "ame": "L'AME est possible",
        "french": "voir les droits de base",
        "short_stay": "voir l'assurance prise pour le visa",
        "lawful_stay": "voir les droits de base",
    },
    "eu_inactive": {
        "not_in_territory": "s'adresser à la caisse de sécurité sociale de Mayotte",
        "french": "la caisse de résidence examine",
        "not_european_family": "sa caisse applique",
        "not_european": "des règles ordinaires de sa caisse",
        "works": "par sa caisse",
        "student": "sa caisse examine",
        "pensioner": "la caisse de résidence examine",
        "keeps_worker_status": "sa caisse examine",
        "child_welfare": "sa caisse ouvre",
        "prison": "la caisse de l'établissement ouvre",
    },
}
# Grounds of a yes.
GRANTED = {
    "c2s": {
        *("rsa", "resources_free", "presumed_aspa", "presumed_asi", "presumed_aah", "presumed_ass"),
        *("presumed_youth_contract", "resources_contribution"),
    },
    "puma": {"child_welfare", "without_delay", "work", "family", "residence", "maintained"},
    "ame": {"under_minority_assessment", "minor", "irregular_stay"},
    "urgent_care": {"asylum_seeker", "european", "without_title"},
    "eu_inactive": {"inactive_european"},
}


def ground_of(right: str):
    """The rule that names the ground, of a no too."""
    known = law().rights[right]
    return known.reason or known.basis


@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_ground_is_that_of_a_yes_or_has_its_next_step(right):
    assert set(ground_of(right).words) == set(STEPS[right]) | GRANTED[right]
    assert set(STEPS[right]).isdisjoint(GRANTED[right])


@unhurried
@given(everybody())
def test_every_no_names_the_next_step(situation):
    described = Situation.from_dict(situation)
    run = Run(law(), facts_of(described))
    for right, answer in evaluate(described).items():
        ground = run.value(ground_of(right).name)
        # Of a no whose ground is not known yet, the missing answers are asked for.
        if answer.status in REFUSED and isinstance(ground, str):
            told = " ".join([answer.reason, *answer.notes]).replace(NO_BREAK_SPACE, " ")
            assert STEPS[right][ground] in told, (right, ground)
