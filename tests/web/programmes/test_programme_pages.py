"""The page of programmes: what a fund sees of its own, what the nation is told, and what it is not."""

import datetime

import pytest
from django.urls import reverse

from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.programmes import answers, parcels_file, ticks, waves, withdrawals, workflow
from allervers.population import tables
from tests import factories
from tests.population.people import save, written

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 6, 1)
OF_FUND, OF_NATION = "programmes:of-fund", "programmes:of-nation"


def page(client, route, role, at=None):
    client.force_login(factories.account(role, at=at))
    return client.get(reverse(route))


def fund(code):
    return Organisation.objects.get(code=code)


def numbers(response, name):
    """What the page tells of a programme: label (and what stands below it) → number, null where it is hidden."""
    (told,) = [each for each in response.context["all"] if each.programme.name == name]
    return {(line.label, line.under) if line.under else line.label: line.number for line in told.lines}


def in_file(folder, header, *lines):
    file = folder / "fichier.csv"
    file.write_text("\n".join([header, *lines, ""]))
    return file


def flu(folder, ages=14, diseases=3, withdrawn=12):
    """Vouchers of two funds: of 811 all but the last, which is of 311."""
    people = [{"birth_date": D(1950, 1, 1)}] * ages + [{"ald": True}] * diseases
    source = written(folder / "flu", people)
    home = {"territory": "metropole", "rsa": False}
    codes = ["811"] * (len(people) - 1) + ["311"]
    homes = [home | {"household_id": place, "fund_code": code} for place, code in enumerate(codes, 1)]
    save(source, tables.HOUSEHOLDS, homes)
    programme = workflow.open_programme("grippe 2025", "flu", "", source, D(2025, 10, 14))
    waves.run(programme, 1, D(2025, 10, 14), folder)
    (file,) = (folder / "vague-001").iterdir()
    given = [line.split(";")[6] for line in file.read_text().splitlines()[1:]]
    lines = [f"{code};2025-11-01;P1" for code in given[:withdrawn]]
    withdrawals.bring_in(programme, in_file(folder, "code;withdrawn_on;pharmacy", *lines), TODAY)
    return programme


@pytest.mark.parametrize(("route", "role"), [(OF_FUND, Role.MANAGER), (OF_NATION, Role.NATIONAL_ANALYST)])
def test_without_a_programme_the_page_says_how_one_is_opened(client, route, role):
    shown = page(client, route, role).content.decode()
    assert "Aucun programme n’est ouvert" in shown
    assert shown.count("allervers programme open") == 1


@pytest.mark.parametrize(
    ("route", "role", "status"),
    [
        *((OF_FUND, role, 200) for role in (Role.ADVISER, Role.MANAGER, Role.PARTNERSHIP_OFFICER)),
        *((OF_FUND, role, 403) for role in (Role.NATIONAL_ANALYST, Role.RIGHTS_OFFICER, Role.PARTNER)),
        *((OF_NATION, role, 403) for role in (Role.MANAGER, Role.ADVISER, Role.ADMINISTRATOR)),
        (OF_NATION, Role.NATIONAL_ANALYST, 200),
    ],
)
def test_who_reads_it_finds_it_in_the_menu(client, route, role, status):
    answer = page(client, route, role)
    assert answer.status_code == status
    if status == 200:
        entries = [entry.url for group in answer.context["menu"] for entry in group.entries if entry.current]
        assert entries == [reverse(route)]


def test_a_fund_reads_its_own_numbers_whole_and_nothing_of_another(client, tmp_path):
    flu(tmp_path)
    own = page(client, OF_FUND, Role.MANAGER, at=fund("811"))
    told = numbers(own, "grippe 2025")
    assert (told["Bons envoyés"], told["Vaccins retirés avec un bon"]) == (16, 12)
    assert (told["À l’âge visé", "Vaccins retirés"], told["Plus jeunes, en ALD", "Bons envoyés"]) == (12, 2)
    assert "Population" not in told, "who is of the fund and in no wave is not known"
    assert [wave.taken for wave in own.context["all"][0].waves] == [None], "nor is the size of the whole wave its own"
    shown = own.content.decode()
    assert "saison 2025-2026" in shown
    assert "75,0\u202f%" in shown or "75,0\u00a0%" in shown
    assert "47,8" in shown
    other = numbers(page(client, OF_FUND, Role.MANAGER, at=fund("311")), "grippe 2025")
    assert (other["Bons envoyés"], other["Vaccins retirés avec un bon"]) == (1, 0)
    nobody = numbers(page(client, OF_FUND, Role.MANAGER, at=fund("011")), "grippe 2025")
    assert set(nobody.values()) == {0}


def test_the_nation_is_told_no_small_number_nor_what_gives_one_away(client, tmp_path):
    flu(tmp_path)
    answer = page(client, OF_NATION, Role.NATIONAL_ANALYST)
    told = numbers(answer, "grippe 2025")
    assert (told["Population"], told["Bons envoyés"]) == (17, 17)
    assert told["Plus jeunes, en ALD", "Bons envoyés"] is None
    assert told["À l’âge visé", "Bons envoyés"] is None, "17 less 14 would tell the three"
    assert told["Vaccins retirés avec un bon"] is None, "17 less 12 would tell who has not come"
    assert not [number for number in told.values() if number in range(1, 11)]
    assert [wave.taken for wave in answer.context["all"][0].waves] == [17]
    shown = answer.content.decode()
    assert "Non communiqué" in shown
    assert "70,6" not in shown, "nor the share that says it"


def test_the_nation_is_told_of_large_numbers_as_they_are(client, tmp_path):
    flu(tmp_path, ages=40, diseases=30, withdrawn=55)
    answer = page(client, OF_NATION, Role.NATIONAL_ANALYST)
    told = numbers(answer, "grippe 2025")
    assert (told["Bons envoyés"], told["Vaccins retirés avec un bon"], told["Personnes sans envoi"]) == (70, 55, 0)
    assert (told["À l’âge visé", "Bons envoyés"], told["Plus jeunes, en ALD", "Bons envoyés"]) == (40, 30)
    assert told["À l’âge visé", "Vaccins retirés"] is None or told["À l’âge visé", "Vaccins retirés"] == 40
    assert "78,6" in answer.content.decode()


def test_each_kind_stands_with_its_waves_and_its_own_counters(client, tmp_path):
    source = written(tmp_path / "mes", [{}] * 12 + [{"contact": "none"}])
    mes = workflow.open_programme("mes pilote", "mes", "pilot", source, D(2021, 9, 1))
    waves.run(mes, 1, D(2021, 9, 1), tmp_path / "mes-out")
    answers.bring_in(
        mes, in_file(tmp_path, "person_id;kind;received_on;channel;code", "1;opposition;2021-09-12;paper;"), TODAY
    )
    ticks.tick(mes, D(2021, 10, 11))
    covered = written(tmp_path / "masks", [{"c2s_class": "free", "c2s_until": None}] * 2)
    masks = workflow.open_programme("masques", "masks", "", covered, D(2020, 10, 1))
    waves.run(masks, 1, D(2020, 10, 6), tmp_path / "masks-out")
    parcels_file.bring_in(
        masks, in_file(tmp_path, "household_id;kind;received_on;reason", "1;not_received;2020-11-20;"), TODAY
    )
    waiting = workflow.open_programme("grippe 2024", "flu", "", covered, D(2024, 10, 15))
    own = page(client, OF_FUND, Role.ADVISER, at=fund("811"))
    shown = own.content.decode()
    assert "Espaces créés le 11" in shown
    assert "Aucune vague n’est encore partie." in shown
    told = numbers(own, "mes pilote")
    assert (told["Personnes informées"], told["Opposée, pas d’espace"], told["Espace créé sans opposition"]) == (
        12,
        1,
        11,
    )
    assert told["Courrier revenu (NPAI)", "Personnes exclues"] == 1
    told = numbers(own, "masques")
    assert (told["Colis envoyés"], told["Colis dits pas reçus"], told["Colis à retirer au CCAS ou au CIAS"]) == (
        2,
        1,
        1,
    )
    told = numbers(page(client, OF_NATION, Role.NATIONAL_ANALYST), "mes pilote")
    assert not [number for number in told.values() if number in range(1, 11)]
    assert told["Personnes informées"] is None, "13 persons less 12 would tell who was excluded"
    assert not waiting.waves.exists()
