"""Every article that the law was read in is carried by something of ours, version by version, or asks nothing of us."""

from datetime import date
from pathlib import Path

import pytest

from allervers.law import articles
from allervers.law.articles import Article, Version, cited, dated, in_force
from allervers.law.publication import dated_cases
from allervers.law.publication.articles_page import UNREAD, carriers, not_ours, told
from allervers.law.registry import law

CARRIED = carriers(law(), dated_cases(Path(__file__).parent))
LISTED = articles.versions()


def test_every_version_of_every_article_is_carried_or_said_not_to_be_for_us():
    missing = [
        f"{article} du {version.starts_on}"
        for article, listed in LISTED.items()
        for version in listed
        if not told(version, CARRIED.get(article, []))
    ]
    assert len(LISTED) >= 268
    assert missing == []


def test_no_reason_stands_for_an_article_that_is_carried():
    def carried(version: Version) -> bool:
        ended = version.ends_on is not None and version.ends_on <= articles.FIRST_DAY
        return ended or any(carrier.carries(version) for carrier in CARRIED.get(version.article, []))

    assert [str(article) for article in not_ours() if all(map(carried, LISTED[article]))] == []


def test_every_reason_is_that_of_an_article_that_was_read():
    assert [str(article) for article in not_ours() if article not in LISTED] == []
    assert all(reason == UNREAD or len(reason) > 20 for reason in not_ours().values())


def test_a_rule_that_cites_an_article_that_is_gone_or_not_yet_there_would_be_found():
    version = Version(Article("R0-1", "CSS"), date(2020, 1, 1), None, True)
    assert told(version, []) == ""


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("R861-8 CSS", ["R861-8 CSS"]),
        ("L160-1, R111-3 et D160-2 I CSS", ["L160-1 CSS", "R111-3 CSS", "D160-2 CSS"]),
        ("L861-2 CSS (avant le décret 2022-565)", ["L861-2 CSS"]),
        ("L262-2 CASF ; décret 2026-220 du 30 mars 2026", ["L262-2 CASF"]),
        ("décret 54-883 art. 44-1", []),
        ("R142-1-A CSS", ["R142-1-A CSS"]),
        ("instruction DSS/SD2A/2021/71", []),
    ],
)
def test_the_articles_that_a_source_names_are_found(source, names):
    assert [str(article) for article in cited(source)] == names


@pytest.mark.parametrize(
    ("day", "starts_on"),
    [
        (date(2021, 12, 31), date(2019, 11, 1)),
        (date(2022, 1, 1), date(2022, 1, 1)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 9, 30), date(2025, 1, 1)),
        (date(2025, 10, 1), date(2025, 10, 1)),
    ],
)
def test_the_version_of_a_day_is_the_one_in_force(day, starts_on):
    assert in_force(Article("R861-8", "CSS"), day).starts_on == starts_on


def test_a_source_is_told_with_its_version():
    assert dated("R861-8 CSS", date(2024, 6, 1)) == "R861-8 CSS (version du 2022-01-01)"
    assert dated("R861-8 CSS", date(2025, 3, 1)) == "R861-8 CSS (version du 2025-01-01, texte non retrouvé)"
    assert dated("R861-5 et R861-7 CSS", date(2024, 6, 1)) == (
        "R861-5 et R861-7 CSS (R861-5, version du 2016-01-01, R861-7, version du 2019-09-01)"
    )
    assert dated("circulaire CIR-33/2019", date(2024, 6, 1)) == "circulaire CIR-33/2019"
