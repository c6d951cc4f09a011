"""What a person reads: the tree of values in French, the sources, the doubts, what to ask for."""

import json

from allervers.law import KNOWN_RIGHTS, Situation, evaluate
from tests.law.households import c2s, every_month, household, person


def steps(step):
    yield step
    for inner in step.steps:
        yield from steps(inner)


def step_named(answer, name):
    return next(step for step in steps(answer.explanation) if step.name == name)


WORKER = household(person(activity="employed", resources=every_month("wage", 1016.05)))


def test_values_are_told_in_french():
    answer = c2s(WORKER)
    assert answer.status_text == "C2S avec participation"
    assert answer.reason == "Les ressources du foyer ne dépassent pas le plafond de la C2S avec participation."
    assert step_named(answer, "c2s_wages").text == "12\N{NARROW NO-BREAK SPACE}192,60\N{NO-BREAK SPACE}€"
    assert step_named(answer, "age").text == "40\N{NO-BREAK SPACE}ans"
    assert step_named(answer, "housing").text == "locataire"
    assert step_named(answer, "date").text == "1er juin 2024"


def test_an_explanation_is_the_same_alone_or_beside_others_whichever_is_read_first():
    stay = {"nationality": "MA", "stay": "irregular", "residence_since": "2020-01-10"}
    situation = Situation.from_dict(household(person(stay_irregular_since="2022-01-10", **stay)))
    alone = {right: evaluate(situation, [right])[right].explanation.to_json() for right in KNOWN_RIGHTS}
    for order in (KNOWN_RIGHTS, KNOWN_RIGHTS[::-1]):
        answers = evaluate(situation)
        assert {right: answers[right].explanation.to_json() for right in order} == alone


def test_months_of_a_resource_are_told_together():
    text = step_named(c2s(WORKER), "wage").text
    assert text == "mai 2023 à juin 2024 : 1\N{NARROW NO-BREAK SPACE}016,05\N{NO-BREAK SPACE}€ par mois"


def test_a_parameter_says_its_source_and_since_when():
    step = step_named(c2s(WORKER), "c2s_table_free_metropole")
    assert step.kind == "parameter"
    assert step.sources == ("arrêté du 26 mars 2024",)
    assert step.valid_from.isoformat() == "2024-04-01"
    assert step.value == 1016600


def test_the_tree_starts_with_the_status_and_holds_every_amount():
    answer = c2s(household(person(annual_resources=50000), rsa=True))
    assert answer.explanation.name == "c2s_status"
    names = {step.name for step in steps(answer.explanation)}
    assert {"c2s_resources", "c2s_ceiling_free", "c2s_ceiling_contribution", "c2s_monthly_contribution"} <= names
    # With the RSA the resources decided nothing: they stand after what decided.
    first = [step.name for step in answer.explanation.steps]
    assert first.index("c2s_rsa_recipient") < first.index("c2s_resources")


def test_a_value_is_explained_once_then_only_recalled():
    shown = [step for step in steps(c2s(WORKER).explanation) if step.name == "c2s_member"]
    assert [step.repeated for step in shown] == [False] + [True] * (len(shown) - 1)
    assert all(not step.steps for step in shown[1:])


def test_what_is_missing_is_asked_for_in_french_by_name():
    answer = c2s(household(person(born=None, id="p1", annual_resources=11000), rsa=None))
    told = {missing.name: missing.text for missing in answer.missing}
    assert told["rsa"] == "RSA perçu le mois de la demande"
    assert told["p1.birth_date"] == "Date de naissance — demandeur (p1)"


def test_a_missing_month_is_asked_for_with_its_person():
    listed = [{"kind": "wage", "month": "2023-08", "amount": None}]
    (missing,) = c2s(household(person(resources=listed))).missing
    assert missing.name == "p1.resources.2023-08"
    assert missing.text == "Ressources d'août 2023 — demandeur (p1)"
    assert (missing.person_id, missing.field, missing.month) == ("p1", "resources", "2023-08")


def test_sources_are_told_once_each_and_only_those_used():
    sources = c2s(WORKER).sources
    assert "L861-1 CSS" in sources
    assert "arrêté du 26 mars 2024" in sources
    assert len(sources) == len(set(sources))
    assert not any("Mayotte" in source for source in sources)


def test_an_unread_month_is_accepted_and_named():
    old = {"kind": "wage", "month": "2022-01", "amount": 1}
    answer = c2s(household(person(resources=[old])))
    assert answer.unused == ["p1.resources.2022-01"]
    assert "p1.resources.2022-01" in " ".join(answer.notes)


def test_an_amount_listed_twice_for_a_month_is_counted_twice_and_told():
    wage = {"kind": "wage", "month": "2024-01", "amount": 500}
    told = c2s(household(person(resources=[wage, wage])))
    assert "comptés autant de fois : p1.resources.2024-01.wage." in " ".join(told.notes)
    for other in ({"amount": 501}, {"month": "2024-02"}, {"kind": "maintenance_received"}):
        answer = c2s(household(person(resources=[wage, wage | other])))
        assert "autant de fois" not in " ".join(answer.notes), other
    nothing = wage | {"amount": 0}
    assert "autant de fois" not in " ".join(c2s(household(person(resources=[nothing, nothing]))).notes)


def test_the_c2s_says_of_the_base_rights_what_their_own_answer_says_and_they_decide_nothing():
    known = c2s(household(person(nationality="FR", residence_since="2020-02-01")))
    arrived = c2s(household(person(nationality="FR", residence_since="2024-05-01")))
    unsaid = c2s(household())
    assert step_named(known, "base_rights_open").text == "oui"
    assert step_named(arrived, "base_rights_open").text == "non"
    assert step_named(unsaid, "base_rights_open").text == "inconnu"
    assert known.status == arrived.status == unsaid.status == "free"
    assert unsaid.missing == []
    assert any("ne peut pas être accordée avant eux" in note for note in arrived.notes)


def test_the_json_answer_has_the_names_of_the_format():
    told = c2s(WORKER).to_json()
    assert list(told)[:9] == [
        "status",
        "monthly_contribution",
        "resources",
        "ceiling_free",
        "ceiling_contribution",
        "missing",
        "starts_on",
        "ends_on",
        "documents",
    ]
    assert {"sources", "explanation", "law_version"} <= told.keys()
    assert told["resources"] == 12192.60
    assert told["explanation"]["value"] == "contribution"


KEYS_OF_THE_FORMAT = {
    "puma": ["status", "entitled_from", "rights_maintained_until", "earliest_closing_on", "missing"],
    "ame": ["status", "missing"],
    "urgent_care": ["status", "missing"],
    "eu_inactive": ["status", "handled_by", "missing"],
}
ASYLUM = household(person(nationality="AF", stay="asylum_seeker", residence_since="2024-04-10"))


def test_rights_of_the_applicant_have_the_names_of_the_format_and_the_common_ones():
    told = {right: answer.to_json() for right, answer in evaluate(Situation.from_dict(ASYLUM)).items()}
    for right, keys in KEYS_OF_THE_FORMAT.items():
        assert list(told[right])[: len(keys)] == keys
        assert {"basis", "reason", "confidence", "sources", "notes", "law_version", "explanation"} <= told[right].keys()
    assert told["puma"]["entitled_from"] == "2024-07-10"
    assert json.dumps(told)


def test_a_value_that_applies_is_told_in_french_with_its_label():
    answers = evaluate(Situation.from_dict(ASYLUM))
    assert answers["puma"].value_texts == {"Trois mois de résidence le": "10 juillet 2024"}
    assert answers["puma"].reason == "Les trois mois de résidence ne sont pas encore atteints."
    assert answers["eu_inactive"].value_texts == {}


def test_a_doubtful_reading_marks_only_the_answers_that_used_it():
    poor = household(person(nationality="RO", residence_since="2020-01-01", annual_resources=3000))
    answers = evaluate(Situation.from_dict(poor))
    assert answers["ame"].confidence == answers["puma"].confidence == "medium"
    assert evaluate(Situation.from_dict(ASYLUM))["ame"].confidence == "high"


def test_one_right_asked_alone_is_explained_as_when_all_are():
    lone = household(
        person(nationality="ML", stay="irregular", residence_since="2023-01-10", stay_irregular_since="2023-01-10")
    )
    alone = evaluate(Situation.from_dict(lone), rights=["ame"])["ame"]
    among = evaluate(Situation.from_dict(lone))["ame"]
    assert alone.to_json() == among.to_json()
    assert {"c2s_resources", "c2s_ceiling_free"} <= {step.name for step in steps(among.explanation)}


def test_an_explicit_null_asks_for_what_absence_would_deny():
    known = person(nationality="MA", stay="regular", residence_since="2020-01-01")
    assert evaluate(Situation.from_dict(household(known)))["puma"].status == "entitled"
    answer = evaluate(Situation.from_dict(household(known | {"residence_title": None})))["puma"]
    assert answer.status == "unknown"
    assert "p1.residence_title" in {missing.name for missing in answer.missing}
    assert "Titre de séjour — demandeur (p1)" in {missing.text for missing in answer.missing}


def test_all_rights_are_answered_when_none_is_named():
    assert list(evaluate(Situation.from_dict(WORKER))) == list(KNOWN_RIGHTS)


def test_an_answer_is_replayed_from_its_situation_as_of_its_day():
    """A stored situation is the JSON of the format; the same version gives the same answer whatever came since."""
    told = {day: evaluate(Situation.from_dict(WORKER | {"date": day})) for day in ("2024-03-31", "2024-04-01")}
    for day, answers in told.items():
        stored = json.loads(json.dumps(WORKER | {"date": day}))
        again = evaluate(Situation.from_dict(stored))
        assert {name: each.to_json() for name, each in again.items()} == {
            name: each.to_json() for name, each in answers.items()
        }
    before, after = (answers["c2s"] for answers in told.values())
    assert (before.amounts["ceiling_free"], after.amounts["ceiling_free"]) == (971900, 1016600)
    assert before.law_version == after.law_version
