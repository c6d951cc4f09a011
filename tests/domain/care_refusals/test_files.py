"""A refusal of care from its report to its end: who sees it, what may leave, what has to be said."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction

from allervers.domain.care_refusals import handling, letters, queries, rpps, workflow
from allervers.domain.care_refusals.models import (
    CareRefusal,
    CareRefusalConsent,
    CareRefusalEvidence,
    CareRefusalSending,
    CareRefusalStep,
)
from allervers.domain.care_refusals.suggestions import looks_like_refusal
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import care_refusals, factories
from tests.care_refusals import RPPS, SAID, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediator():
    return care_refusals.mediator(care_refusals.service(factories.fund()))


@pytest.fixture
def refusal(mediator):
    return care_refusals.in_hand(mediator)


def visible(account) -> int:
    with acting_as(account, "test"):
        return CareRefusal.objects.count()


def test_the_database_shows_it_to_members_and_to_its_author_alone(mediator):
    author = factories.account(Role.ADVISER, at=mediator.organisation)
    refusal = care_refusals.reported(author)
    assert (visible(mediator), visible(author)) == (1, 1)
    colleagues = [
        factories.account(role, at=mediator.organisation) for role in (Role.ADVISER, Role.MANAGER, Role.MEDIATOR)
    ]
    foreign = care_refusals.mediator(care_refusals.service(factories.fund()))
    assert [visible(each) for each in (*colleagues, foreign)] == [0, 0, 0, 0]
    with acting_as(mediator, "test"):
        workflow.take(refusal, by=mediator)
        handling.plan(refusal, key=uuid.uuid4(), kind="call_person", due_on=TODAY)
    care_refusals.agreed(refusal, mediator)
    with acting_as(author, "test"):
        assert not CareRefusalConsent.objects.exists()
        assert not CareRefusalStep.objects.exists()
        assert CareRefusal.objects.update(state="closed") == 0


def test_a_report_is_written_once_and_what_cannot_be_is_said(mediator):
    person, key = factories.person(mediator.organisation), uuid.uuid4()

    def report(**said):
        with acting_as(mediator, "test"):
            return workflow.report(person.fund, key=key, author=mediator, person=person, **(SAID | said))

    first, now = report(rpps="100 0123 4565")
    assert (first.rpps, now) == (RPPS, True)
    assert report() == (first, False)
    with pytest.raises(AlreadyUsed):
        report(account_of_it="Autre chose.")
    key = uuid.uuid4()
    for said, sentence in (
        ({"rpps": "10001234564"}, "RPPS"),
        ({"rpps": "1000123456²"}, "RPPS"),
        ({"account_of_it": " \n"}, "Racontez"),
        ({"happened_on": TODAY + datetime.timedelta(days=1)}, "à venir"),
        ({"happened_on": TODAY}, "vérifiez les deux dates"),
    ):
        with pytest.raises(Refused, match=sentence):
            report(**said)
    with acting_as(mediator, "test"):
        assert CareRefusal.objects.count() == 1


def test_a_fund_without_a_mediation_service_says_so():
    adviser = factories.account(Role.ADVISER, at=factories.fund())
    with pytest.raises(Refused, match="n’a pas dit quel service"):
        care_refusals.reported(adviser)


@pytest.mark.parametrize("kind", ["person", "professional"])
def test_a_mediator_with_a_declared_link_is_refused_the_file_and_those_like_it(mediator, kind):
    person = factories.person(mediator.organisation)
    refusal = care_refusals.in_hand(mediator, person)
    # The same person at another practice; somebody else at the same one.
    care_refusals.reported(mediator, person, rpps="")
    care_refusals.reported(mediator)
    other = care_refusals.mediator(refusal.service)
    with acting_as(mediator, "test"):
        handling.plan(refusal, key=uuid.uuid4(), kind="call_person", due_on=TODAY)
        workflow.declare_link(refusal, kind, by=mediator)
        assert (CareRefusal.objects.count(), CareRefusalStep.objects.count()) == (1, 0)
        with pytest.raises(Refused, match="ne vous est plus ouvert"):
            workflow.take(refusal, by=mediator)
    with acting_as(other, "test"):
        assert CareRefusal.objects.count() == 3
        # Whatever a program does, the database gives it to nobody with a link.
        with pytest.raises(DatabaseError, match="knows no party"), transaction.atomic():
            CareRefusal.objects.filter(pk=refusal.pk).update(holder=mediator)
        assert workflow.take(refusal, by=other).holder == other


def test_whoever_has_the_names_of_the_person_does_not_hold_the_file(mediator):
    namesake = care_refusals.mediator(mediator.memberships.get().service, first_name="Ève", last_name="ECRAN")
    refusal = care_refusals.reported(
        mediator, factories.person(mediator.organisation, birth_name="Écran", first_name="Eve")
    )
    with acting_as(namesake, "test"), pytest.raises(Refused, match="connaissez une des parties"):
        workflow.take(refusal, by=namesake)


def test_nothing_leaves_without_the_agreement_of_the_person_for_that_recipient(refusal, mediator):
    with pytest.raises(Refused, match="rien n’est parti"):
        care_refusals.sent(refusal, mediator)
    care_refusals.agreed(refusal, mediator, "unnamed")
    with pytest.raises(Refused, match="rien n’est parti"):
        care_refusals.sent(refusal, mediator, named=True)
    with pytest.raises(Refused, match="rien n’est parti"):
        care_refusals.sent(refusal, mediator, named=False, recipient="order")
    assert not care_refusals.sent(refusal, mediator, named=False).named
    care_refusals.agreed(refusal, mediator)
    sending = care_refusals.sent(refusal, mediator)
    assert letters.pdf(sending).startswith(b"%PDF-")
    care_refusals.agreed(refusal, mediator, "refused")
    with pytest.raises(Refused, match="rien n’est parti"):
        care_refusals.sent(refusal, mediator, named=False)
    with acting_as(mediator, "test"), pytest.raises(DatabaseError), transaction.atomic():
        CareRefusalSending.objects.update(named=False)


def test_the_letter_without_the_name_gives_nobody_away(mediator):
    person = factories.person(mediator.organisation, birth_name="Zabulon", first_name="Xénia")
    refusal = care_refusals.in_hand(mediator, person, account_of_it="Xénia Zabulon, 0639987766, vit rue Xylo.")
    with acting_as(mediator, "test"):
        said = {"kind": "card_not_read", "seen_on": TODAY, "means": "said", "note": "Zabulon, encore."}
        handling.add_evidence(refusal, key=uuid.uuid4(), by=mediator, **said)
        named, unnamed = (str(letters.words(refusal, "professional", named=each)) for each in (True, False))
        assert "zabulon" in named.lower()
        assert f"{refusal.happened_on:%d/%m/%Y}" in named
        assert "Carte Vitale ou attestation non lue" in unnamed
        hidden = ("zabulon", "xénia", "0639987766", "xylo", f"{refusal.happened_on:%d/%m/%Y}", "encore")
        assert [word for word in hidden if word in unnamed.lower()] == []
        assert [word for word in ("0639987766", "xylo", "encore") if word in named.lower()] == []
        workflow.identify(refusal, professional_name="")
        refusal.refresh_from_db()
        with pytest.raises(Refused, match="qui est le professionnel"):
            letters.words(refusal, "order", named=False)


def test_the_professional_is_told_before_they_answer(refusal, mediator):
    def answer():
        with acting_as(mediator, "test"):
            said = {"received_on": TODAY, "text": "Mon agenda était complet."}
            return handling.note_answer(refusal, key=uuid.uuid4(), by=mediator, **said)

    with pytest.raises(Refused, match="pas encore été informé"):
        answer()
    care_refusals.agreed(refusal, mediator)
    care_refusals.sent(refusal, mediator)
    assert answer().text == "Mon agenda était complet."


def test_a_complaint_brings_the_delays_of_the_law_as_dated_steps(refusal, mediator):
    on = TODAY - datetime.timedelta(days=3)
    with acting_as(mediator, "test"):
        handling.lodge(refusal, on=on)
        assert handling.lodge(refusal, on=on).complaint_on == on
        steps = {step.kind: step for step in refusal.carerefusalsteps.all()}
        assert len(steps) == 4
        assert steps["acknowledgement"].due_on == on + datetime.timedelta(days=8)
        assert "R1110-11" in steps["acknowledgement"].source
        assert (steps["conciliation"].due_on - steps["summons"].due_on).days == 15
        with pytest.raises(Refused, match="déjà été reçue"):
            handling.lodge(refusal, on=TODAY)
        with pytest.raises(Refused, match="viennent avec elle"):
            handling.plan(refusal, key=uuid.uuid4(), kind="hearing", due_on=TODAY)
        with pytest.raises(Refused, match="avant le signalement"):
            handling.do(steps["hearing"], done_on=on - datetime.timedelta(days=1))
        assert handling.do(steps["hearing"], done_on=TODAY, outcome="Venu.").done_on == TODAY
        assert queries.to_do(mediator, on + datetime.timedelta(days=8)).get() == steps["acknowledgement"]


def test_a_letter_sent_again_leaves_once_and_with_other_answers_is_refused(refusal, mediator):
    care_refusals.agreed(refusal, mediator)
    first = care_refusals.sent(refusal, mediator)
    again = {"key": first.pk, "by": mediator, "recipient": "professional"}
    with acting_as(mediator, "test"):
        assert handling.send(refusal, named=True, **again) == first
        with pytest.raises(AlreadyUsed):
            handling.send(refusal, named=False, **again)
        assert refusal.carerefusalsendings.count() == 1


def test_a_complaint_has_delays_since_the_law_that_takes_it(mediator):
    long_ago = care_refusals.in_hand(mediator, happened_on=datetime.date(2020, 12, 1))
    with acting_as(mediator, "test"):
        with pytest.raises(Refused, match="attendu le 2021-01-04 ou après") as refused:
            handling.lodge(long_ago, on=datetime.date(2021, 1, 3))
        assert refused.value.field == "on"
        assert handling.lodge(long_ago, on=datetime.date(2021, 1, 4)).complaint_on == datetime.date(2021, 1, 4)


def test_a_file_is_resolved_only_when_it_is_said_whether_the_care_was_obtained(refusal, mediator):
    def resolve(care, on=None):
        with acting_as(mediator, "test"):
            return workflow.resolve(refusal, care_obtained=care, obtained_on=on)

    for care, on, sentence in (
        ("", None, "si le soin a été obtenu"),
        ("same", None, "le jour du soin"),
        ("elsewhere", SAID["happened_on"] - datetime.timedelta(days=1), "le jour du soin"),
        ("same", TODAY + datetime.timedelta(days=1), "le jour du soin"),
    ):
        with pytest.raises(Refused, match=sentence):
            resolve(care, on)
    with acting_as(mediator, "test"), pytest.raises(DatabaseError, match="whether_care"), transaction.atomic():
        CareRefusal.objects.filter(pk=refusal.pk).update(state="resolved", ended_on=TODAY)
    assert resolve("elsewhere", TODAY).days_to_care == 12
    assert resolve("no").days_to_care is None
    with acting_as(mediator, "test"):
        with pytest.raises(Refused, match="prenez-le d’abord"):
            handling.plan(refusal, key=uuid.uuid4(), kind="meeting", due_on=TODAY)
        assert workflow.take(refusal, by=mediator).care_obtained == ""
        assert workflow.close(refusal, reason="unreachable").ended_on == TODAY


def test_evidence_is_written_once_and_never_changes(refusal, mediator):
    key, said = uuid.uuid4(), {"kind": "unusual_delay", "seen_on": TODAY, "means": "call", "note": "Huit mois."}
    with acting_as(mediator, "test"):
        add = lambda **more: handling.add_evidence(refusal, key=key, by=mediator, **(said | more))  # noqa: E731
        assert add() == add()
        with pytest.raises(AlreadyUsed):
            add(means="said")
        with pytest.raises(DatabaseError), transaction.atomic():
            CareRefusalEvidence.objects.update(note="")


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("10001234565", True),
        ("10001234556", False),
        ("00000000000", False),
        ("1000123456", False),
        ("١٠٠٠١٢٣٤٥٦٥", False),
    ],
)
def test_the_key_of_an_rpps_number(number, right):
    assert rpps.is_valid(number) == right


def test_nobody_has_to_know_the_word():
    for text in ("Le dentiste ne prend pas la C2S.", "Refusée par le gynécologue", "« Pas de nouveaux patients »"):
        assert looks_like_refusal(text)
    for text in ("RDV pris chez le dentiste mardi.", "La personne refuse d’être rappelée.", "A la C2S depuis mai."):
        assert not looks_like_refusal(text)
