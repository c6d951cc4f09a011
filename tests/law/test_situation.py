"""What a household may say of itself, and the one line that tells what is wrong."""

from datetime import date

import pytest

from allervers.law import DateTooEarly, Situation, SituationError, UnknownRight, evaluate
from allervers.law.reading import documents
from tests.law.households import household, person


def problem(situation: object, origin: str = "") -> str:
    with pytest.raises(SituationError) as caught:
        Situation.from_dict(situation, origin)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"housng": "tenant"}, "housng : champ inconnu ; vouliez-vous dire « housing » ?"),
        ({"date": "2024-02-30"}, "date : date impossible « 2024-02-30 », attendu AAAA-MM-JJ"),
        ({"date": "1er juin"}, "date : date illisible « 1er juin », attendu AAAA-MM-JJ"),
        ({"date": None}, "date : champ absent, attendu la date de la demande AAAA-MM-JJ"),
        ({"territory": "metropol"}, "territory : valeur inconnue « metropol » ; vouliez-vous dire « metropole » ?"),
        (
            {"territory": "tahiti"},
            "territory : valeur inconnue « tahiti » ; attendu : "
            "metropole, guadeloupe, martinique, guyane, reunion, mayotte",
        ),
        ({"housing_benefit": -1}, "housing_benefit : montant négatif « -1 », attendu zéro ou plus"),
        ({"housing_benefit": "343"}, "housing_benefit : attendu un montant en euros, reçu « 343 »"),
        (
            {"housing_benefit": 12.345},
            "housing_benefit : montant « 12.345 » à plus de deux décimales, attendu des euros et centimes",
        ),
        ({"housing_benefit": float("nan")}, "housing_benefit : montant impossible « nan », attendu des euros"),
        ({"housing_benefit": float("inf")}, "housing_benefit : montant impossible « inf », attendu des euros"),
        ({"rsa": "oui"}, "rsa : attendu true ou false, reçu « oui »"),
        ({"persons": []}, "persons : foyer vide, attendu au moins le demandeur"),
        ({"persons": {}}, "persons : attendu une liste, reçu « {} »"),
        ({"persons": [person("child")]}, "persons : aucun demandeur, attendu une personne de rôle « applicant »"),
    ],
)
def test_a_wrong_field_of_the_household_is_told_in_one_line(fields, line):
    assert problem(household(**fields)) == line


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"birth_date": "2030-01-01"},
            "persons[1].birth_date : naissance le 2030-01-01 après la demande du 2024-06-01",
        ),
        (
            {"birth_date": "1980-01-01"},
            "persons[1].birth_date : enfant né le 1980-01-01, avant son parent né le 1984-03-02",
        ),
        (
            {"birth_date": "1893-12-31"},
            "persons[1].birth_date : date impossible « 1893-12-31 », plus de 130 ans avant la demande",
        ),
        ({"role": "applicant"}, "persons[1].role : deuxième demandeur, attendu un seul « applicant »"),
        (
            {"role": None},
            "persons[1].role : champ absent, attendu : applicant, spouse, partner, child, other_dependant",
        ),
        ({"id": "p1"}, "persons[1].id : « p1 » est déjà l'identifiant d'une autre personne"),
        (
            {"nationality": "France"},
            "persons[1].nationality : attendu un code de pays ISO à deux lettres (FR, IT…), reçu « France »",
        ),
        (
            {"nationality": "XX"},
            "persons[1].nationality : pays inconnu « XX » ; attendu un code ISO (FR, IT…)",
        ),
        (
            {"nationality": "EL"},
            "persons[1].nationality : pays inconnu « EL » ; vouliez-vous dire « GR » ?",
        ),
        (
            {"nationality": "RE"},
            "persons[1].nationality : nationalité inconnue « RE » ; vouliez-vous dire « FR » ?",
        ),
        (
            {"resources": [{"kind": "wages", "month": "2024-05", "amount": 1}]},
            "persons[1].resources[0].kind : valeur inconnue « wages » ; vouliez-vous dire « wage » ?",
        ),
        (
            {"resources": [{"kind": "family_allowance", "month": "2024-05", "amount": 1}]},
            "persons[1].resources[0].kind : « family_allowance » se déclare dans « family_benefits »",
        ),
        (
            {"resources": [{"kind": "wage", "month": "2024-13", "amount": 1}]},
            "persons[1].resources[0].month : mois impossible « 2024-13 », attendu AAAA-MM",
        ),
        (
            {"resources": [{"kind": "wage", "amount": 1}]},
            "persons[1].resources[0].month : champ absent, attendu un mois AAAA-MM",
        ),
        (
            {"statuses": ["refuge"]},
            "persons[1].statuses[0] : valeur inconnue « refuge » ; vouliez-vous dire « refugee » ?",
        ),
    ],
)
def test_a_wrong_field_of_a_person_is_told_in_one_line(fields, line):
    assert problem(household(person(id="p1"), person("child", "2010-01-01") | fields)) == line


@pytest.mark.parametrize(
    ("day", "fields", "line"),
    [
        (
            "2024-06-01",
            {"awarded_on": "2024-05-31"},
            "awarded_on : décision du 2024-05-31, avant la demande du 2024-06-01",
        ),
        (
            "2024-06-01",
            {"unpaid_c2s_contributions": "oui"},
            "unpaid_c2s_contributions : attendu true ou false, reçu « oui »",
        ),
        (
            "2024-06-01",
            {"unpaid_c2s_closed_on": "2023-06-01"},
            "unpaid_c2s_closed_on : fin d'un droit impayé, attendu « unpaid_c2s_contributions » à true",
        ),
        (
            "2024-06-01",
            {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": "2024-06-02"},
            "unpaid_c2s_closed_on : fin de droit le 2024-06-02, après la demande du 2024-06-01",
        ),
        (
            "2024-06-01",
            {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": "2019-10-31"},
            "unpaid_c2s_closed_on : fin de droit le 2019-10-31, avant la C2S, née le 2019-11-01",
        ),
        (
            "2024-06-01",
            {"previous_c2s_ends_on": "1984-03-01"},
            "previous_c2s_ends_on : fin de C2S le 1984-03-01, avant la naissance du plus âgé du foyer, le 1984-03-02",
        ),
        (
            "2024-06-01",
            {"hospital_admitted_on": "1984-03-01"},
            "hospital_admitted_on : entrée le 1984-03-01, avant la naissance du plus âgé du foyer, le 1984-03-02",
        ),
        (
            "2024-06-01",
            {"c2s_suspended": True},
            "c2s_suspended : suspension pour impayés, attendu « unpaid_c2s_contributions » à true",
        ),
        (
            "2024-06-01",
            {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": "2024-05-01", "c2s_suspended": True},
            "c2s_suspended : droit suspendu mais fini le 2024-05-01, attendu l'un ou l'autre",
        ),
        (
            "2024-06-30",
            {"previous_c2s_ends_on": "2025-10-31"},
            "previous_c2s_ends_on : fin de C2S le 2025-10-31, plus de 16 mois après la demande du 2024-06-30",
        ),
    ],
)
def test_an_award_or_a_debt_that_cannot_be_is_told_in_one_line(day, fields, line):
    assert problem(household(date=day, **fields)) == line


def test_a_c2s_may_have_ended_unpaid_on_its_first_day():
    debt = {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": "2019-11-01"}
    assert Situation.from_dict(household(**debt)).unpaid_c2s_closed_on == date(2019, 11, 1)


def test_a_c2s_just_renewed_four_months_early_ends_sixteen_months_after_the_request():
    assert Situation.from_dict(household(date="2024-06-30", previous_c2s_ends_on="2025-10-30"))


def notice(year, **amounts) -> dict:
    return {"last_tax_notice": {"year": year, "amounts": amounts}}


@pytest.mark.parametrize(
    ("day", "fields", "line"),
    [
        (
            "2024-06-01",
            {"last_tax_notice": {"amounts": {}}},
            ".year : champ absent, attendu l'année des revenus de l'avis d'imposition",
        ),
        ("2024-06-01", notice("2022"), ".year : attendu une année AAAA, reçu « 2022 »"),
        (
            "2024-06-01",
            notice(2022, wage=1),
            ".amounts.wage : champ inconnu ; attendu : "
            "self_employed, capital_income, foreign, copyright, maintenance_received, maintenance_paid",
        ),
        (
            "2024-06-01",
            notice(2024),
            ".year : aucun avis sur les revenus de 2024 n'existe au 2024-06-01, attendu 2022 ou 2023",
        ),
        (
            "2024-06-01",
            notice(2021),
            ".year : l'avis sur les revenus de 2021 n'est plus le dernier au 2024-06-01, attendu 2022 ou 2023",
        ),
        ("2025-03-31", notice(2024), ".year : aucun avis sur les revenus de 2024 n'existe au 2025-03-31, attendu 2023"),
    ],
)
def test_a_tax_notice_of_the_wrong_year_is_told_in_one_line(day, fields, line):
    assert problem(household(person(**fields), date=day)) == f"persons[0].last_tax_notice{line}"


@pytest.mark.parametrize(("day", "year"), [("2025-03-31", 2023), ("2025-04-01", 2023), ("2025-04-01", 2024)])
def test_the_income_of_a_year_may_be_on_a_notice_from_april_of_the_next(day, year):
    assert Situation.from_dict(household(person(**notice(year, foreign=1)), date=day)).persons[0].last_tax_notice


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"statuses": ["refugee", "subsidiary_protection"]},
            "statuses : « refugee » et « subsidiary_protection » se contredisent, attendu l'un ou l'autre",
        ),
        (
            {"lives_as_couple": True},
            "lives_as_couple : se dit d'un enfant ou d'une personne à charge qui vit au foyer avec son concubin",
        ),
        (
            {"sick_leave_since": "2024-06-02"},
            "sick_leave_since : arrêt de travail le 2024-06-02, après la demande du 2024-06-01",
        ),
        (
            {"unemployment_benefit_granted_on": "hier"},
            "unemployment_benefit_granted_on : date illisible « hier », attendu AAAA-MM-JJ",
        ),
        ({"maintenance_court_ordered": 1}, "maintenance_court_ordered : attendu true ou false, reçu « 1 »"),
        (
            {"works_outside_prison": True},
            "works_outside_prison : se dit d'une personne écrouée, attendu « prisoner » parmi « statuses »",
        ),
        (
            {"last_job": {"ended_on": "2024-06-02"}},
            "last_job.ended_on : travail fini le 2024-06-02, après la demande du 2024-06-01",
        ),
        (
            {"last_job": {"started_on": "2024-05-02", "ended_on": "2024-05-01"}},
            "last_job.started_on : travail commencé le 2024-05-02, après sa fin le 2024-05-01",
        ),
        (
            {"lawful_residence_since": "2024-06-02"},
            "lawful_residence_since : séjour légal le 2024-06-02, après la demande du 2024-06-01",
        ),
        (
            {"lawful_residence_since": "2020-01-01", "residence_since": "2020-01-02"},
            "lawful_residence_since : séjour légal depuis le 2020-01-01, avant l'arrivée du 2020-01-02",
        ),
    ],
)
def test_answers_that_contradict_each_other_are_told_in_one_line(fields, line):
    assert problem(household(person(**fields))) == f"persons[0].{line}"


EVENTS = {
    "residence_since": "arrivée",
    "lawful_residence_since": "séjour légal",
    "stay_irregular_since": "séjour irrégulier",
    "puma_open_since": "droits de base ouverts",
    "sick_leave_since": "arrêt de travail",
    "last_job.started_on": "travail commencé",
    "last_job.ended_on": "travail fini",
    "previous_scheme.portability_requested_on": "droits demandés",
    "residence_title.expires_on": "fin du titre de séjour",
    "employment_start": "travail",
    "unemployment_benefit_granted_on": "chômage accordé",
    "care_received_on": "soins",
}
MAY_COME_LATER = (
    *("residence_title.expires_on", "employment_start"),
    *("unemployment_benefit_granted_on", "care_received_on"),
)


@pytest.mark.parametrize("field", EVENTS)
def test_nothing_happens_before_birth_nor_after_the_request_that_tells_it(field):
    of, _, part = field.partition(".")

    def somebody(day: str) -> dict:
        return household(person(birth_date="2000-02-29", **{of: {part: day} if part else day}))

    Situation.from_dict(somebody("2000-02-29"))
    Situation.from_dict(somebody("2024-06-01"))
    said = f"persons[0].{field} : {EVENTS[field]}"
    assert problem(somebody("2000-02-28")).startswith(f"{said} le 2000-02-28, attendu une date depuis la naissance")
    if field in MAY_COME_LATER:
        Situation.from_dict(somebody("2024-06-02"))
    else:
        assert problem(somebody("2024-06-02")) == f"{said} le 2024-06-02, après la demande du 2024-06-01"


@pytest.mark.parametrize("field", ["date", "awarded_on", "previous_c2s_ends_on", "hospital_admitted_on"])
def test_a_year_of_another_age_is_told_in_one_line(field):
    for day in ("9999-12-31", date(2201, 1, 1), "1879-12-31", date(1, 1, 1)):
        line = f"{field} : année impossible « {day} », attendu de 1880 à 2200"
        assert problem(household(**{field: day})) == line


def test_months_and_years_are_of_the_calendar_of_dates():
    for month in ("1879-12", "2201-01", date(9999, 1, 1)):
        wage = {"kind": "wage", "month": month, "amount": 1}
        assert f"resources[0].month : année impossible « {month} »" in problem(household(person(resources=[wage])))
    for month in ("1880-01", "2200-12"):
        Situation.from_dict(household(person(resources=[{"kind": "wage", "month": month, "amount": 1}])))
    assert "year : année impossible « 9999 »" in problem(household(person(**notice(9999))))


def test_a_right_may_be_awarded_ten_years_late_at_most():
    Situation.from_dict(household(awarded_on="2034-06-01"))
    assert problem(household(awarded_on="2034-06-02")) == (
        "awarded_on : décision du 2034-06-02, plus de 10 ans après la demande du 2024-06-01"
    )


@pytest.mark.parametrize(
    ("business", "line"),
    [
        (
            {"quarters": [{"quarter": "2024-05", "turnover": 1}]},
            "quarters[0].quarter : trimestre illisible « 2024-05 »",
        ),
        ({"quarters": [{"quarter": "2024-T2", "turnover": 1}]}, "quarters[0].quarter : attendu une fois chacun"),
        ({"quarters": [{"quarter": "2023-T1", "turnover": 1}]}, "des trimestres 2024-T1, 2023-T4, 2023-T3, 2023-T2"),
        ({"quarters": [{"quarter": "2024-T1", "turnover": 1}] * 2}, "quarters[1].quarter : attendu une fois chacun"),
        ({"quarters": [{"quarter": "2023-T4", "turnover": 1}]}, "quarters : 2024-T1 absent"),
        ({"quarters": [{"quarter": "2024-T1", "turnover": 1}], "turnover": 1}, "turnover : total donné à côté"),
    ],
)
def test_the_quarters_of_a_new_business_are_the_four_before_the_request(business, line):
    assert line in problem(household(person(new_business={"kind": "sales", **business})))


def test_a_business_may_begin_in_any_of_the_four_quarters():
    for first in range(1, 5):
        quarters = [{"quarter": name, "turnover": 1} for name in ("2024-T1", "2023-T4", "2023-T3", "2023-T2")[:first]]
        Situation.from_dict(household(person(new_business={"kind": "sales", "quarters": quarters})))


def test_the_file_and_its_row_come_first():
    assert problem("bonjour", "cas.jsonl, ligne 3").startswith("cas.jsonl, ligne 3 : attendu un objet")


def test_the_path_of_the_field_is_told_apart_for_screens():
    with pytest.raises(SituationError) as caught:
        Situation.from_dict(household(person(birth_date="x")))
    assert caught.value.field == "persons[0].birth_date"


def test_a_stepchild_may_be_older_than_one_of_the_couple_but_not_both():
    couple = [person(born="2000-01-01"), person("spouse", "1970-01-01")]
    Situation.from_dict(household(*couple, person("child", "1999-01-01")))
    assert "avant son parent" in problem(household(*couple, person("child", "1969-01-01")))


def test_a_crowd_is_no_household():
    assert "50 au plus" in problem(household(person(), *[person("child", "2010-01-01")] * 50))


def test_absent_fields_take_their_documented_reading():
    situation = Situation.from_dict({"date": "2024-06-01", "persons": [{"role": "applicant"}, {"role": "child"}]})
    applicant, child = situation.persons
    assert (situation.rsa, situation.housing_benefit, situation.territory) == (None, None, None)
    assert (applicant.id, child.id) == ("p1", "p2")
    assert (applicant.alsace_moselle, applicant.lives_with_parents, applicant.birth_date) == (False, False, None)
    assert (child.attached, child.own_tax_return, applicant.own_tax_return) == (True, False, True)
    assert (applicant.resources, applicant.resources_complete, applicant.benefits) == ((), False, ())


def test_an_explicit_null_is_unknown_even_where_absence_has_a_reading():
    situation = Situation.from_dict(household(person(alsace_moselle=None)))
    assert situation.persons[0].alsace_moselle is None


def test_fields_that_the_c2s_does_not_read_are_checked_and_kept():
    other = {
        "nationality": "IT",
        "residence_since": "2024-01-10",
        "stay": "regular",
        "residence_title": {"kind": "residence_card", "expires_on": "2025-03-15"},
        "statuses": ["student", "refugee"],
        "benefits": ["housing_aid"],
        "joins_insured": {"link": "spouse", "insured": "resident"},
        "previous_scheme": {"country": "IT", "s1": False, "portability_answer": "none"},
        "care_received_on": date(2024, 5, 20),
        "care_needed": True,
    }
    read = Situation.from_dict(household(person(**other))).persons[0]
    assert read.residence_title == {"kind": "residence_card", "expires_on": date(2025, 3, 15)}
    assert read.care_received_on == date(2024, 5, 20)


def test_amounts_are_kept_in_cents():
    assert Situation.from_dict(household(housing_benefit=343.12)).housing_benefit == 34312
    assert Situation.from_dict(household(housing_benefit=0.1 + 0.2)).housing_benefit == 30


def test_a_request_before_the_c2s_existed_is_an_error_that_gives_the_first_day():
    with pytest.raises(DateTooEarly, match=r"le 2019-10-31 précède .* « c2s », attendu le 2019-11-01 ou après"):
        evaluate(Situation.from_dict(household(date="2019-10-31")))
    assert evaluate(Situation.from_dict(household(date="2019-11-01")))["c2s"].status == "free"


def test_an_unknown_right_is_an_error_that_lists_those_known():
    with pytest.raises(UnknownRight, match="droit inconnu « pima », attendu : c2s"):
        evaluate(Situation.from_dict(household()), rights=["pima"])


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        (BOMB + "date: *i\n", "cas.yaml", "renvoi (*) refusé"),
        ("date: &d 2026-01-01\npersons: [{birth_date: *d}]\n", "cas.yaml", "ligne 2 : renvoi (*) refusé"),
        ("[" * 100_000, "cas.yaml", "trop d'objets imbriqués"),
        ("[" * 100_000, "cas.json", "trop d'objets imbriqués"),
        ('{"a":' * 100_000, "cas.json", "trop d'objets imbriqués"),
        ("household_size: " + "9" * 101, "cas.yaml", "nombre de 101 caractères, attendu 100 au plus"),
        ('{"household_size": ' + "9" * 100_000 + "}", "cas.json", "nombre de 100000 caractères"),
    ],
)
def test_a_text_made_to_exhaust_whoever_reads_it_is_refused_in_one_line(text, name, line):
    [document] = documents(text, name)
    assert isinstance(document.content, SituationError)
    assert line in str(document.content)
    assert "\n" not in str(document.content)


def test_an_anchor_that_nothing_refers_to_is_read():
    [document] = documents("date: &day 2026-01-01\n", "cas.yaml")
    assert document.content == {"date": "2026-01-01"}


@pytest.mark.parametrize(
    ("discharged", "refused"),
    [
        ("2024-05-19", "sortie le 2024-05-19, attendu une entrée ce jour-là ou avant"),
        ("2024-05-20", None),
        ("2024-05-31", None),
        ("2024-06-01", None),
        ("2024-06-02", "sortie le 2024-06-02, après la demande du 2024-06-01"),
    ],
)
def test_a_stay_in_hospital_ends_between_the_admission_and_the_day_of_the_request(discharged, refused):
    told = household(hospital_admitted_on="2024-05-20", hospital_discharged_on=discharged)
    if refused is None:
        assert str(Situation.from_dict(told).hospital_discharged_on) == discharged
    else:
        with pytest.raises(SituationError, match=refused):
            Situation.from_dict(told)
