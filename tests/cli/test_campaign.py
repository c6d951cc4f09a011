"""`allervers campaign`, from the text to the result, for real."""

import json
import os
from pathlib import Path

import pytest
from django.utils import timezone

from tests import carriers, factories
from tests.domain.campaigns.made import LETTER, file_of, line
from tests.processes import commands

pytestmark = pytest.mark.django_db(transaction=True)
# The tests' own database, which runs already.
INSTALLATION = Path(os.environ["ALLERVERS_DATA"])


@pytest.fixture
def mail():
    with carriers.mail_server() as carrier:
        yield carrier


@pytest.fixture
def command(mail):
    with commands(INSTALLATION, ALLERVERS_EMAIL_URL=mail.url) as run:
        yield run


def test_a_campaign_from_its_text_to_its_result(command, mail, tmp_path):
    fund = factories.fund()
    text = tmp_path / "lettre.md"
    text.write_text(LETTER)

    def said(*arguments):
        answer = command(*arguments, "--json")
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    def refused(*arguments):
        answer = command(*arguments)
        assert (answer.returncode, answer.stdout) == (2, "")
        (sentence,) = answer.stderr.splitlines()
        return sentence

    create = ("campaign", "create", "c2s automne", "--fund", fund.code, "--template", str(text))
    assert said(*create, "--channels", "email", "--holdout", "0.5", "--seed", "7")["seed"] == 7
    assert "pas d’audience" in refused("campaign", "freeze", "c2s automne")

    lines = [line(number) for number in range(1, 41)]
    bad = file_of(tmp_path, [*lines, line(41, email="zoe"), line(42, phone="x")], name="bad.csv")
    sentence = refused("campaign", "audience", "c2s automne", str(bad))
    assert sentence.startswith("bad.csv, ligne 42, email : adresse électronique non reconnue")
    assert sentence.endswith("(et 1 autres anomalies)")
    audience = file_of(tmp_path, [*lines, line(41, opposed="true")])
    seen = said("campaign", "audience", "c2s automne", str(audience))
    assert (seen["audience"], seen["treated"], seen["holdout"], seen["excluded"]["opposed"]) == (41, 20, 20, 1)
    assert said("campaign", "freeze", "c2s automne")["digest"] == seen["digest"]

    done = said("campaign", "send", "c2s automne", "--until-done")
    assert (done["planned"], done["sent"], done["waiting"]) == (20, 20, 0)
    assert len(set(mail.ids())) == len(mail.taken) == 20
    outcomes = tmp_path / "outcomes.csv"
    opened = {message["to"].removeprefix("p").split("@")[0] for message in mail.taken[:8]}
    outcomes.write_text("person_ref;on\n" + "".join(f"{number};{timezone.localdate()}\n" for number in opened))
    assert said("campaign", "outcomes", "c2s automne", str(outcomes))["kept"] == 8
    result = said("campaign", "result", "c2s automne", "--days", "90")
    assert (result["sent"], result["rate_treated"], result["rate_holdout"]) == (20, 0.4, 0)
    assert result["low"] > 0
    words = command("campaign", "result", "c2s automne")
    assert "Le résultat se lira après le" in words.stdout, "whoever looks too early takes chance for an effect"
    assert "40" not in words.stdout
    assert not any("exemple.invalid" in said for said in (words.stdout, words.stderr))
