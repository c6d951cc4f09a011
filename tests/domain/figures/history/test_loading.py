"""A fund's history becomes facts, all or nothing per file, and never anything else."""

import datetime

import pytest

from allervers.config.database import as_owner
from allervers.domain.figures.history.layout import referrals
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.organisations.loading import taken_over
from allervers.domain.organisations.nomenclature import read_funds
from tests.domain.figures.history.folders import (
    ACCOMPANIMENT,
    REFERRAL,
    accompaniment,
    facts,
    folder,
    imported,
    referral,
    text,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_facts_say_what_the_files_say(tmp_path):
    young = referral(2, birth_date="2000-01-02", fund_code="131", forgone_since="")
    first = accompaniment(specialties="ophtalmologue|magnétiseur", c2s_at_end="true")
    done = imported(folder(tmp_path, [referral(), young], [first, accompaniment(2, themes="care|care", publics="")]))
    assert [(file.lines, file.new, file.changed, file.unchanged) for file in done] == [(2, 2, 0, 0), (2, 2, 0, 0)]
    assert done[1].other_specialties == 1
    with as_owner():
        received = ReferralFact.objects.get(fund__code="811")
        closed, of_the_young = AccompanimentFact.objects.order_by("-fund__code")
    assert (received.age, received.sex, received.imported) == (33, "F", True)
    assert (received.reasons, received.forgone_causes) == (["rights", "forgone_care"], ["remaining_cost"])
    assert closed.specialties == ["ophthalmology", "other"]
    assert (closed.c2s_at_end, closed.gp_declared_at_end, closed.ald_exemption_at_end) == ("some", True, None)
    assert (closed.detector_category, closed.received_on) == ("caf", datetime.date(2024, 3, 1))
    assert (of_the_young.publics, of_the_young.themes) == (["under_25"], ["care"])


def test_the_same_folder_twice_changes_nothing(tmp_path):
    place = folder(tmp_path, [referral(), referral(2)], [accompaniment()])
    imported(place)
    again = imported(place)
    assert [(file.new, file.changed, file.unchanged) for file in again] == [(0, 0, 2), (0, 0, 1)]
    assert facts() == (2, 1)


def test_a_line_that_changed_takes_the_place_of_the_former_one(tmp_path):
    still_open = accompaniment(closed_on="", closure_reason="", outcomes="")
    imported(folder(tmp_path, [referral(), referral(2)], [still_open]))
    later = imported(folder(tmp_path, [referral(), referral(2, sex="M"), referral(3)], [accompaniment()]))
    assert [(file.new, file.changed, file.unchanged) for file in later] == [(1, 1, 1), (0, 1, 0)]
    assert facts() == (3, 1)


def test_two_funds_may_number_their_files_alike(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    imported(folder(tmp_path, [referral(fund_code="131", sex="M")], [accompaniment()]))
    assert facts() == (2, 2)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    place = folder(tmp_path, [referral()], [accompaniment()])
    tried = imported(place, dry_run=True)
    assert facts() == (0, 0)
    assert [(file.new, file.changed) for file in tried] == [(file.new, file.changed) for file in imported(place)]


def test_a_refused_line_refuses_its_file_and_leaves_the_other(tmp_path):
    place = folder(tmp_path, [referral(), referral(2)], [accompaniment(), accompaniment(2, themes="soins")])
    received, closed = imported(place)
    assert (received.new, closed.is_refused, facts()) == (2, True, (2, 0))
    mended = imported(folder(tmp_path, [referral(), referral(2)], [accompaniment(), accompaniment(2)]))
    assert [(file.new, file.unchanged) for file in mended] == [(0, 2), (2, 0)]


def test_accompaniments_are_refused_with_their_referrals(tmp_path):
    rows = [accompaniment(), accompaniment(2, outcomes="")]
    received, closed = imported(folder(tmp_path, [referral(fund_code="999"), referral(2)], rows))
    assert received.is_refused
    with_it, own = closed.refusals.sentences()
    assert with_it.startswith("accompaniments.csv, aucun accompagnement n'est repris sans sa saisine ; attendu")
    assert own == "accompaniments.csv, ligne 3, outcomes : succès sans gain ; attendu au moins un gain"
    assert facts() == (0, 0)


def test_an_accompaniment_follows_its_referral_though_its_own_file_is_refused(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], [accompaniment(), accompaniment(2)]))
    moved = referral(birth_date="2005-01-01", detector_family="internal", detector_category="reception", sex="M")
    refused = [accompaniment(themes="soins"), accompaniment(2)]
    received, closed = imported(folder(tmp_path, [moved, referral(2)], refused))
    assert (received.changed, received.followed, closed.is_refused) == (1, 1, True)
    with as_owner():
        of_referral = ReferralFact.objects.get(sex="M")
        of_accompaniment = AccompanimentFact.objects.get(sex="M")
    assert (of_accompaniment.detector_category, of_accompaniment.age) == ("reception", 19)
    for name in ("fund_id", "received_on", "detector_family", "detector_category", "reasons", "sex", "age"):
        assert getattr(of_accompaniment, name) == getattr(of_referral, name)
    assert of_accompaniment.publics == ["under_25", "without_employment"]
    assert (of_accompaniment.themes, of_accompaniment.closed_on) == (["rights", "care"], datetime.date(2024, 5, 30))


def test_an_accompaniment_that_is_no_longer_in_its_file_follows_its_referral(tmp_path):
    young = referral(birth_date="2005-01-01")
    imported(folder(tmp_path, [young], [accompaniment()]))
    received, _ = imported(folder(tmp_path, [referral(received_on="2024-03-02")], []))
    assert received.followed == 1
    with as_owner():
        kept = AccompanimentFact.objects.get()
    assert (kept.received_on, kept.age, kept.publics) == (datetime.date(2024, 3, 2), 33, ["without_employment"])


def test_a_referral_cannot_move_past_the_accompaniment_that_it_has_already(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    late = referral(received_on="2024-03-05")
    received, closed = imported(folder(tmp_path, [late], [accompaniment(themes="soins")]))
    assert received.refusals.sentences() == [
        "referrals.csv, ligne 2, received_on : saisine reçue après ce qu'a déjà son accompagnement, repris auparavant, "
        "le 2024-03-04 ; attendu le même jour ou plus tôt, ou un fichier accompaniments.csv accepté qui le corrige"
    ]
    assert closed.is_refused
    received, closed = imported(folder(tmp_path, [late], [accompaniment(opened_on="2024-03-06")]))
    assert (received.changed, received.followed, closed.changed) == (1, 0, 1)


def test_an_accompaniment_that_was_numbered_anew_is_the_same_one(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    again = imported(folder(tmp_path, [referral()], [accompaniment(accompaniment_id="2024/17")]))
    assert [file.unchanged for file in again] == [1, 1]
    assert facts() == (1, 1)


BAD_REFERRALS = [
    ({"fund_code": "999"}, "fund_code", "« 999 » n'est pas reconnu"),
    ({"fund_code": "012"}, "fund_code", "012 est un ancien code, repris par 011 (CPAM Bourg-en-Bresse)"),
    ({"fund_code": "991"}, "fund_code", "dont le repreneur n'est pas connu"),
    ({"fund_code": "cnam"}, "fund_code", "« cnam » n'est pas reconnu"),
    ({"received_on": ""}, "received_on", "le champ est vide"),
    ({"received_on": "2025-06-03"}, "received_on", "dans le futur"),
    ({"detector_family": "interne"}, "detector_family", "« interne » n'est pas reconnu"),
    (
        {"detector_category": "accueil"},
        "detector_category",
        "« accueil » n'est pas une catégorie de la famille",
    ),
    ({"detector_category": ""}, "detector_category", "le champ est vide"),
    ({"detector_category": "1 85 05 99 999 123 42"}, "detector_category", "(non affichée ici)"),
    ({"detector_category": r"ac\\cueil"}, "detector_category", "attendu help ou france_travail ou"),
    (
        {"detector_category": "reception"},
        "detector_category",
        "« reception » n'est pas une catégorie de la famille",
    ),
    ({"reasons": "rights|soins"}, "reasons", "« soins » n'est pas reconnu"),
    ({"sex": "X"}, "sex", "attendu F ou M ou rien"),
    ({"birth_date": "2024-03-02"}, "birth_date", "naissance après la réception"),
    ({"birth_date": "17/05/1990"}, "birth_date", "date non reconnue"),
    ({"birth_date": "1790-05-17"}, "birth_date", "date trop ancienne"),
    ({"forgone_since": "toujours"}, "forgone_since", "« toujours » n'est pas reconnu"),
    ({"referral_id": "S0"}, "referral_id", "identifiant déjà donné à la ligne 2"),
]


def test_each_bad_referral_is_refused_with_its_line_and_field(tmp_path):
    rows = [referral(0), *(referral(number, **bad) for number, (bad, _, _) in enumerate(BAD_REFERRALS, 1))]
    received, _ = imported(folder(tmp_path, rows, []))
    sentences = received.refusals.sentences()
    assert len(sentences) == len(BAD_REFERRALS)
    for line, ((_, field, problem), sentence) in enumerate(zip(BAD_REFERRALS, sentences, strict=True), 3):
        assert sentence.startswith(f"referrals.csv, ligne {line}, {field} : ")
        assert problem in sentence
    assert facts() == (0, 0)


BAD_ACCOMPANIMENTS = [
    ({"accompaniment_id": "A0"}, "accompaniment_id", "identifiant déjà donné à la ligne 2"),
    ({"referral_id": "S0"}, "referral_id", "déjà un accompagnement à la ligne 2"),
    ({"referral_id": "perdue"}, "referral_id", "aucune saisine de referrals.csv"),
    ({"opened_on": "2024-02-29", "closed_on": "2024-03-01"}, "opened_on", "avant la saisine, reçue le 2024-03-01"),
    ({"opened_on": "", "closed_on": "2024-02-28"}, "closed_on", "clôture avant la saisine"),
    ({"closed_on": "2024-03-03"}, "closed_on", "clôture le 2024-03-03, avant l'ouverture"),
    ({"closure_reason": "", "outcomes": ""}, "closure_reason", "clos sans motif"),
    ({"closed_on": ""}, "closed_on", "un motif de clôture sans date"),
    ({"opened_on": ""}, "opened_on", "succès sans ouverture"),
    ({"outcomes": ""}, "outcomes", "succès sans gain"),
    ({"closure_reason": "declined"}, "outcomes", "des gains avec le motif declined"),
    ({"opened_on": "", "closed_on": "", "closure_reason": "", "outcomes": ""}, "opened_on", "ni ouvert ni clos"),
]


def test_each_bad_accompaniment_is_refused_with_its_line_and_field(tmp_path):
    bad_rows = []
    for number, (bad, _, _) in enumerate(BAD_ACCOMPANIMENTS, 1):
        row = accompaniment(number, **bad)
        never_opened = bad.get("closed_on") == "2024-02-28"
        bad_rows.append(row | ({"closure_reason": "unreachable", "outcomes": ""} if never_opened else {}))
    known = [referral(number) for number in range(len(BAD_ACCOMPANIMENTS) + 1)]
    received, closed = imported(folder(tmp_path, known, [accompaniment(0), *bad_rows]))
    assert not received.is_refused
    sentences = closed.refusals.sentences()
    assert len(sentences) == len(BAD_ACCOMPANIMENTS)
    for line, ((_, field, problem), sentence) in enumerate(zip(BAD_ACCOMPANIMENTS, sentences, strict=True), 3):
        assert sentence.startswith(f"accompaniments.csv, ligne {line}, {field} : ")
        assert problem in sentence
    assert facts() == (len(known), 0)


def test_one_field_is_refused_once_and_for_its_first_cause(tmp_path):
    """A field that nobody can read does not make the other fields of the line wrong."""
    row = accompaniment(closed_on="hier", outcomes="tout")
    _, closed = imported(folder(tmp_path, [referral()], [row]))
    assert [sentence.split(" : ")[0] for sentence in closed.refusals.sentences()] == [
        "accompaniments.csv, ligne 2, closed_on",
        "accompaniments.csv, ligne 2, outcomes",
    ]


def test_a_file_never_opened_is_of_the_past_and_an_open_one_may_come(tmp_path):
    never = accompaniment(opened_on="", closure_reason="unreachable", outcomes="", themes="")
    still_open = accompaniment(2, closed_on="", closure_reason="", outcomes="")
    received, closed = imported(folder(tmp_path, [referral(), referral(2)], [never, still_open]))
    assert (received.new, closed.new) == (2, 2)


def test_empty_files_and_missing_ones_differ(tmp_path):
    received, closed = imported(folder(tmp_path, [], []))
    assert not received.is_refused
    assert not closed.is_refused
    (tmp_path / "accompaniments.csv").unlink()
    (tmp_path / "referrals.csv").write_text(text(REFERRAL, [referral()]))
    received, closed = imported(tmp_path)
    assert (received.new, closed.refusals.sentences()[0][:34]) == (1, "accompaniments.csv, fichier absent")


def test_an_identifier_may_hold_anything_that_is_printed(tmp_path):
    odd = r"S\N{}'\"; é%s"
    rows = [referral(referral_id='"' + odd.replace('"', '""') + '"')]
    done = imported(folder(tmp_path, rows, [accompaniment(referral_id='"' + odd.replace('"', '""') + '"')]))
    assert [file.new for file in done] == [1, 1]


def test_old_codes_lead_to_active_funds_of_the_same_department():
    rows = {row["code"]: row for row in read_funds()}
    for old, new in taken_over().items():
        assert (rows[old]["statut_2020"], rows[new]["statut_2020"]) == ("ancien", "actif")
        assert rows[old]["departement"] == rows[new]["departement"]
    assert {code for code, row in rows.items() if row["statut_2020"] == "ancien"} - set(taken_over()) == {"991"}


def test_what_no_figure_needs_is_not_even_staged():
    staged = [column.name for column in referrals(datetime.date(2025, 1, 1), {}, {}).staged]
    assert "detector_name" not in staged
    assert "person_id" not in staged
    assert ACCOMPANIMENT.keys() >= {"specialties"}
