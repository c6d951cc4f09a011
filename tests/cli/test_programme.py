"""`allervers programme`, as programs call it."""

import json
import os
from pathlib import Path

import pytest

from tests.population.people import written
from tests.processes import commands

pytestmark = pytest.mark.django_db(transaction=True)
INSTALLATION = Path(os.environ["ALLERVERS_DATA"])  # the tests' own database, which runs already


def test_programmes_from_their_opening_to_their_figures(tmp_path):
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

        # Masks: the same commands, and two of their own.
        covered = written(tmp_path / "covered", [{"c2s_class": "free", "c2s_until": None}, {}])
        said("open", "masques", "--kind", "masks", "--population", str(covered), "--date", "2026-01-01")
        parcels = ("wave", "masques", "--number", "1", "--to", str(notices), "--date")
        closed = said(*parcels, "2020-09-30")
        assert (closed["persons"], closed["notified"]) == (0, 0)
        assert "la suivante : 2020-10-06" in closed["remarks"][0]
        assert said(*parcels, "2020-10-06")["parcels"]["masks"] == 6
        learned = tmp_path / "parcels.csv"
        learned.write_text("household_id;kind;received_on;reason\n1;not_received;2020-11-20;\n")
        assert said("parcels", "masques", str(learned))["kept"] == 1
        assert said("collect", "masques", "--to", str(tmp_path / "list.csv"))["parcels"] == 1
        assert "n’est pas pour un programme « Masques »" in refused("answers", "masques", str(answers))

        # Flu: the same again, withdrawals and reminders.
        invited = written(tmp_path / "invited", [{"ald": True}, {"ald": True}, {}])
        flu = ("--kind", "flu", "--population", str(invited), "--date")
        assert said("open", "grippe", *flu, "2025-10-14")["season"] == "2025-2026"
        assert "aucune saison de vaccination" in refused("open", "autre", *flu, "2026-06-15")
        assert "a déjà son programme, « grippe »" in refused("open", "autre", *flu, "2025-12-01")
        vouchers = ("wave", "grippe", "--number", "1", "--to", str(notices), "--date")
        assert "liste vide" in said(*vouchers, "2026-06-15")["remarks"][0]
        gone = said(*vouchers, "2025-10-14")
        assert (gone["persons"], gone["vouchers"]["sent"], gone["remarks"]) == (2, 2, [])
        (file,) = Path(gone["folder"]).glob("vague-001/bons-*.csv")
        code = file.read_text().splitlines()[1].split(";")[6]
        used = tmp_path / "withdrawals.csv"
        used.write_text(f"code;withdrawn_on;pharmacy\n{code};2025-11-03;P1\nX;2025-11-03;P1\n")
        kept = said("withdrawals", "grippe", str(used))
        assert (kept["kept"], kept["unknown"], len(kept["told"])) == (1, 1, 1)
        reminders = ("remind", "grippe", "--to", str(tmp_path / "relances.csv"), "--date")
        assert said(*reminders, "2025-11-14")["reminders"] == 1
        assert "n’est pas de la saison 2025-2026" in refused(*reminders, "2026-06-15")
        own = said("figures", "grippe", "--fund", "811")
        assert (own["population"], own["vouchers"]["coverage"], own["vouchers"]["reminded"]) == (None, 0.5, 1)
        assert said("figures", "grippe", "--fund", "311")["vouchers"]["coverage"] is None
        assert "caisse inconnue" in refused("figures", "grippe", "--fund", "000")
        in_words = command("programme", "figures", "grippe")
        assert "2 bons, 1 vaccins retirés (50,0 % ; À l’âge visé : sans objet" in in_words.stdout, in_words.stderr
        assert "n’est pas pour un programme « Vaccination" in refused("collect", "grippe", "--to", str(used))
    assert {name: seen[name] for name in ("population", "notified", "activated", "opposed", "created", "closed")} == {
        "population": 3, "notified": 2, "activated": 0, "opposed": 1, "created": 1, "closed": 0,
    }  # fmt: skip
    assert seen["excluded"]["returned_mail"] == 1
    assert seen["codes"] == {"issued": 2, "used": 0, "expired": 2}
    assert seen["by_channel"]["paper"]["opposition"] == 1
