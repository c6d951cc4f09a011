"""After a decision: another one in its place, controls that close a right, appeals with their delays."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from allervers.domain.coverage.codes import EndCause
from allervers.domain.coverage.ended import find_ends
from allervers.domain.coverage.models import CoveragePeriod, EndedRight
from allervers.domain.coverage.reliance import put_in_question
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import (
    appeals,
    controls,
    correcting,
    deadlines,
    deciding,
    examining,
    letters,
    queries,
    sending,
)
from allervers.domain.rights_files.codes import LetterKind
from allervers.domain.rights_files.models import Appeal, Decision, Letter, RightsFile
from allervers.domain.rights_files.permissions import may_complete
from allervers.domain.rights_files.workflow import Refused
from allervers.law.administration import withdrawal
from allervers.law.counting import add_months
from tests import factories
from tests.pdf import words
from tests.rights_files import asked, deposit, supply, with_contribution

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)
LOOK = controls.Look("exchange", "regularity", "Votre titre de séjour a fini.", ("puma_identity",))
ADDRESS = {"postal_address": "12 rue des Lilas\n75011 Paris"}


@pytest.fixture
def officer():
    contact = {"postal_address": "1 PLACE DES EXEMPLES\n99001 VALFLEURY", "phone": "36 46"}
    return factories.account(Role.RIGHTS_OFFICER, factories.fund(**contact))


def decided(officer, right="ame", outcome="accepted", **fields):
    """A file with its decision."""
    file = deposit(officer, right, **ADDRESS | fields)
    with acting_as(officer, "test"):
        return deciding.decide(file, outcome, asked(officer, "Toutes les conditions sont remplies."))


def correct(officer, former, outcome, why="La première lecture était fausse.", **more):
    with acting_as(officer, "test"):
        return correcting.correct(former, correcting.Correction(outcome, **more), asked(officer, why))


def now(officer, model, pk):
    with acting_as(officer, "test"):
        return model.objects.get(pk=pk)


def open_days(officer, file, right):
    """The days that are believed today: the first, and the one after the last."""
    with acting_as(officer, "test"):
        periods = CoveragePeriod.objects.filter(person=now(officer, RightsFile, file.pk).person, right=right)
        return [(period.validity.lower, period.validity.upper) for period in periods.filter(believed__endswith=None)]


def letter_of(officer, file, kind):
    with acting_as(officer, "test"):
        return Letter.objects.filter(file=file, kind=kind).latest("written_on")


def send(officer, file, kind, days_ago=0):
    """The letter left so many days ago."""
    with acting_as(officer, "test"):
        sending.handed_to_the_person(
            letter_of(officer, file, kind), author=officer, today=TODAY - datetime.timedelta(days=days_ago)
        )


# --- A decision in the place of another ------------------------------------------------------------------------------


def test_a_new_decision_names_the_old_one_and_both_are_kept(officer, monkeypatch):
    former = decided(officer)
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + ONE_DAY)
    new = correct(officer, former, "refused", "Le séjour dure depuis moins de trois mois.")
    assert (new.corrects_id, new.number) == (former.pk, 2)
    assert now(officer, Decision, former.pk).reason == "Toutes les conditions sont remplies."
    said = words(letter_pdf(officer, former.file, LetterKind.DECISION, new.pk))
    assert f"remplace celle du {former.on:%d/%m/%Y} (accord)" in said
    assert "moins de trois mois" in said
    assert open_days(officer, former.file, "ame") == []
    with acting_as(officer, "test"):
        questioned = put_in_question(former.fund_id, [former.file.person_id])
    assert former.pk in {each.reference for each in questioned}


def letter_pdf(officer, file, kind, cause):
    with acting_as(officer, "test"):
        return letters.pdf(Letter.objects.get(file=file, kind=kind, cause=cause))


def test_a_correction_that_gives_the_right_opens_it_as_if_it_had_been_given_at_once(officer):
    former = decided(officer, outcome="refused")
    new = correct(officer, former, "accepted")
    assert (new.starts_on, new.ends_on) == (TODAY, add_months(TODAY, 12) - ONE_DAY)
    assert open_days(officer, former.file, "ame") == [(new.starts_on, new.ends_on + ONE_DAY)]


def test_the_day_of_the_request_that_was_wrong_moves_the_right_and_leaves_nothing_of_the_old_days(officer):
    file = deposit(officer, day=TODAY - datetime.timedelta(days=3), **ADDRESS)
    with acting_as(officer, "test"):
        former = deciding.decide(file, "accepted", asked(officer, "Oui."))
    earlier = TODAY - datetime.timedelta(days=9)
    new = correct(officer, former, "accepted", received_on=earlier)
    assert new.starts_on == earlier
    assert open_days(officer, file, "ame") == [(earlier, new.ends_on + ONE_DAY)]
    assert now(officer, RightsFile, file.pk).received_on == earlier


def test_a_request_was_not_received_after_it_came(officer):
    with pytest.raises(Refused, match="reçue après"):
        correct(officer, decided(officer), "accepted", received_on=TODAY + ONE_DAY)


def test_corrected_three_times_on_one_day_the_last_one_holds(officer):
    decision = decided(officer, "c2s")
    for outcome in ("refused", "accepted", "refused", "accepted"):
        decision = correct(officer, decision, outcome)
    assert decision.number == 5
    assert open_days(officer, decision.file, "c2s") == [(decision.starts_on, decision.ends_on + ONE_DAY)]


def test_a_c2s_with_contribution_that_was_refused_waits_for_its_adhesion(officer):
    file = deposit(officer, "c2s", told=with_contribution(TODAY), **ADDRESS)
    with acting_as(officer, "test"):
        former = deciding.decide(file, "refused", asked(officer, "Ressources trop hautes."))
    new = correct(officer, former, "accepted")
    assert (new.c2s_class, now(officer, RightsFile, file.pk).status) == ("contribution", "awaiting_adhesion")
    supply(officer, file, "c2s_adhesion")
    supply(officer, file, "c2s_payment")
    adhered = now(officer, Decision, new.pk)
    again = correct(officer, adhered, "accepted", "Le motif était mal écrit.")
    # The form and the means of payment are there: nothing is asked a second time.
    assert again.pk != adhered.pk
    assert now(officer, Decision, again.pk).starts_on == adhered.starts_on
    assert now(officer, RightsFile, file.pk).status == "decided"


def test_the_second_of_two_officers_is_told_that_the_decision_was_replaced(officer):
    former = decided(officer)
    correct(officer, former, "refused")
    with pytest.raises(Refused, match="déjà été remplacée"):
        correct(officer, former, "accepted")
    with acting_as(officer, "test"):
        assert Decision.objects.filter(file=former.file).count() == 2


@pytest.mark.parametrize(("outcome", "why", "said"), [("accepted", " ", "motif"), ("perhaps", "Oui.", "accord ou un")])
def test_a_correction_has_an_outcome_and_a_reason(officer, outcome, why, said):
    with pytest.raises(Refused, match=said):
        correct(officer, decided(officer), outcome, why)


@pytest.mark.parametrize(("days_late", "refused"), [(0, False), (1, True)])
def test_what_gives_less_is_taken_back_for_four_months_only(officer, monkeypatch, days_late, refused):
    former = decided(officer)
    day = withdrawal(former.on).until + datetime.timedelta(days=days_late)
    assert withdrawal(former.on).until == add_months(former.on, 4)
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    if refused:
        with pytest.raises(Refused, match="L242-1"):
            correct(officer, former, "refused")
        new = correct(officer, former, "refused", fraud=True)
        assert new.reason.startswith("Décision obtenue par fraude (article L241-2")
    else:
        assert correct(officer, former, "refused").outcome == "refused"


def test_a_right_that_was_taken_back_has_neither_renewal_nor_end(officer):
    former = decided(officer)
    correct(officer, former, "refused")
    done = deadlines.run_for(officer.organisation, former.ends_on + ONE_DAY)
    assert (done.renewals_opened, done.rights_ended) == (0, 0)


# --- Controls --------------------------------------------------------------------------------------------------------


def begin(officer, decision, look=LOOK):
    with acting_as(officer, "test"):
        return controls.begin(decision.file, look, asked(officer))


def close(officer, control, why="Aucun titre n’est arrivé.", **closing):
    with acting_as(officer, "test"):
        return controls.close(control, controls.Closing(**{"leaves_on": TODAY} | closing), asked(officer, why))


@pytest.fixture
def controlled(officer):
    """A base right, looked at again by a letter that left forty days ago."""
    decision = decided(officer, "puma")
    control = begin(officer, decision)
    send(officer, decision.file, LetterKind.CONTROL, days_ago=40)
    return control


def test_a_control_asks_for_papers_and_takes_them_though_the_file_is_decided(officer, controlled):
    supply(officer, controlled.file, "puma_identity", "p1")
    with pytest.raises(Refused, match="plus aucun document"):
        supply(officer, controlled.file, "puma_form")
    with acting_as(officer, "test"):
        controls.keep(controlled, asked(officer, "Le titre est valable."))
    with pytest.raises(Refused, match="plus aucun document"):
        supply(officer, controlled.file, "puma_identity", "p1")
    with pytest.raises(Refused, match="déjà terminé"):
        close(officer, controlled)
    assert open_days(officer, controlled.file, "puma") == [(TODAY, None)]


def test_a_right_is_closed_on_the_day_of_the_law_and_its_card_with_it(officer, controlled):
    closed = close(officer, controlled)
    last = TODAY + datetime.timedelta(days=45)
    assert (closed.closes_on, closed.card_invalid_from) == (last, last)
    assert open_days(officer, closed.file, "puma") == [(TODAY, last + ONE_DAY)]
    said = words(letter_pdf(officer, closed.file, LetterKind.CLOSING, closed.pk))
    assert f"{last:%d/%m/%Y}" in said
    assert "commission de recours amiable" in said
    with acting_as(officer, "test"), pytest.raises(Refused, match="avant le jour dit"):
        controls.note_card(closed, by=officer)


def test_who_does_not_live_here_any_more_loses_the_right_on_the_day_that_is_established_the_card_later(officer):
    decision = decided(officer, "puma", day=TODAY - datetime.timedelta(days=60))
    control = begin(officer, decision, controls.Look("fund", "residence", "Vous avez quitté la France.", LOOK.codes))
    send(officer, decision.file, LetterKind.CONTROL, days_ago=40)
    with pytest.raises(Refused, match="established_on"):
        close(officer, control)
    left = TODAY - datetime.timedelta(days=20)
    closed = close(officer, control, established_on=left)
    assert (closed.closes_on, closed.card_invalid_from) == (left, TODAY + datetime.timedelta(days=45))
    assert open_days(officer, decision.file, "puma") == [(decision.starts_on, left + ONE_DAY)]


def test_why_a_closed_right_ended_is_known_without_anybody_noting_it(officer):
    decision = decided(officer, "puma", day=TODAY - datetime.timedelta(days=60))
    control = begin(officer, decision, controls.Look("fund", "residence", "Vous avez quitté la France.", LOOK.codes))
    send(officer, decision.file, LetterKind.CONTROL, days_ago=40)
    close(officer, control, established_on=TODAY - ONE_DAY)
    for _ in range(2):
        with acting_as(officer, "test"):
            find_ends(decision.fund_id, TODAY)
        deadlines.run_for(officer.organisation, TODAY)
        with acting_as(officer, "test"):
            assert [each.cause for each in EndedRight.objects.all()] == [EndCause.INELIGIBLE]


def test_nothing_is_closed_before_the_month_of_the_person_is_over(officer):
    decision = decided(officer, "puma")
    control = begin(officer, decision)
    with pytest.raises(Refused, match="pas encore partie"):
        close(officer, control)
    send(officer, decision.file, LetterKind.CONTROL)
    with pytest.raises(Refused, match=f"{add_months(TODAY, 1):%d/%m/%Y}"):
        close(officer, control)


def test_only_a_base_right_that_is_open_is_controlled_and_once_at_a_time(officer, controlled):
    for decision in (decided(officer), decided(officer, "puma", "refused"), controlled.decision):
        with pytest.raises(Refused, match="Seul un droit de base"):
            begin(officer, decision)


# --- Appeals ---------------------------------------------------------------------------------------------------------


def contestable(officer, file):
    with acting_as(officer, "test"):
        return appeals.contestable(RightsFile.objects.get(pk=file.pk))


def lodge(officer, act, why="Je vis ici depuis six mois.", key=None, **more):
    with acting_as(officer, "test"):
        file = (act.decision or act.control).file
        return appeals.lodge(file, act.key, why, asked(officer) if key is None else key, **more)


@pytest.mark.parametrize(
    ("right", "first", "compulsory"),
    [("c2s", "commission de recours amiable", True), ("puma", "commission", True), ("ame", "recours gracieux", False)],
)
def test_each_right_has_its_path_of_appeal(officer, right, first, compulsory):
    (act,) = contestable(officer, decided(officer, right, "refused").file)
    assert first in act.steps[0].before
    assert act.steps[0].compulsory is compulsory


def test_delays_run_from_the_letter_and_only_where_the_acknowledgement_left_with_its_mentions(officer):
    decision = decided(officer, outcome="refused", day=add_months(TODAY, -5))
    (act,) = contestable(officer, decision.file)
    assert (act.told_on, act.until) == (None, None)
    send(officer, decision.file, LetterKind.DECISION, days_ago=1)
    # Silence had rejected long before, and nobody was told of it.
    (act,) = contestable(officer, decision.file)
    assert (act.told_on, act.until) == (TODAY - ONE_DAY, None)
    send(officer, decision.file, LetterKind.ACKNOWLEDGEMENT, days_ago=150)
    (act,) = contestable(officer, decision.file)
    assert act.until == add_months(TODAY - ONE_DAY, 2)


@pytest.mark.parametrize(("days_ago", "late"), [(0, False), (70, True)])
def test_an_appeal_is_taken_also_when_it_is_late_and_says_so(officer, days_ago, late):
    decision = decided(officer, outcome="refused", day=TODAY - ONE_DAY)
    send(officer, decision.file, LetterKind.DECISION, days_ago=days_ago)
    (act,) = contestable(officer, decision.file)
    appeal = lodge(officer, act)
    assert appeal.late is late
    said = words(letter_pdf(officer, decision.file, LetterKind.APPEAL, appeal.pk))
    assert f"{add_months(TODAY, 2):%d/%m/%Y}" in said  # the day on which silence rejects it
    assert ("après le dernier jour" in said) is late


@pytest.mark.parametrize(("right", "moved"), [("c2s", True), ("ame", False)])
def test_papers_that_come_with_an_appeal_are_taken_and_silence_runs_anew_before_the_board(
    officer, monkeypatch, right, moved
):
    decision = decided(officer, right, "refused")
    appeal = lodge(officer, contestable(officer, decision.file)[0])
    code, person = ("ame_identity", "p1") if right == "ame" else ("c2s_rsa_form", "")
    with acting_as(officer, "test"):
        assert queries.papers_after([appeal]) == {}
        assert may_complete(officer, decision.file)
    day = TODAY + datetime.timedelta(days=10)
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    supply(officer, decision.file, code, person)
    with acting_as(officer, "test"):
        came = queries.papers_after([appeal])
        follows = appeals.what_follows(appeal, came[appeal.pk])
        assert came == {appeal.pk: day}
        assert follows.silence_rejects_on == add_months(day if moved else TODAY, 2)
        appeals.answer(appeal, "rejected", asked(officer, "La demande a été relue."))
    with pytest.raises(Refused, match="plus aucun document"):
        supply(officer, decision.file, code, person)


def test_the_same_appeal_sent_twice_is_one_and_another_one_is_refused(officer):
    decision = decided(officer, outcome="refused")
    (act,) = contestable(officer, decision.file)
    key = asked(officer)
    assert lodge(officer, act, key=key).pk == lodge(officer, act, key=key).pk
    with pytest.raises(Refused, match="déjà été reçu"):
        lodge(officer, act, "Autre chose.")
    with acting_as(officer, "test"):
        assert Appeal.objects.count() == 1
        assert Letter.objects.filter(file=decision.file, kind="appeal").count() == 1


@pytest.mark.parametrize("received_on", [TODAY + ONE_DAY, TODAY - ONE_DAY])
def test_an_appeal_comes_after_what_it_contests_and_not_tomorrow(officer, received_on):
    (act,) = contestable(officer, decided(officer, outcome="refused").file)
    with pytest.raises(Refused, match="entre le"):
        lodge(officer, act, received_on=received_on)


def test_nobody_contests_what_was_not_decided(officer):
    assert contestable(officer, deposit(officer)) == []
    assert contestable(officer, decided(officer, "departure").file) == []


def test_silence_that_rejected_is_contested_and_silence_that_accepts_is_not(officer):
    # Two months, and the thirty days for which missing papers are awaited.
    old = add_months(TODAY, -4)
    (act,) = contestable(officer, deposit(officer, day=old, **ADDRESS))
    assert act.against == "silence"
    assert contestable(officer, deposit(officer, "c2s", day=old, **ADDRESS)) == []


def test_an_appeal_that_is_rejected_shows_the_court_and_one_that_is_upheld_a_decision_to_correct(officer):
    for outcome in ("rejected", "upheld"):
        decision = decided(officer, outcome="refused")
        appeal = lodge(officer, contestable(officer, decision.file)[0])
        with acting_as(officer, "test"):
            assert queries.appeals_to_answer(officer)[0].pk == appeal.pk
            answered = appeals.answer(appeal, outcome, asked(officer, "La commission a relu la demande."))
            with pytest.raises(Refused, match="déjà sa réponse"):
                appeals.answer(appeal, "rejected", asked(officer, "Non."))
            assert not queries.appeals_to_answer(officer)
            waiting = list(queries.decisions_to_correct(officer))
        said = words(letter_pdf(officer, decision.file, LetterKind.APPEAL_ANSWER, answered.pk))
        assert ("tribunal administratif" in said) is (outcome == "rejected")
        assert bool(waiting) is (outcome == "upheld")
    correct(officer, decision, "accepted")
    with acting_as(officer, "test"):
        assert not queries.decisions_to_correct(officer)


def test_an_appeal_that_is_upheld_against_a_closing_opens_the_right_again(officer, controlled):
    close(officer, controlled)
    act = next(each for each in contestable(officer, controlled.file) if each.against == "closing")
    appeal = lodge(officer, act)
    with acting_as(officer, "test"):
        appeals.answer(appeal, "upheld", asked(officer, "Le titre avait été envoyé."))
    assert open_days(officer, controlled.file, "puma") == [(TODAY, None)]


def test_an_appeal_that_is_upheld_against_a_file_that_was_closed_takes_its_examination_up(officer, monkeypatch):
    file = deposit(officer, day=TODAY - datetime.timedelta(days=70), **ADDRESS)
    with acting_as(officer, "test"):
        request = examining.ask_papers(file, ["ame_identity"], asked(officer))
    deadlines.run_for(officer.organisation, request.closes_on)
    monkeypatch.setattr(timezone, "localdate", lambda *_: request.closes_on)
    (act,) = contestable(officer, file)
    assert act.against == "closed"
    with acting_as(officer, "test"):
        appeal = appeals.lodge(file, act.key, "Le papier était parti.", asked(officer))
        appeals.answer(appeal, "upheld", asked(officer, "Il était arrivé."))
    assert now(officer, RightsFile, file.pk).status == "under_examination"


def test_another_fund_sees_none_of_it(officer, controlled):
    lodge(officer, contestable(officer, decided(officer, outcome="refused").file)[0])
    with acting_as(factories.account(Role.RIGHTS_OFFICER), "test"):
        assert not Appeal.objects.exists()
        assert not type(controlled).objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"answer": "upheld"}, {"against": "closing"}, {"answered_on": TODAY}], ids=str
)
def test_the_database_refuses_an_appeal_that_is_not_whole(officer, wrong):
    decision = decided(officer, outcome="refused")
    row = {"against": "decision", "decision": decision, "received_on": TODAY, "text": "Non.", "late": False} | wrong
    with acting_as(officer, "test"), pytest.raises(DatabaseError), transaction.atomic():
        Appeal.objects.create(id=uuid.uuid4(), fund=decision.fund, file=decision.file, **row)
