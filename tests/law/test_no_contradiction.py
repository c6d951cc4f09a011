"""The answers of one run never contradict each other, whoever asks: what one says of another is what the other says."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.law import Situation, evaluate
from tests.law.test_rights_of_residents import residents, with_holes

unhurried = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NO_BASE_RIGHTS = "La réponse sur les droits de base est non"


def everybody():
    """Residents who have said everything, and others who have not."""
    return st.one_of(residents(), with_holes().map(lambda pair: pair[1]))


def answers(situation: dict) -> dict:
    return evaluate(Situation.from_dict(situation))


def told(answer) -> str:
    return " ".join(answer.notes)


def value_of(answer, name: str):
    """What the printed tree gives for a value; None where it is not told."""

    def steps(step):
        yield step
        for each in step.steps:
            yield from steps(each)

    return next((step.value for step in steps(answer.explanation) if step.name == name), None)


@unhurried
@given(everybody())
def test_the_c2s_says_of_base_rights_what_their_own_answer_says(situation):
    given = answers(situation)
    c2s, puma = given["c2s"], given["puma"]
    said = {"entitled": True, "not_entitled": False, "unknown": None}[puma.status]
    assert value_of(c2s, "base_rights_open") is said
    refused = puma.status == "not_entitled" and situation["territory"] != "mayotte"
    assert (NO_BASE_RIGHTS in told(c2s)) == (refused and situation["territory"] is not None)


@unhurried
@given(everybody())
def test_no_day_and_no_next_step_of_a_c2s_where_there_are_no_base_rights(situation):
    given = answers(situation)
    barred = (NO_BASE_RIGHTS, "aucune nouvelle C2S", "la C2S ne peut pas être accordée")
    if any(words in told(given["c2s"]) for words in barred):
        assert given["c2s"].period == {"starts_on": None, "ends_on": None}
        assert "bulletin d'adhésion" not in told(given["c2s"])
        assert "la demande est acceptée" not in told(given["c2s"])
    elif given["c2s"].status == "free":
        assert given["c2s"].period["starts_on"]


@unhurried
@given(residents())
def test_ame_knows_base_rights_maintained_rights_and_the_ceiling_of_the_c2s(situation):
    given = answers(situation)
    puma, ame, c2s = given["puma"], given["ame"], given["c2s"]
    if situation["territory"] == "mayotte":
        assert ame.basis == "not_in_territory"
        return
    assert (ame.basis == "base_rights") == (puma.status == "entitled")
    if puma.basis == "maintained":
        assert "ne peut pas chevaucher" in told(ame)
    under = c2s.amounts["resources"] <= c2s.amounts["ceiling_free"]
    assert ame.basis not in ({"above_ceiling"} if under else {"irregular_stay"})


@unhurried
@given(residents())
def test_who_is_sent_to_another_right_is_not_sent_back(situation):
    given = answers(situation)
    puma, ame = given["puma"], given["ame"]
    if "AME" in puma.reason and puma.status == "not_entitled" and situation["territory"] != "mayotte":
        assert ame.basis not in ("french", "lawful_stay", "short_stay", "base_rights"), (puma.reason, ame.reason)
    if "voir les droits de base" in ame.reason and ame.basis != "base_rights":
        assert "AME" not in puma.reason


@unhurried
@given(residents())
def test_an_inactive_european_is_nobody_who_works_or_studies(situation):
    given = answers(situation)
    if given["eu_inactive"].status == "competent":
        assert given["puma"].basis in ("residence", "family", "without_delay", "maintained", None)
        assert given["puma"].basis != "work"


@unhurried
@given(residents())
def test_urgent_care_and_ame_say_the_same_of_each_other(situation):
    given = answers(situation)
    ame, urgent = given["ame"], given["urgent_care"]
    if urgent.basis == "ame":
        assert ame.status == "entitled"
    if ame.basis in ("waiting", "above_ceiling"):
        assert urgent.status == "entitled"
    if ame.status == "entitled":
        assert urgent.status == "not_entitled"


@unhurried
@given(residents())
def test_the_procedure_of_inactive_europeans_agrees_with_base_rights(situation):
    given = answers(situation)
    puma, creic = given["puma"], given["eu_inactive"]
    if creic.basis == "works":
        assert puma.status == "entitled"
    if "ni ressources suffisantes" in puma.reason:
        assert creic.basis not in ("works", "keeps_worker_status", "french", "not_european", "not_european_family")


@unhurried
@given(residents())
def test_the_days_told_lie_ahead_and_in_order(situation):
    puma = answers(situation)["puma"]
    if puma.values["entitled_from"]:
        assert puma.status == "not_entitled"
        assert puma.values["entitled_from"] > situation["date"]
    if puma.values["earliest_closing_on"]:
        assert puma.values["earliest_closing_on"] >= max(situation["date"], puma.values["rights_maintained_until"])


@unhurried
@given(residents())
def test_nothing_sends_to_the_ame_where_it_does_not_exist(situation):
    told = " ".join(told_by(answer) for answer in answers(situation | {"territory": "mayotte"}).values())
    for sent in ("demande d'AME", "l'AME est à", "AME à examiner", "demander l'AME", "chevaucher"):
        assert sent not in told


def told_by(answer) -> str:
    return f"{answer.reason or ''} {told(answer)}"
