"""What a report says, and what it leaves out."""

import json

import pytest

from allervers.domain.figures.centres import Centre
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.shapes import WHOLE
from allervers.population.diagnosis.ended import read, section
from allervers.population.files import Refused
from allervers.publishing.document import Chart, plain
from allervers.publishing.ended import DEFINITION, written
from allervers.report.content import NOT_COUNTED, compose
from allervers.report.content.ended import by_age, by_cause
from allervers.report.content.rights_files import delays, papers
from tests.report import invented

SECTIONS = [
    *("Les grands chiffres", "Les détections", "Les clôtures", "Les gains", "Les accompagnements aux soins"),
    *("Les accompagnements hors soins", "Les profils des publics accompagnés"),
    *(
        "Les ruptures de droits",
        "Les dossiers de droits",
        "Le partenariat",
        "Rendez-vous",
        "Actions d'aller-vers",
        "Conclusion",
    ),
]


def everything(report):
    return " ".join(
        plain(text) for page in report.pages for text in [*page.sentences, *(card.comment for card in page.cards)]
    )


def test_sections_are_those_of_the_report_on_2024_in_its_order():
    assert [section.title for section in invented.usual().sections] == SECTIONS


def test_each_section_has_the_pages_of_the_report_on_2024():
    titles = {section.title: [page.title for page in section.pages] for section in invented.usual().sections}
    assert [len(pages) for pages in titles.values()] == [1, 7, 1, 1, 6, 3, 6, 2, 4, 2, 2, 4, 1]
    said = everything(invented.usual())
    assert "deux thématiques ou plus (accompagnement à 360°)" in said
    assert said.count("Thématique la plus fréquente") == 2


def test_no_network_is_called_the_first_one_when_two_are_as_large():
    tied, figure = invented.tally(5_000, 1), CATALOGUE["top_external_detectors"].figure
    for population in figure.population_of.values():
        tied.files_by_fund[population] = {1: 40}
    assert "est le premier réseau" not in everything(invented.report(invented.years(tied)))
    assert "est le premier réseau" in everything(invented.usual())


def test_nothing_is_compared_when_the_year_before_is_missing():
    report = invented.report(invented.years(invented.tally(5_000, 1)))
    assert "précédente" not in everything(report)
    assert "2023" not in everything(report)
    # A public is still shown beside everybody; nothing is shown beside 2023.
    series = {one.name for page in report.pages for visual in page.visuals if isinstance(visual, Chart)
              for one in visual.series}  # fmt: skip
    assert "2023" not in series
    assert "précédente" in everything(invented.usual())


def test_a_chart_holds_the_values_of_its_indicator():
    asked = invented.years(invented.tally(5_000, 1), invented.tally(4_000, 2))
    for name in ("closures_by_reason", "outcome_share", "detections_by_internal_category", "forgone_care"):
        figure = CATALOGUE[name].figure
        chart = asked.chart(name)
        for series, reading in zip(chart.series, (asked.now, asked.before), strict=True):
            values = {figure.codes(code).label.split(" (")[0]: n for code, n in figure.value(reading.tally).items()}
            shown = {category: amount.number for category, amount in zip(chart.categories, series.amounts, strict=True)}
            assert shown == values
        assert [amount.number for amount in chart.series[0].amounts] == sorted(
            figure.value(asked.now.tally).values(), reverse=True
        )


def without(names):
    """Counts in which these indicators have nobody."""
    tally = invented.tally(5_000, 1)
    for name in names:
        for population in CATALOGUE[name].figure.counted():
            tally.files_by_fund[population] = {1: 0}
    return tally


@pytest.mark.parametrize(
    ("empty", "page", "why"),
    [
        (["specialties"], "Accompagnements aux soins : les spécialités", "aucune spécialité n'est renseignée"),
        (["care_types"], "Accompagnements aux soins : les types de soins", "aucun type de soins n'est renseigné"),
        (["help_when_care_obtained"], "Accompagnements aux soins : les aides apportées", "aucune aide"),
        (["general_practice_by_detector"], "Accompagnements aux soins : la médecine générale", "aucun succès"),
        (["other_themes_share_care"], "Accompagnements aux soins : les autres thématiques", "aucune thématique"),
        (["themes_share_non_care"], "Accompagnements hors soins : les thématiques", "aucune thématique"),
        (["forgone_care"], "Les détections : les soins non réalisés", "aucun soin non réalisé"),
        (["forgone_causes"], "Les détections : les causes des renoncements", "aucune cause"),
        (["top_external_detectors"], "Les détections : les partenaires les plus actifs", "aucun dossier signalé"),
        (["detections_by_internal_category"], "Les détections : focus sur les détecteurs internes", "aucune saisine"),
    ],
)
def test_a_page_without_figures_is_left_out_and_named_with_its_reason(empty, page, why):
    sections, left_out = compose(invented.years(without(empty)))
    assert page not in [one.title for section in sections for one in section.pages]
    assert why in next(one.why for one in left_out if one.title == page)


def test_a_section_without_any_page_is_left_out_as_a_whole():
    everywhere = {name for name in CATALOGUE if name not in ("detections", "detections_care_share")}
    sections, left_out = compose(invented.years(without(everywhere - {"detections_by_family"})))
    titles = [section.title for section in sections]
    assert "Les gains" not in titles
    assert "Les clôtures" not in titles
    assert {"Les résultats : les gains", "Les résultats : les clôtures"} <= {one.title for one in left_out}


def test_what_nothing_here_counts_is_always_said():
    for report in (invented.usual(), invented.small()):
        assert report.left_out[-1].title == NOT_COUNTED[-1].title == "Les actions par événement de vie"


def test_differences_are_not_told_of_a_handful_of_files():
    assert "Principaux écarts" not in everything(invented.small())
    assert "Principaux écarts" in everything(invented.usual())


def test_every_definition_is_the_catalogues_own():
    # A fund's own report tells the rights that ended as its screen does.
    for report, its_own in ((invented.usual(), {"ended_rights": DEFINITION}), (invented.large(), {})):
        assert len({one.name for one in report.definitions}) == len(report.definitions)
        for one in report.definitions:
            own = its_own.get(one.name) or CATALOGUE[one.name].definition
            assert one.text.replace("\u00a0", " ") == own.replace("\u00a0", " ")


def test_a_fund_is_not_compared_with_others():
    one, several = invented.usual(), invented.large()
    assert "Caisses" not in [heading for page in one.pages for visual in page.visuals
                             if not isinstance(visual, Chart) for heading in visual.headings]  # fmt: skip
    assert "Caisses selon leur part de détections externes" in [v.title for page in several.pages for v in page.visuals]


def test_what_ended_is_told_by_the_screen_the_report_and_the_diagnosis_with_equal_figures(tmp_path):
    rights, file = invented.ended_rights(60), tmp_path / "ended.json"
    file.write_text(json.dumps(written(rights)), encoding="utf-8")
    masked = {"several_funds": True, "ended": rights}
    for asked in (masked, masked | {"several_funds": False}):
        pages = [make(invented.years(invented.tally(50), **asked)) for make in (by_age, by_cause)]
        diagnosis = section(read(file, "811"))
        assert asked is not masked or diagnosis.blocks[1].texts == pages[0].sentences
        for (ours,), theirs in zip([page.visuals for page in pages], diagnosis.blocks[2:], strict=True):
            assert (ours.title, ours.headings) == (theirs.title, theirs.headings)
            for (label, *amounts), (name, *shown) in zip(ours.rows, theirs.rows, strict=True):
                assert label == plain(name)
                pairs = [(str(a), str(b)) for a, b in zip(amounts, shown, strict=True) if not b.mask]
                assert [a for a, _ in pairs] == [b for _, b in pairs]
    with pytest.raises(Refused, match="« 811 », attendu la caisse du diagnostic"):
        read(file, "011")
    assert section(None).blocks == []


def test_several_funds_tell_the_rights_that_ended_with_their_other_figures_and_a_fund_once():
    several, one = invented.large(), invented.usual()
    left_out = {page.title: page.why for page in several.left_out}
    assert "plusieurs caisses" in left_out["Les droits qui ont fini, selon l’âge"]
    assert "Droits finis" in [section.title for section in several.sections]
    assert "Droits finis" not in [section.title for section in one.sections]
    assert [section.title for section in one.sections].count("Les ruptures de droits") == 1


def test_the_delays_of_each_body_are_told_to_the_fund_alone():
    asked = {"centres": [Centre("CREIC", 12, 41.5, 30), Centre("CPAM fictive", 3, 9, 8)]}
    table = delays(invented.years(invented.tally(50), **asked)).visuals[1]
    assert [[str(value) for value in row] for row in table.rows] == [
        ["CREIC", "12", "42\u00a0jours", "30\u00a0jours"],
        ["CPAM fictive", "3", "9\u00a0jours", "8\u00a0jours"],
    ]
    chart = delays(invented.years(invented.tally(50), several_funds=True)).visuals[1]
    assert set(chart.categories) == {"La caisse elle-même", "Un organisme compétent pour elle"}


def test_an_opposable_file_that_was_sent_back_is_told():
    returned, none = invented.tally(50), invented.tally(50)
    none.files_by_fund[CATALOGUE["rights_files_opposable_returned"].figure.of] = {1: 0}
    assert "il ne doit y en avoir aucun" in " ".join(papers(invented.years(returned)).sentences)
    assert "**Aucun** dossier opposable n'a été renvoyé." in papers(invented.years(none)).sentences


def test_the_funds_in_each_band_are_those_of_the_catalogue():
    asked = invented.years(invented.tally(5_000, 1, 12), None, several_funds=True)
    name = "funds_by_external_share"
    shown = [amount.number for amount in asked.funds_by_share(name).series[0].amounts]
    assert shown == list(CATALOGUE[name].figure.value(asked.now.tally, WHOLE).values())
