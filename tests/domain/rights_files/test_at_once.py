"""Two people at the same file, the same form sent twice, a server that is killed: done once, whole, or not at all."""

import datetime
import json
import os
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.documents import storage
from allervers.domain.documents import workflow as documents
from allervers.domain.documents.models import Document
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, papers, person_links, supplying, workflow
from allervers.domain.rights_files.codes import LetterKind, Status
from allervers.domain.rights_files.models import Decision, Letter, RightsFile, SuppliedPaper
from allervers.law import Situation
from tests import factories, processes
from tests.rights_files import asked, deposit, keep, situation

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()

IS_KILLED = """
import json, os, signal, sys
import django
django.setup()
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.rights_files import deciding, letters, supplying, workflow
from allervers.domain.rights_files.models import RightsFile
asked = json.loads(sys.stdin.readline())

def kill(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

account = User.objects.get(pk=asked["account"])
with acting_as(account, "test"):
    file = RightsFile.objects.get(pk=asked["file"])
    if asked["what"] == "upload":
        from tests.rights_files import keep
        supplying.papers_came = kill
        supplying.supply(file, keep(account, file), supplying.Handed("ame_identity", "p1"), author=account)
    else:
        letters.write = kill
        deciding.decide(file, "accepted", workflow.Asked(account, why="Le foyer reçoit le RSA."))
"""


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def killed(officer, file, what):
    """A server of its own that does it, and is killed before its transaction ends."""
    more = {"DJANGO_SETTINGS_MODULE": "allervers.config.settings"}
    process = processes.python(IS_KILLED, Path(os.environ["ALLERVERS_DATA"]), **more)
    process.communicate(json.dumps({"account": officer.pk, "file": str(file.pk), "what": what}) + "\n", timeout=120)
    assert process.returncode == -9


def both(act):
    """Twice at the same moment; what each gave, or what it was refused with."""
    start = threading.Barrier(2)

    def one(place):
        try:
            start.wait(timeout=30)
            return act(place)
        except workflow.Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        return list(several.map(one, range(2)))


def test_of_two_officers_who_decide_at_once_the_second_is_told_and_nothing_is_written_over(officer):
    colleague = factories.account(Role.RIGHTS_OFFICER, at=officer.organisation)
    file = deposit(officer, "c2s")
    said = [("accepted", "Le foyer reçoit le RSA."), ("refused", "Autre avis.")]

    def decide(place):
        account = (officer, colleague)[place]
        with acting_as(account, "test"):
            return deciding.decide(file, said[place][0], asked(account, said[place][1]))

    answers = both(decide)
    refused = [each for each in answers if isinstance(each, workflow.Refused)]
    assert [str(each) for each in refused] == ["Ce dossier est décidé : il est déjà terminé."]
    with acting_as(officer, "test"):
        decision = Decision.objects.get()
        assert (decision.outcome, decision.reason) in said
        assert Letter.objects.filter(kind=LetterKind.DECISION).count() == 1


def test_the_same_deposit_twice_at_once_is_one_file(officer):
    key = uuid.uuid4()

    def send(_):
        file = RightsFile(
            id=key, fund=officer.organisation, right="ame", channel="desk", received_on=TODAY, birth_name="Fictif",
            first_name="Awa", birth_date=datetime.date(1990, 5, 4), situation=situation("ame", TODAY),
            deposit_digest="test",
        )  # fmt: skip
        file.set_nir("")
        with acting_as(officer, "test"):
            return workflow.deposit(file, Situation.from_dict(file.situation), author=officer)

    answers = both(send)
    assert sorted(new for _, new in answers) == [False, True]
    assert len({file.reference for file, _ in answers}) == 1
    with acting_as(officer, "test"):
        assert RightsFile.objects.count() == Letter.objects.count() == 1


def test_a_code_that_is_opened_twice_at_once_is_one_visit(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        code, _ = person_links.give(file)
    answers = both(lambda _: person_links.open_with(code, datetime.date(1990, 5, 4)))
    assert answers[0] is not None
    assert answers[0] == answers[1]
    with acting_as(officer, "test"):
        assert file.personlinks.count() == 2  # the one that was given, and the one to come back with


def test_killed_in_the_middle_of_an_upload_nothing_is_half_there_and_it_can_be_sent_again(officer):
    file = deposit(officer)
    stored = set(storage.names())
    killed(officer, file, "upload")
    with acting_as(officer, "test"):
        assert Document.objects.count() == SuppliedPaper.objects.count() == 0
    (left,) = set(storage.names()) - stored  # stored first: no row ever names what is not there
    documents.sweep(timezone.now() + datetime.timedelta(minutes=1))
    assert left not in set(storage.names())
    with acting_as(officer, "test"):
        supplying.supply(file, keep(officer, file), supplying.Handed("ame_identity", "p1"), author=officer)
        assert documents.check(whole=True) == documents.Check(1, (), ())
        assert {line.required.code for line in papers.lines(file) if line.supplied} == {"ame_identity"}


def test_killed_in_the_middle_of_a_decision_nothing_is_decided_and_it_can_be_done_again(officer):
    file = deposit(officer, "c2s")
    killed(officer, file, "decision")
    with acting_as(officer, "test"):
        assert Decision.objects.count() == CoveragePeriod.objects.count() == 0
        assert RightsFile.objects.get().status == Status.DEPOSITED
        deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
        assert Decision.objects.count() == CoveragePeriod.objects.count() == 1
        assert Letter.objects.filter(kind=LetterKind.DECISION).count() == 1
