"""Two advisers at the same moment: the second sees what the first has written."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from allervers.domain.accompaniment import workflow
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_reported_twice_and_accepted_twice_at_once_is_compared_first():
    first, second = (factories.account(Role.ADVISER, at=at) for at in [factories.fund()] * 2)
    one, other = (factories.referral(first.organisation) for _ in range(2))
    answers = []

    def accept_the_other():
        client = Client()
        client.force_login(second)
        sent = {"what": "accept", "accept-identity": "new", "accept-themes": ["rights"]}
        answers.append(client.post(reverse("casework:triage", args=[other.pk]), sent).content.decode())
        connection.close()

    colleague = threading.Thread(target=accept_the_other)
    with acting_as(first, "test"):
        workflow.accept(one, adviser=first, person=None, themes=["rights"])
        colleague.start()
        colleague.join(0.7)  # the colleague's answer waits for this block to end
        assert not answers
    colleague.join()
    assert "vient d’être ajoutée" in answers[0]
    with acting_as(first, "test"):
        assert Person.objects.count() == 1
