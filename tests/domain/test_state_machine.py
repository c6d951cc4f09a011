"""Whatever happens to the files of a fund, in whatever order: the facts say what the files say, and outlive them.

Hypothesis invents histories: referrals come in, are accepted or closed, handed over, reopened, months pass, files are
erased. Every operation is tried in every state. Beside the database a plain model knows what should be allowed, and
what everybody should see afterwards.
"""

import datetime
import uuid

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import NOT_OPENED, SUCCESSES, ClosureReason, ContactResult, Outcome, Theme
from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.matching import candidates
from allervers.domain.people.models import Person
from allervers.domain.people.workflow import learn_from
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy.retention import erase_due_files, erase_on
from allervers.domain.referrals.codes import Reason
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import follow_up, inbox
from tests import factories
from tests.domain.histories import CLOSED, NEVER_OPENED, OPEN, WAITING, File, facts_of, row_of, told_of

pytestmark = pytest.mark.django_db

NIRS = ["", "", "", "184037511600176", "184037511600273"]
# Close to each other, so that persons meet.
NAMES, BIRTHS, PHONES = (
    ["Exemple", "Éxemple", "Autre"],
    ["1984-03-12", "2000-02-29", None],
    ["0639981234", "", "0199005678"],
)


def some(choices, at_least=0):
    return st.lists(st.sampled_from(choices), min_size=at_least, max_size=3, unique=True)


class Fund(RuleBasedStateMachine):
    @initialize()
    def open_the_fund(self):
        self.adviser = factories.account(Role.ADVISER)
        self.fund = self.adviser.organisation
        self.partner = factories.account(
            Role.PARTNER, at=factories.organisation(Organisation.Kind.PARTNER, local_fund=self.fund)
        )
        self.officer = factories.account(Role.HANDLING_BODY_OFFICER)
        self.files: list[File] = []
        self.erased: list[tuple] = []
        for themes in ([], ["rights"], ["care", "rights"]):
            file = File(
                factories.referral(
                    self.fund,
                    reported_by=self.partner,
                    detector_family="partner",
                    detector_category="ccas",
                    feedback_consent=True,
                )
            )
            self.files.append(file)
            if themes:
                self._open(file, None, themes)
        self._close(file, ClosureReason.CARE_OBTAINED, ["gp_found"])

    # --- What can happen --------------------------------------------------------------------------------------

    @rule(
        identity=st.fixed_dictionaries(
            {
                "birth_name": st.sampled_from(NAMES),
                "birth_date": st.sampled_from(BIRTHS),
                "phone": st.sampled_from(PHONES),
                "sex": st.sampled_from(["F", "M", ""]),
            }
        ),
        nir=st.sampled_from(NIRS),
        reasons=some(Reason.values, at_least=1),
        urgent=st.booleans(),
        told=st.booleans(),
        days_ago=st.integers(0, 400),
    )
    def a_referral_comes_in(self, identity, nir, reasons, urgent, told, days_ago):
        birth = identity["birth_date"]
        identity["birth_date"] = birth and datetime.date.fromisoformat(birth)
        referral = factories.referral(
            self.fund,
            nir=nir,
            **identity,
            reasons=reasons,
            forgone_care=["consultation"] if set(reasons) & {"forgone_care", "forgone_care_disability"} else [],
            urgent=urgent,
            urgent_reason="opération lundi" if urgent else "",
            feedback_consent=told,
            reported_by=self.partner,
            detector_family="partner",
            detector_category="ccas",
            received_at=timezone.now() - datetime.timedelta(days=days_ago),
        )
        self.files.append(File(referral))

    @precondition(lambda self: self.files)
    @rule(data=st.data(), themes=some(Theme.values, at_least=1), learned=st.booleans())
    def somebody_accepts(self, data, themes, learned):
        file = self._any(data, WAITING)
        with acting_as(self.adviser, "test"):
            matches = candidates(file.referral, self.fund.pk)
            self._never_two_nirs(file.referral, matches)
            known = data.draw(st.sampled_from([None, *(match.person for match in matches)]))
        taken = known is None and any(match.same_nir for match in matches)
        opened = self._open(file, known, themes, allowed=file.state == WAITING and not taken)
        if opened and known and learned:
            with acting_as(self.adviser, "test"):
                learn_from(known, file.referral, ["sex", "birth_date", "birth_name"])

    @precondition(lambda self: self.files)
    @rule(data=st.data(), reason=st.sampled_from(ClosureReason.values))
    def somebody_closes_in_triage(self, data, reason):
        file = self._any(data, WAITING)
        allowed = file.state == WAITING and reason in NOT_OPENED and self._enough_attempts(file, reason)
        made = self._try(
            allowed, lambda: workflow.close_in_triage(file.referral, adviser=self.adviser, reason=reason, note="test")
        )
        if made:
            file.state, file.accompaniment, file.reason = NEVER_OPENED, made, reason

    @precondition(lambda self: self.files)
    @rule(data=st.data(), result=st.sampled_from(ContactResult.values), twice=st.booleans())
    def somebody_notes_a_contact(self, data, result, twice):
        file, contact_id = self._any(data, WAITING, OPEN), uuid.uuid4()
        what = {"at": timezone.now(), "channel": "phone", "incoming": False, "result": result, "note": ""}
        for _ in range(1 + twice):
            done = self._try(
                file.state in (WAITING, OPEN),
                lambda: workflow.note_contact(file.referral, contact_id=contact_id, author=self._hand(file), **what),
                by=self._hand(file),
            )
        if done:
            file.attempts += result != ContactResult.REACHED
            file.reached |= result == ContactResult.REACHED

    @precondition(lambda self: self.files)
    @rule(
        data=st.data(),
        reason=st.sampled_from(ClosureReason.values),
        outcomes=some(Outcome.values),
        publics=some(["help", "disability"]),
        gp=st.sampled_from([True, False, None]),
    )
    def somebody_closes(self, data, reason, outcomes, publics, gp):
        self._close(self._any(data, OPEN), reason, outcomes, publics=publics, gp_declared_at_end=gp)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def somebody_reopens(self, data):
        file = self._any(data, CLOSED)
        if file.accompaniment and self._try(
            file.state == CLOSED, lambda: workflow.reopen(file.accompaniment, why="close trop tôt")
        ):
            file.state, file.reason = OPEN, ""

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def somebody_hands_over(self, data):
        file = self._any(data, OPEN)
        if file.accompaniment and self._try(
            file.state == OPEN,
            lambda: workflow.hand_over(file.accompaniment, body=self.officer.organisation, why="test"),
        ):
            file.handled = True

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def somebody_takes_back(self, data):
        """Always possible: what nobody else handles, such as what was closed in triage, stays as it was."""
        file = self._any(data, OPEN, CLOSED)
        if file.accompaniment:
            self._try(True, lambda: workflow.take_back(file.accompaniment, why="test"))
            file.handled = False

    @precondition(lambda self: self.files)
    @rule(data=st.data(), sex=st.sampled_from(["F", "M", ""]), birth=st.sampled_from(BIRTHS))
    def somebody_corrects_the_person(self, data, sex, birth):
        file = self._any(data, OPEN, CLOSED)
        if file.state in (OPEN, CLOSED):
            with acting_as(self.adviser, "test"):
                person = Person.objects.get(accompaniments=file.accompaniment)
                person.sex, person.birth_date = sex, birth and datetime.date.fromisoformat(birth)
                person.save()

    @rule(days=st.sampled_from([1, 180, 500, 560, 600]))
    def months_pass(self, days):
        """All dates move back instead; then comes the night in which what is due is erased."""
        past = datetime.timedelta(days=days)
        with acting_for(self.fund, "test"):
            Referral.objects.update(received_at=F("received_at") - past)
            Accompaniment.objects.update(opened_on=F("opened_on") - past, closed_on=F("closed_on") - past)
        self.the_night_erases()

    def the_night_erases(self):
        with acting_for(self.fund, "test"):
            due = {
                file.referral_id
                for file in Accompaniment.objects.filter(closed_on__isnull=False)
                if erase_on(file.closed_on) <= timezone.localdate()
            }
            self.erased += [facts_of(referral_id) for referral_id in due]
        assert erase_due_files(self.fund).files == len(due)
        self.files = [file for file in self.files if file.referral.pk not in due]
        assert erase_due_files(self.fund).files == 0

    # --- What must hold after each ----------------------------------------------------------------------------

    @invariant()
    def the_facts_say_what_the_files_say_and_remain_after_them(self):
        if not hasattr(self, "files"):
            return
        with acting_for(self.fund, "test"):
            expected = [row for file in self.files for row in facts_of(file.referral.pk)]
            expected += [row for facts in self.erased for row in facts]
            written = [row_of(ReferralFact, fact) for fact in ReferralFact.objects.all()]
            written += [row_of(AccompanimentFact, fact) for fact in AccompanimentFact.objects.all()]
        assert sorted(written, key=repr) == sorted(expected, key=repr)

    @invariant()
    def nobody_is_kept_without_a_file_and_no_file_is_lost(self):
        if not hasattr(self, "files"):
            return
        with acting_for(self.fund, "test"):
            assert set(Referral.objects.values_list("pk", flat=True)) == {file.referral.pk for file in self.files}
            assert not Person.objects.filter(accompaniments=None).exists()
            assert Contact.objects.count() == sum(
                Contact.objects.filter(referral=file.referral).count() for file in self.files
            )

    @invariant()
    def the_inbox_holds_who_waits_urgent_ones_first_then_the_oldest(self):
        if not hasattr(self, "files"):
            return
        with acting_as(self.adviser, "test"):
            shown = list(inbox(self.fund.pk))
        assert {referral.pk for referral in shown} == {f.referral.pk for f in self.files if f.state == WAITING}
        assert shown == sorted(shown, key=lambda referral: (not referral.urgent, referral.received_at))

    @invariant()
    def the_body_sees_the_files_it_was_entrusted_with_and_no_others(self):
        if not hasattr(self, "files"):
            return
        handled = {file.referral.pk for file in self.files if file.handled}
        with acting_as(self.officer, "test"):
            assert set(Referral.objects.values_list("pk", flat=True)) == handled
            assert set(Accompaniment.objects.values_list("referral_id", flat=True)) == handled
            persons = set(Accompaniment.objects.values_list("person_id", flat=True))
            assert set(Person.objects.values_list("pk", flat=True)) == persons

    @invariant()
    def the_detector_is_told_what_the_person_agreed_to_and_nothing_else(self):
        if not hasattr(self, "files"):
            return
        with acting_as(self.partner, "test"):
            sent = list(Referral.objects.all())
            told = follow_up(sent)
            assert Person.objects.count() == Accompaniment.objects.count() == Contact.objects.count() == 0
        assert {referral.pk for referral in sent} == {file.referral.pk for file in self.files}
        assert told == {file.referral.pk: told_of(file) for file in self.files if file.referral.feedback_consent}

    # --- With which means -------------------------------------------------------------------------------------

    def _any(self, data, *usual: str) -> File:
        """One of the files: most often one in a usual state, now and then any."""
        files = [file for file in self.files if file.state in usual]
        if not files or data.draw(st.integers(0, 4)) == 0:
            files = self.files
        return data.draw(st.sampled_from(files))

    def _hand(self, file: File):
        """Who works on the file: the body that handles it, else the fund."""
        return self.officer if file.handled else self.adviser

    def _open(self, file: File, person: Person | None, themes: list[str], allowed: bool = True) -> bool:
        made = self._try(
            allowed, lambda: workflow.accept(file.referral, adviser=self.adviser, person=person, themes=themes)
        )
        if made:
            file.state, file.accompaniment = OPEN, made
        return bool(made)

    def _close(self, file: File, reason: str, outcomes: list[str], **at_end) -> None:
        allowed = file.state == OPEN and (outcomes or reason not in SUCCESSES) and self._enough_attempts(file, reason)
        if file.accompaniment and self._try(
            allowed,
            lambda: workflow.close(file.accompaniment, reason=reason, outcomes=outcomes, **at_end),
            by=self._hand(file),
        ):
            file.state, file.reason = CLOSED, reason

    def _enough_attempts(self, file: File, reason: str) -> bool:
        return reason != ClosureReason.UNREACHABLE or file.attempts >= 2

    def _try(self, allowed: bool, write, by=None):
        """Do it; where the model does not allow it, the workflow must refuse and leave nothing behind."""
        with acting_as(by or self.adviser, "test"):
            if allowed:
                return write()
            before = self._events()
            with pytest.raises(Refused):
                write()
            assert self._events() == before
        return None

    def _events(self) -> int:
        models = (Referral, Person, Accompaniment, Contact)
        return sum(model.objects.count() + model.pgh_event_model.objects.count() for model in models)

    def _never_two_nirs(self, referral: Referral, matches) -> None:
        digest = referral.nir_digest and bytes(referral.nir_digest)
        for match in matches:
            theirs = match.person.nir_digest and bytes(match.person.nir_digest)
            assert digest is None or theirs in (None, digest)
            assert match.same_nir or len(match.agreeing) >= 3


def test_any_history_of_a_fund_leaves_facts_that_say_what_its_files_said():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    run_state_machine_as_test(
        Fund,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
