"""agreements.csv: every line is kept as it says, once; a line that cannot be read refuses the file, with its field."""

import datetime

import pytest

from allervers.domain.figures.facts.agreement_year import AgreementYearFact
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import changes, values
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.organisations.models import Organisation
from allervers.domain.partners.agreements_file import bring_in
from allervers.domain.partners.models import Agreement

pytestmark = pytest.mark.django_db

HEADER = "agreement_id;fund_code;network;kind;signed_on;ends_on;partner_name;siret"
TODAY = datetime.date(2025, 2, 15)
CAF = "C-1;811;caf;national;2022-03-04;2025-03-03;Caf du Tarn;732 829 320 00074"
CROIX_ROUGE = "C-2;811;Croix-Rouge Française;local;2023-12-31;;Unité locale d'Albi;"
BUS = "C-3;811;Bus bleu;tripartite;2024-01-10;2024-12-30;Le Bus bleu \\ Carsat;"
ELSEWHERE = "C-1;751;caf;national;2024-06-07;2024-12-31;;"


@pytest.fixture
def fund():
    return Organisation.objects.get(code="811")


@pytest.fixture
def brought_in(tmp_path):
    def bring(*lines: str, **options):
        path = tmp_path / "agreements.csv"
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return bring_in(path, TODAY, lambda *told: None, **options)

    return bring


def test_lines_are_kept_once_as_they_say_and_counted_by_network(fund, brought_in):
    tried = brought_in(CAF, CROIX_ROUGE, dry_run=True)
    assert (tried.lines, tried.new) == (2, 2)
    with acting_for(fund, "test"):
        assert not Agreement.objects.exists()

    report = brought_in(CAF, CROIX_ROUGE, BUS, ELSEWHERE)
    assert (report.new, report.changed, report.unchanged, report.doubts) == (4, 0, 0, [])
    assert report.unknown_words == {"network": {"Bus bleu": 1}}
    with acting_for(fund, "test"):  # the line of another fund is not seen
        caf, bus, croix_rouge = Agreement.objects.all()
        assert [event.pgh_context["why"] for event in caf.events.all()] == ["import de agreements.csv"]
    caf, bus = (caf, bus) if caf.network == "caf" else (bus, caf)
    assert (caf.siret, caf.ends_on, caf.partner_name) == ("73282932000074", datetime.date(2025, 3, 3), "Caf du Tarn")
    assert (croix_rouge.network, croix_rouge.ends_on) == ("croix_rouge", None)
    assert (bus.network, bus.partner_name) == ("Bus bleu", "Le Bus bleu \\ Carsat")

    with seeing_nation("test"):
        now, since = (values(year(number))["agreements_by_network"] for number in (2024, 2023))
        evolution = changes(year(2024), year(2023))["agreements_by_network"]
        assert values(year(2021))["agreements_by_network"]["caf"] is None, "nothing is known of that day"
        assert values(year(2052))["agreements_by_network"]["croix_rouge"] == 1, "it was signed without an end"
    assert {network: funds for network, funds in now.items() if funds} == {"caf": 2, "croix_rouge": 1}, (
        "one that ends on the 30th is not in force on the 31st; the last day is"
    )
    assert (since["caf"], since["croix_rouge"], since["emmaus"]) == (1, 1, 0)
    assert (evolution["caf"], evolution["croix_rouge"], evolution["emmaus"]) == (1, 0, 0)

    again = brought_in(CAF, CROIX_ROUGE, BUS.replace("2024-12-30", "2025-12-31"), ELSEWHERE)
    assert (again.new, again.changed, again.unchanged) == (0, 1, 3)
    with acting_for(fund, "test"):
        assert values(year(2024), fund.pk)["agreements_by_network"]["other"] == 1
        days = AgreementYearFact.objects.filter(network="other").values_list("in_force_on", flat=True)
        assert sorted(day.year for day in days) == [2024, 2025]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (CAF.replace("2025-03-03", "2022-03-03"), "ligne 3, ends_on : la convention finirait avant d'être signée"),
        (CAF.replace("2022-03-04", "2025-03-04"), "ligne 3, signed_on : 2025-03-04 est dans le futur"),
        (CAF.replace("2025-03-03", "2025-02-30"), "ligne 3, ends_on : « 2025-02-30 » n'est pas reconnu"),
        (CAF.replace("national", "regional"), "ligne 3, kind : « regional » n'est pas reconnu"),
        (CAF.replace(";811;", ";999;"), "ligne 3, fund_code"),
        (CAF.replace(";caf;", ";;"), "ligne 3, network : le champ est vide"),
        (CAF.replace("00074", "00075"), "ligne 3, siret : « 732 829 320 00075 » n'est pas un SIRET"),
        (CAF.replace("732 829 320 00074", "1 84 03 75 116 001 76"), "ligne 3, siret : valeur non reconnue"),
        (CAF.replace("Caf du Tarn", "1 84 03 75 116 001 76"), "ligne 3, partner_name : valeur non reconnue"),
        (CROIX_ROUGE, "ligne 3, agreement_id : déjà à la ligne 2 pour cette caisse"),
    ],
)
def test_a_line_that_cannot_be_refuses_the_file(fund, brought_in, wrong, said):
    report = brought_in(CROIX_ROUGE, wrong)
    assert report.refusals.total == 1
    assert said in report.refusals.sentences()[0]
    with acting_for(fund, "test"):
        assert not Agreement.objects.exists()
