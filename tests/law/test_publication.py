"""The pages of `docs/law` are those that rules, figures, papers and cases make."""

import re
from pathlib import Path

import pytest

from allervers.law.expression import Literal, Name, case, in_month_of_request, sum_over_members
from allervers.law.publication import pages, write
from allervers.law.publication.articles_page import carriers
from allervers.law.publication.doubts_page import other_texts
from allervers.law.publication.formula import formula
from allervers.law.registry import KNOWN_RIGHTS, law

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "law"
PAGES = pages(TESTS)


def test_the_published_pages_are_up_to_date():
    published = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "law").glob("*.md")}
    stale = sorted(name for name in PAGES.keys() | published.keys() if PAGES.get(name) != published.get(name))
    assert stale == [], "write them again: make docs"


@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_right_has_its_page_with_its_rules_figures_and_cases(right):
    text = PAGES[f"{right}.md"]
    for name in ("Réponses", "Comment la réponse se décide", "Règles", "Ce que la situation doit dire", "Cas"):
        assert f"\n## {name}\n" in text
    for rule in law().rights[right].rules:
        assert f'<a id="{rule.name}"></a>' in text
        assert f"### {rule.label}\n" in text


def test_one_page_tells_what_rests_on_no_text_that_was_read_whole():
    text = PAGES["doubts.md"]
    weak = [rule.label for rule in law().rules.values() if rule.confidence != "high"]
    assert weak
    assert all(label in text for label in weak)
    assert "Âge auquel un enfant qui étudie ou ne peut pas travailler" in text
    assert text.index("faible") < text.index("à confirmer")
    # What was read in the code itself has no place there.
    assert "Plafond gratuit calculé" not in text


def test_every_article_of_the_other_codes_says_how_it_was_read_and_what_rests_on_it():
    resting = {article: told for article, told in carriers(law(), []).items() if article.code not in ("CSS", "CRPA")}
    assert resting.keys() == other_texts().keys()
    lines = {line.split(" | ")[0].removeprefix("| "): line for line in PAGES["doubts.md"].splitlines()}
    for article, (how, missing) in other_texts().items():
        assert (str(article) in lines) == (how != "whole")
        if how != "whole":
            assert missing
            assert missing in lines[str(article)]
            assert all(carrier.told in lines[str(article)] for carrier in resting[article])


def test_every_link_leads_somewhere():
    anchors = {name: set(re.findall(r'<a id="(\w+)">', text)) for name, text in PAGES.items()}
    for name, text in PAGES.items():
        for page, anchor in re.findall(r"\]\(([\w.]*)#(\w+)\)", text):
            assert anchor in anchors[page or name], f"{name}: {page}#{anchor}"
        for page in re.findall(r"\]\(([\w.]+\.md)\)", text):
            assert page in PAGES


def test_no_identifier_is_told_twice_on_a_page():
    for text in PAGES.values():
        found = re.findall(r'<a id="(\w+)">', text)
        assert len(set(found)) == len(found)


def test_the_pages_of_rights_that_are_no_more_are_taken_away(tmp_path):
    (tmp_path / "old.md").write_text("# Ancien droit\n", encoding="utf-8")
    write(tmp_path, TESTS)
    assert {path.name for path in tmp_path.iterdir()} == PAGES.keys()


def test_a_rule_is_read_in_french():
    one, other = Name("one"), Name("other")
    assert formula(case((one == 1, "a"), ((one > 2) & ~other, "b"), otherwise="c")) == (
        "si one = 1 : « a »\nsi (one > 2) et non other : « b »\nsinon : « c »"
    )
    assert formula(in_month_of_request(one) + other) == "(one le mois de la demande) + other"
    assert formula(sum_over_members(one)) == "(somme, sur les personnes, de one)"
    assert formula(Literal(True)) == "oui"
