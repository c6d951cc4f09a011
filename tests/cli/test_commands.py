"""The commands of figures, retention and accounts."""

import json

import pytest

from allervers.cli import account, figures, retention
from allervers.config.local import Unusable
from allervers.domain.organisations.models import User
from tests.processes import allervers, commands


def test_an_installation_gets_its_first_account_and_counts_from_nothing(tmp_path, new_installation):
    """For real, on an installation of their own."""
    new_installation(tmp_path)
    who = ["--username", "premiere", "--role", "administrator", "--organisation", "811"]
    created = allervers("account", "create", *who, "--json", folder=tmp_path)
    assert created.returncode == 0, created.stderr
    assert len(json.loads(created.stdout)["password"]) == 19

    with commands(tmp_path) as run:
        again = run("account", "create", *who, "--json")
        assert (again.returncode, again.stdout, again.stderr.count("\n")) == (2, "", 1)
        assert "--username" in again.stderr

        counted = run("figures", "--year", "2024", "--fund", "811", "--json")
        values = json.loads(counted.stdout)
        assert (values["detections"], values["success_share"]) == (0, None)

        old = run("figures", "--year", "2024", "--fund", "012", "--json")
        assert (old.returncode, old.stdout, old.stderr.count("\n")) == (2, "", 1)
        assert "n'est plus en usage" in old.stderr

        assert run("retention", "show").stdout == "Aucun dossier clos, aucune détection.\n"
        assert json.loads(run("retention", "run", "--json").stdout) == []


@pytest.mark.django_db
def test_an_unknown_fund_is_refused():
    with pytest.raises(Unusable, match="aucune caisse n'a ce code"):
        figures._values(2024, "999")
    with pytest.raises(Unusable, match="aucune caisse n'a ce code"):
        retention._funds("999")
    with pytest.raises(Unusable, match="aucune caisse n'a ce code"):
        figures._values(2024, "cnam")  # an organisation, but no fund


@pytest.mark.django_db
def test_figures_of_a_region_and_of_one_public():
    with pytest.raises(Unusable, match="région inconnue"):
        figures._values(2024, "", region="99")
    with pytest.raises(Unusable, match="public inconnu"):
        figures._values(2024, "", public="tout-petits")
    young = figures._values(2024, "", region="76", public="under_25")
    assert young["closures"] == 0
    assert "detections" not in young
    assert young["change_from_year_before"]["closures_by_reason"]["declined"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": "chef"}, "rôle inconnu"),
        ({"role": "partner"}, "n'existe pas dans cet organisme"),
        ({"role": "internal_detector"}, "--service"),
        ({"code": "000"}, "aucun organisme"),
        ({"code": "012"}, "aucun organisme en activité"),
        ({"username": "deux mots"}, "--username"),
        ({"username": ""}, "--username"),
        ({"email": "sans arobase"}, "--email"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_words(change, sentence):
    details = {"first_name": "", "last_name": "", "email": change.pop("email", ""), "detector_category": ""}
    with pytest.raises(Unusable, match=sentence):
        account._create(**{"username": "autre", "role": "adviser", "code": "811", "details": details, **change})
    assert not User.objects.exists()
