"""What the administration owes to whoever asks it for a right: the articles of the CRPA, by right and by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allervers.law.administration import (
    COMMUNICATED,
    RIGHTS,
    PapersAsked,
    acknowledgement,
    after_appeal,
    appeal,
    automated_mentions,
    reasons_of_silence,
    refusal_mentions,
    silence,
    withdrawal,
)
from allervers.law.articles import cited, versions
from allervers.law.lookup import figures
from allervers.law.working_days import add_working_days, easter_of, is_working_day

MONDAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("right", "received", "accepts", "on", "confidence"),
    [
        ("c2s", "2024-03-10", True, "2024-05-10", "high"),
        ("c2s", "2023-12-31", True, "2024-02-29", "high"),
        ("c2s", "2019-12-27", True, "2020-02-27", "medium"),
        ("ame", "2024-03-10", False, "2024-05-10", "medium"),
        ("puma", "2024-03-10", False, "2024-05-10", "low"),
        ("eu_inactive", "2024-03-10", False, "2024-05-10", "low"),
    ],
)
def test_two_months_of_silence_accept_the_c2s_and_reject_the_rest(right, received, accepts, on, confidence):
    said = silence(right, date.fromisoformat(received))
    assert (said.accepts, said.on.isoformat(), said.confidence) == (accepts, on, confidence)
    assert said.sources


def test_a_departure_is_told_and_nothing_is_decided():
    assert silence("departure", MONDAY) is None
    assert appeal("departure", MONDAY) == ()
    assert after_appeal("departure", MONDAY) is None
    assert len(acknowledgement("departure", MONDAY, electronic=True).mentions) == 2


def test_a_silence_that_accepts_runs_from_the_last_missing_paper():
    asked = PapersAsked(date(2024, 3, 20), date(2024, 4, 20), date(2024, 4, 2))
    later = PapersAsked(date(2024, 4, 5), date(2024, 5, 5), date(2024, 4, 30))
    assert silence("c2s", MONDAY, [asked]).on == date(2024, 6, 2)
    assert silence("c2s", MONDAY, [asked, later]).on == date(2024, 6, 30)
    assert silence("c2s", MONDAY, [asked._replace(received_on=None)]).on is None


@pytest.mark.parametrize(
    ("received_on", "on"),
    [(None, "2024-06-03"), ("2024-04-20", "2024-06-03"), ("2024-04-21", "2024-06-03"), ("2024-04-02", "2024-05-16")],
)
def test_a_silence_that_rejects_stops_until_the_papers_come_or_their_time_is_over(received_on, on):
    came = received_on and date.fromisoformat(received_on)
    assert silence("ame", MONDAY).on == date(2024, 5, 4)
    assert silence("ame", MONDAY, [PapersAsked(date(2024, 3, 21), date(2024, 4, 20), came)]).on.isoformat() == on


@pytest.mark.parametrize(
    ("second", "days"),
    [
        (PapersAsked(date(2024, 3, 21), date(2024, 4, 10)), 30),
        (PapersAsked(date(2024, 4, 20), date(2024, 4, 30)), 40),
        (PapersAsked(date(2024, 4, 10), date(2024, 4, 30)), 40),
        (PapersAsked(date(2024, 4, 21), date(2024, 4, 30)), 39),
    ],
)
def test_days_on_which_the_papers_of_two_letters_are_awaited_stop_the_delay_once(second, days):
    """L114-5, third paragraph: the delay is suspended while the papers are awaited."""
    first = PapersAsked(date(2024, 3, 21), date(2024, 4, 20))
    for papers in ([first, second], [second, first]):
        assert silence("ame", MONDAY, papers).on == add(date(2024, 5, 4), days)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (PapersAsked(date(2024, 3, 3), date(2024, 4, 3)), "avant la demande reçue"),
        (PapersAsked(date(2024, 3, 20), date(2024, 3, 19)), "avant d'être demandés"),
        (PapersAsked(date(2024, 3, 20), date(2024, 4, 20), date(2024, 3, 19)), "avant d'être demandés"),
    ],
)
def test_dates_out_of_order_are_refused_in_one_french_line(asked, problem):
    with pytest.raises(ValueError, match=problem):
        silence("ame", MONDAY, [asked])


def test_an_unknown_right_is_refused_with_those_that_are_known():
    with pytest.raises(ValueError, match="droit inconnu « rsa », attendu : c2s, ame"):
        silence("rsa", MONDAY)


def test_an_electronic_request_is_registered_in_one_working_day_and_acknowledged_in_ten():
    said = acknowledgement("c2s", date(2024, 4, 26), electronic=True)
    assert said.required
    assert said.registered_by == date(2024, 4, 29)
    # Three holidays of May and two week-ends in between.
    assert said.sent_by == date(2024, 5, 15)
    assert any("sera acceptée" in line for line in said.mentions)
    assert any("L232-3" in line for line in said.mentions)


def test_on_paper_no_acknowledgement_is_required_but_it_has_its_mentions():
    said = acknowledgement("ame", MONDAY, electronic=False)
    assert (said.required, said.registered_by, said.sent_by) == (False, None, None)
    assert "Sans réponse le 04/05/2024, la demande sera rejetée." in said.mentions
    assert any("tribunal administratif" in line for line in said.mentions)


def test_an_incomplete_request_is_told_what_is_missing_and_what_it_does_to_the_delay():
    awaited = [PapersAsked(date(2024, 3, 20), date(2024, 4, 20))]
    accepted = acknowledgement("c2s", MONDAY, electronic=True, papers=awaited).mentions
    rejected = acknowledgement("puma", MONDAY, electronic=True, papers=awaited).mentions
    assert "Sans réponse deux mois après la réception des documents demandés, la demande sera acceptée." in accepted
    assert any("ne court qu'à leur réception" in line for line in accepted)
    assert any("suspendu" in line for line in rejected)
    assert any("L'examen continue" in line for line in rejected)


def test_a_refusal_says_its_reasons_its_appeals_and_whether_a_machine_took_part():
    plain = refusal_mentions("puma", MONDAY, automated=False)
    automated = refusal_mentions("puma", MONDAY, automated=True)
    assert "motifs" in plain[0]
    assert "commission de recours amiable" in plain[1]
    assert len(plain) == 2
    assert any("traitement algorithmique" in line for line in automated)
    assert automated_mentions(date(2017, 8, 31), True) == ()
    assert len(automated_mentions(date(2017, 9, 1), True)) == 3
    assert len(COMMUNICATED) == 4


def test_the_board_comes_first_then_the_court_each_within_two_months():
    (board,) = appeal("c2s", date(2024, 3, 10))
    assert (board.due_on, board.compulsory) == (date(2024, 5, 10), True)
    unanswered = after_appeal("c2s", date(2024, 5, 10))
    assert unanswered.silence_rejects_on == date(2024, 7, 10)
    assert unanswered.court.due_on == date(2024, 9, 10)
    assert unanswered.court.compulsory
    assert after_appeal("c2s", date(2024, 5, 10), date(2024, 6, 1)).court.due_on == date(2024, 8, 1)


def test_papers_sent_after_an_appeal_make_the_silence_of_the_board_run_from_them():
    sent = after_appeal("puma", date(2024, 5, 10), papers_on=date(2024, 6, 30))
    assert (sent.silence_rejects_on, sent.court.due_on) == (date(2024, 8, 30), date(2024, 10, 30))
    same_day = after_appeal("puma", date(2024, 5, 10), papers_on=date(2024, 5, 10))
    assert same_day == after_appeal("puma", date(2024, 5, 10))
    # The article is that of the boards: a gracious appeal on AME keeps its day.
    assert after_appeal("ame", date(2024, 5, 10), papers_on=date(2024, 6, 30)).silence_rejects_on == date(2024, 7, 10)
    with pytest.raises(ValueError, match="avant le recours reçu le 2024-05-10"):
        after_appeal("puma", date(2024, 5, 10), papers_on=date(2024, 5, 9))


def test_a_decision_on_ame_goes_to_the_administrative_court_with_or_without_a_gracious_appeal():
    gracious, court = appeal("ame", date(2024, 12, 31))
    assert "gracieux" in gracious.before
    assert court.before == "le tribunal administratif"
    assert gracious.due_on == court.due_on == date(2025, 2, 28)
    assert not gracious.compulsory
    assert not court.compulsory


def test_before_the_administrative_court_the_gracious_appeal_is_a_choice_before_the_other_the_board_is_a_step():
    assert "gracieux, ou le tribunal administratif" in refusal_mentions("ame", MONDAY, automated=False)[-1]
    assert "amiable de la caisse, puis le pôle social" in refusal_mentions("c2s", MONDAY, automated=False)[-1]
    assert refusal_mentions("departure", MONDAY, automated=False)[-1].endswith("aucun, rien n'est décidé.")


@pytest.mark.parametrize(("right", "figure"), [("ame", "ame_appeal_within"), ("c2s", "court_within")])
def test_what_follows_an_appeal_rests_on_the_text_of_its_court(right, figure):
    after = after_appeal(right, date(2024, 5, 10))
    assert after.court.before == (
        "le tribunal administratif" if right == "ame" else "le pôle social du tribunal judiciaire"
    )
    assert figures("administration")[figure].at(date(2024, 5, 10)) in after.court.figures


SAME_DAY = date(2024, 3, 8)


def test_papers_may_be_asked_for_answered_and_sent_on_the_very_day_of_the_request():
    said = silence("c2s", SAME_DAY, [PapersAsked(SAME_DAY, SAME_DAY, SAME_DAY)])
    assert said.on == date(2024, 5, 8)


@pytest.mark.parametrize(
    "papers",
    [
        PapersAsked(date(2024, 3, 7), date(2024, 4, 7)),
        PapersAsked(date(2024, 3, 9), date(2024, 3, 8)),
        PapersAsked(date(2024, 3, 9), date(2024, 4, 9), date(2024, 3, 8)),
    ],
)
def test_a_day_earlier_the_papers_are_refused_in_one_line(papers):
    with pytest.raises(ValueError, match="avant"):
        silence("c2s", SAME_DAY, [papers])


def test_the_reasons_of_an_implicit_rejection_come_within_a_month():
    asked = reasons_of_silence(date(2024, 1, 31))
    assert (asked.due_on, asked.court_due_on) == (date(2024, 2, 29), None)
    # Told late, they keep the court open all the same.
    assert reasons_of_silence(date(2024, 1, 31), date(2024, 4, 30)).court_due_on == date(2024, 6, 30)


DAYS = st.dates(date(2019, 11, 1), date(2060, 12, 31))


@given(st.sampled_from(sorted(RIGHTS)), DAYS, st.integers(0, 40), st.integers(0, 40), st.integers(0, 60))
def test_asking_for_papers_never_brings_the_decision_of_silence_nearer(right, day, after, until, came):
    asked = PapersAsked(add(day, after), add(day, after + until), add(day, after + came))
    alone, waiting = silence(right, day), silence(right, day, [asked])
    if alone is not None:
        assert waiting.on >= alone.on
        assert (waiting.on - alone.on).days <= after + until + came + 3


@given(DAYS, st.integers(1, 15))
def test_working_days_are_never_a_week_end_nor_a_holiday(day, days):
    found = add_working_days(day, days)
    assert is_working_day(found)
    assert (
        sum(is_working_day(date.fromordinal(each)) for each in range(day.toordinal() + 1, found.toordinal() + 1))
        == days
    )


@pytest.mark.parametrize(
    ("year", "day"), [(2019, "04-21"), (2020, "04-12"), (2024, "03-31"), (2025, "04-20"), (2026, "04-05")]
)
def test_easter_is_that_of_the_calendar(year, day):
    assert easter_of(year).strftime("%m-%d") == day


def test_every_figure_names_an_article_that_was_read_or_an_official_page():
    for parameter in figures("administration").values():
        for dated in parameter.values:
            assert list(cited(dated.source)) or "page officielle" in dated.source
            assert all(article in versions() for article in cited(dated.source))


@pytest.mark.parametrize(
    ("decided_on", "until"), [(date(2024, 1, 15), date(2024, 5, 15)), (date(2024, 10, 31), date(2025, 2, 28))]
)
def test_a_decision_that_gives_a_right_is_taken_back_within_four_months(decided_on, until):
    assert withdrawal(decided_on).until == until
    assert "L242-1" in withdrawal(decided_on).sources[0]


def add(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
