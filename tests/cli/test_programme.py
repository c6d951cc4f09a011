"""`allervers programme`, as programs call it."""

import json
import os
from pathlib import Path

import pytest

from tests.population.people import written
from tests.processes import commands

pytestmark = pytest.mark.django_db(transaction=True)
INSTALLATION = Path(os.environ["ALLERVERS_DATA"])  # the tests' own database, which runs already


def test_a_programme_from_its_opening_to_its_figures(tmp_path):
    source, notices = written(tmp_path / "population", [{}, {}, {"contact": "none"}]), tmp_path / "avis"
    notices.mkdir()
    answers = tmp_path / "answers.csv"
    with commands(INSTALLATION) as command:

        def said(*arguments):
            answer = command("programme", *arguments, "--json")
            assert answer.returncode == 0, answer.stderr
            return json.loads(answer.stdout)

        def refused(*arguments):
            answer = command("programme", *arguments)
            assert (answer.returncode, answer.stdout) == (2, "")
            (sentence,) = answer.stderr.splitlines()
            return sentence

        opening = ("open", "pilote", "--kind", "mes", "--phase", "pilot", "--population", str(source))
        assert said(*opening, "--date", "2021-08-30")["population"] == 3
        wave = ("wave", "pilote", "--number", "1", "--date", "2021-09-01", "--to", str(notices))
        assert said(*wave)["notified"] == 2
        answers.write_text("person_id;kind;received_on;channel;code\n1;opposition;2021-09-12;paper;\n")
        assert said("tick", "pilote", "--date", "2021-10-11")["created"] == 2
        assert said("answers", "pilote", str(answers))["kept"] == 1
        answers.write_text("person_id;kind;received_on;channel;code\n1;opposition;12/09/2021;paper;\n")
        assert "ligne 2, received_on" in refused("answers", "pilote", str(answers))
        seen = said("figures", "pilote")
    assert {name: seen[name] for name in ("population", "notified", "activated", "opposed", "created", "closed")} == {
        "population": 3, "notified": 2, "activated": 0, "opposed": 1, "created": 1, "closed": 0,
    }  # fmt: skip
    assert seen["excluded"]["returned_mail"] == 1
    assert seen["codes"] == {"issued": 2, "used": 0, "expired": 2}
    assert seen["by_channel"]["paper"]["opposition"] == 1
