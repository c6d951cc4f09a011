"""The crane operator who could not go back up: how the social service helps him keep work."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces import PersonFile
from allervers.domain.social_service import groups, notes, plans, queries, sharing, workflow
from allervers.domain.social_service.models import SocialServiceFile, SocialServiceShare
from tests import factories, social_service

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_a_crane_operator_keeps_work_without_the_fund_reading_why():
    fund = factories.fund()
    service = social_service.service(fund)
    desk, worker = social_service.member(service, Role.SOCIAL_SERVICE_DESK), social_service.member(service)
    adviser, manager = factories.account(Role.ADVISER, at=fund), factories.account(Role.MANAGER, at=fund)
    operator = factories.person(fund, birth_name="Grutier", first_name="Driss")

    # His adviser asks on his behalf, for the base offer of today; the first level finds that he is known to the fund.
    asked = social_service.asked(
        adviser, fund, operator, axis="keeping_work", offer="keeping_work",
        what_for="Grutier, en arrêt depuis quatre mois : craint de ne plus pouvoir monter.",
    )  # fmt: skip
    with acting_as(desk, "test"):
        assert list(queries.waiting(desk)) == [asked]
        assert queries.known(asked).earlier == []
        file = workflow.answer(
            asked, key=uuid.uuid4(), by=desk, answer="booked", worker=worker, way="on_site",
            starts_at=timezone.now() + DAY,
        )  # fmt: skip

    # The plan: recognition as a disabled worker, training account, a period of immersion in another trade.
    with acting_as(worker, "test"):
        for what in ("Demander la RQTH à la MDPH", "Mobiliser le CPF", "PMSMP comme chef de manœuvre"):
            plans.add_step(file, what, key=uuid.uuid4(), author=worker)
        notes.write(file, "Il a le vertige depuis l’accident et n’ose pas le dire.", key=uuid.uuid4(), author=worker)
        by_video = workflow.plan(
            file, key=uuid.uuid4(), worker=worker, starts_at=timezone.now() + 8 * DAY, minutes=30, way="video"
        )
        together = groups.meet(
            service, key=uuid.uuid4(), author=worker, title="Après un long arrêt", axis="keeping_work",
            place="Salle 2", starts_at=timezone.now() + 3 * DAY, capacity=8,
        )  # fmt: skip
        groups.join(together, file)
        for step in file.steps.all():
            plans.do_step(step, result="obtenu")
        workflow.settle(by_video, "cancelled")
        sharing.share(
            file, "Il suit une formation et reprend en mars.", key=uuid.uuid4(), author=worker,
            agreed_on=timezone.localdate(),
        )  # fmt: skip
        workflow.settle(file.interviews.exclude(pk=by_video.pk).get(), "cancelled")
        assert plans.end(file, "goals_met").end_reason == "goals_met"

    # The adviser knows what he agreed to; the manager, that there was a contact; nobody of the fund, why.
    with acting_as(adviser, "test"):
        assert SocialServiceShare.objects.get().text == "Il suit une formation et reprend en mars."
    for account in (adviser, manager):
        with acting_as(account, "test"):
            assert not SocialServiceFile.objects.exists()
            pieces = PersonFile(operator)
            told = [(entry.title, entry.body) for entry in pieces.entries(pieces.names())]
            assert ("Service social : contact", "") in told
            assert not any("vertige" in f"{title} {body}" for title, body in told)
