"""Reading figures as one needs them: one public, another year, a region; the list behind a number; a spreadsheet."""

import datetime
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.figures import sheet
from allervers.domain.organisations.roles import Role
from tests import factories, prepared
from tests.domain.figures.files import closed, opened, received

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LAST_YEAR = TODAY.year - 1


@pytest.fixture
def manager(client):
    account = factories.account(Role.MANAGER)
    client.force_login(account)
    return account


@pytest.fixture
def analyst(client):
    account = factories.account(Role.NATIONAL_ANALYST)
    client.force_login(account)
    return account


def prepare():
    prepared.prepare(LAST_YEAR, LAST_YEAR - 1)


def a_day(year=LAST_YEAR, month=5):
    return datetime.date(year, month, 6)


def line(response, label):
    shown = [*response.context["key"], *(one for part in response.context["sections"] for one in part["lines"])]
    return next(one for one in shown if one.label == label)


def text(response):
    return response.content.decode()


class TestOnePublic:
    def test_only_its_files_are_counted_and_what_is_not_known_is_said(self, client, manager):
        for publics in (["disability"], [], []):
            closed(received(manager.organisation, a_day()), a_day(), publics=publics)
        page = client.get(reverse("manager:figures"), {"annee": LAST_YEAR, "public": "disability"})
        assert str(line(page, "Clôtures").value) == "1"
        assert "N’y figurent donc pas : Détections," in text(page)

    def test_a_public_that_does_not_exist_is_said_and_everybody_is_shown(self, client, manager):
        page = client.get(reverse("manager:figures"), {"annee": TODAY.year, "public": "rich"})
        assert "Choisissez un public de la liste." in text(page)
        assert page.context["public"] == ""


class TestAnotherPeriod:
    def test_the_same_period_of_any_year(self, client, manager):
        for year, count in ((LAST_YEAR - 3, 2), (LAST_YEAR, 3)):
            for _ in range(count):
                received(manager.organisation, a_day(year))
        asked = {"annee": LAST_YEAR, "mois": 5, "comparaison": LAST_YEAR - 3}
        page = client.get(reverse("manager:figures"), asked)
        assert page.context["former_period"] == f"mai {LAST_YEAR - 3}"
        assert (str(line(page, "Détections").value), str(line(page, "Détections").former)) == ("3", "2")

    def test_the_same_month_one_year_earlier(self, client, manager):
        page = client.get(reverse("manager:figures"), {"annee": 2024, "mois": 2, "comparaison": "un-an"})
        assert page.context["former_period"] == "février 2023"

    @pytest.mark.parametrize("name", ["manager:figures", "national:figures"])
    def test_what_cannot_be_compared_is_said(self, client, name):
        client.force_login(factories.account(Role.MANAGER if name.startswith("man") else Role.NATIONAL_ANALYST))
        prepared.prepare()
        page = client.get(reverse(name), {"annee": 2024, "comparaison": "hier"})
        assert page.status_code == 200
        assert "pour comparer." in text(page) or "de quoi comparer" in text(page)

    def test_the_nation_beside_any_year(self, client, analyst):
        prepared.prepare(LAST_YEAR, 2019)
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "comparaison": 2019})
        assert page.context["former_period"] == "2019"


class TestTheListBehind:
    def list_of(self, client, **asked):
        return client.get(reverse("manager:behind"), {"annee": LAST_YEAR} | asked)

    def test_it_has_as_many_lines_as_the_figure(self, client, manager):
        for reason in ("care_obtained", "abandoned", "abandoned"):
            closed(received(manager.organisation, a_day()), a_day(), reason)
        opened(received(manager.organisation, a_day()))
        closed(received(factories.fund(), a_day()), a_day())
        page = client.get(reverse("manager:figures"), {"annee": LAST_YEAR})
        behind = client.get(line(page, "Clôtures").url)
        assert len(behind.context["rows"]) == line(page, "Clôtures").value.number == 3
        chart = next(c for part in page.context["sections"] for c in part["charts"] if "motif" in c["caption"])
        abandoned = next(row for row in chart["rows"] if row["value"] == 2)
        assert len(client.get(abandoned["url"]).context["rows"]) == 2

    def test_each_line_opens_the_page_of_the_person(self, client, manager):
        file = closed(received(manager.organisation, a_day()), a_day())
        behind = text(self.list_of(client, indicateur="closures"))
        assert reverse("casework:person", args=[file.person_id]) in behind

    def test_a_referral_that_waits_opens_its_examination(self, client, manager):
        referral = received(manager.organisation, a_day())
        assert reverse("casework:triage", args=[referral.pk]) in text(self.list_of(client, indicateur="detections"))

    def test_of_a_share_those_who_have_it(self, client, manager):
        for reason in ("care_obtained", "abandoned"):
            closed(received(manager.organisation, a_day()), a_day(), reason)
        assert len(self.list_of(client, indicateur="success_share").context["rows"]) == 1

    @pytest.mark.parametrize("asked", [{}, {"indicateur": "salaries"}, {"indicateur": "closures_by_reason"}])
    def test_without_a_figure_there_is_no_list(self, client, manager, asked):
        page = self.list_of(client, **asked)
        assert page.status_code == 400
        assert "pas de liste derrière ce chiffre" in text(page)

    def test_who_does_not_see_persons_is_given_no_link(self, client):
        officer = factories.account(Role.PARTNERSHIP_OFFICER)
        client.force_login(officer)
        closed(received(officer.organisation, a_day()), a_day())
        page = client.get(reverse("manager:figures"), {"annee": LAST_YEAR})
        assert line(page, "Clôtures").url == ""
        assert self.list_of(client, indicateur="closures").status_code == 403

    def test_it_costs_the_same_whatever_its_length(self, client, manager, django_assert_max_num_queries):
        for _ in range(6):
            closed(received(manager.organisation, a_day()), a_day())
        with django_assert_max_num_queries(17):
            self.list_of(client, indicateur="closures")


class TestBeingPrepared:
    @pytest.mark.parametrize("asked", [{}, {"region": "76"}, {"public": "help"}])
    def test_the_page_says_so_and_asks_again_by_itself_and_a_file_is_not_given(self, client, analyst, asked):
        asked = {"annee": LAST_YEAR} | asked
        page, file = (client.get(reverse(f"national:{name}"), asked) for name in ("figures", "export"))
        assert "Cette page est en préparation." in text(page)
        assert (page.status_code, page["Refresh"], page["Retry-After"]) == (200, "30", "30")
        assert (file.status_code, file["Retry-After"]) == (503, "30")
        assert "Refresh" not in file
        prepare()
        page, file = (client.get(reverse(f"national:{name}"), asked) for name in ("figures", "export"))
        assert "en préparation" not in text(page)
        assert (page.status_code, file.status_code) == (200, 200)

    def test_no_page_of_several_funds_masks_anything_itself(self, client, analyst, monkeypatch):
        prepare()
        monkeypatch.setattr(sheet, "masks", None)
        for asked in ({}, {"region": "76"}, {"public": "help"}):
            for name in ("figures", "export"):
                assert client.get(reverse(f"national:{name}"), {"annee": LAST_YEAR} | asked).status_code == 200


class TestOneRegion:
    def test_the_last_edition_is_shown_until_the_next_and_says_of_when_it_is(self, client, analyst):
        fund = factories.fund(department="81")
        for _ in range(60):
            received(fund, a_day())
        prepare()
        asked = {"annee": LAST_YEAR, "region": "76"}
        received(fund, a_day())
        page = client.get(reverse("national:figures"), asked)
        assert str(line(page, "Détections").value) == "60"
        assert "comptés le" in text(page)
        prepare()
        assert str(line(client.get(reverse("national:figures"), asked), "Détections").value) == "61"

    def test_only_its_funds_are_counted_small_numbers_masked(self, client, analyst):
        tarn, other = factories.fund(department="81"), factories.fund(department="59")
        for fund, count in ((tarn, 55), (other, 60)):
            for place in range(count):
                received(fund, a_day(), *(("partner", "ccas") if place < 5 else ()))
        prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "region": "76"})
        assert "Chiffres de la région Occitanie" in text(page)
        assert str(line(page, "Détections").value) == "55"
        assert [row["fund"] for row in page.context["by_fund"]] == [tarn]
        charts = [c for part in page.context["sections"] for c in part["charts"] if c["caption"].endswith("détecteurs")]
        assert "non communiqué" in [row["display"] for chart in charts for row in chart["rows"]]

    def test_of_a_region_with_few_files_nothing_is_told(self, client, analyst):
        for department, count in (("81", 5), ("59", 60)):
            fund = factories.fund(department=department)
            for _ in range(count):
                received(fund, a_day())
        prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "region": "76"})
        assert "trop peu de saisines" in text(page)
        assert str(line(page, "Détections").value) == "non communiqué"
        # Shown, the only other region would tell it by subtraction from the nation's.
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "region": "32"})
        nation = client.get(reverse("national:figures"), {"annee": LAST_YEAR})
        shown = [str(line(each, "Détections").value) for each in (page, nation)]
        assert shown != ["60", "65"]

    def test_of_a_public_with_few_files_nothing_is_told_and_the_page_says_why(self, client, analyst):
        fund = factories.fund()
        for place in range(55):
            closed(received(fund, a_day()), a_day(), publics=["help"] if place < 49 else [])
        prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "public": "help"})
        assert "Trop peu de dossiers de ce public" in text(page)
        assert str(line(page, "Clôtures").value) == "non communiqué"
        assert "Trop peu" not in text(client.get(reverse("national:figures"), {"annee": LAST_YEAR}))

    def test_a_region_that_does_not_exist_is_said_and_the_nation_shown(self, client, analyst):
        prepared.prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "region": "99"})
        assert "Choisissez une région de la liste." in text(page)
        assert "Chiffres nationaux" in text(page)


class TestOnePublicOfTheNation:
    def test_only_its_files_are_counted_and_small_numbers_are_masked(self, client, analyst):
        fund = factories.fund()
        for publics, reason, count in (
            (["disability"], "care_obtained", 12),
            (["disability"], "abandoned", 3),
            ([], "abandoned", 14),
        ):
            for _ in range(count):
                closed(received(fund, a_day()), a_day(), reason, publics=publics)
        prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "public": "disability"})
        assert "Situation de handicap" in text(page)
        assert "Caisse par caisse" not in text(page)
        closures, successes = (line(page, label).value for label in ("Clôtures", "Succès"))
        # 15 less 12 would tell the 3 that were not successes.
        assert "non communiqué" in (str(closures), str(successes))
        file = client.get(reverse("national:export"), {"annee": LAST_YEAR, "public": "disability"})
        assert f"chiffres-france-disability-{LAST_YEAR}.csv" in file["Content-Disposition"]
        assert "France, situation de handicap;" in text(file)

    def test_a_region_and_a_public_at_once_are_refused_in_words(self, client, analyst):
        prepared.prepare()
        page = client.get(reverse("national:figures"), {"annee": LAST_YEAR, "public": "help", "region": "76"})
        assert "Un public seul se lit pour la France entière" in text(page)
        assert "Chiffres nationaux" in text(page)


class TestFiles:
    def content(self, response, name):
        return zipfile.ZipFile(io.BytesIO(response.content)).read(name).decode()

    def test_excel_holds_numbers_definitions_and_no_formula(self, client):
        fund = factories.fund(name="=1+1")
        client.force_login(factories.account(Role.MANAGER, at=fund))
        closed(received(fund, a_day()), a_day())
        file = client.get(reverse("manager:export"), {"annee": LAST_YEAR, "format": "xlsx"})
        assert "Nombre de dossiers clos" in self.content(file, "xl/sharedStrings.xml")
        sheet = self.content(file, "xl/worksheets/sheet1.xml")
        assert "<f>" not in sheet
        assert "<v>1</v>" in sheet

    def test_ods_holds_numbers_and_definitions(self, client, manager):
        closed(received(manager.organisation, a_day()), a_day())
        file = client.get(reverse("manager:export"), {"annee": LAST_YEAR, "format": "ods"})
        content = self.content(file, "content.xml")
        assert 'office:value="1"' in content
        assert 'table:name="Définitions"' in content

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
    def test_the_nation_leaves_masked_in_every_format(self, client, analyst, kind):
        for _ in range(5):
            received(factories.fund(), a_day())
        prepare()
        file = client.get(reverse("national:export"), {"annee": LAST_YEAR, "format": kind})
        part = {"xlsx": "xl/sharedStrings.xml", "ods": "content.xml"}.get(kind)
        assert "non communiqué" in (self.content(file, part) if part else file.content.decode())

    def test_another_format_does_not_exist(self, client, manager):
        assert client.get(reverse("manager:export"), {"format": "exe"}).status_code == 404
