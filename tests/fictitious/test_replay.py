"""The figures that were published for 2024 are those that our indicators find in a history which has them."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from allervers.config.database import as_owner
from allervers.domain.figures.history.loading import import_folder
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.organisations.context import seeing_nation
from allervers.domain.organisations.loading import load_funds
from allervers.domain.organisations.models import Organisation
from allervers.domain.partners import agreements_file
from allervers.fictitious.replay import agreements
from allervers.fictitious.replay.comparison import compare, contradictions, published
from allervers.fictitious.replay.dealing import Dealer, apportion, bounded, skewed
from allervers.fictitious.replay.files import write
from allervers.fictitious.replay.page import page
from allervers.publishing.document import plain
from allervers.report.content import compose
from allervers.report.reading import Reading, Years
from tests.domain.figures.history.folders import TODAY

PAGE = Path(__file__).parents[2] / "docs" / "replay-2024.md"
# As the test names them; nothing is computed to know how many there are.
FIGURES = [f"#{line['source']} {line['figure']}" for line in published()["figures"]]
NETWORKS = list(published()["networks"])


class Computed(NamedTuple):
    """What `allervers figures` says of each year once both histories are imported, and what the report makes of it."""

    values: dict
    before: dict
    sentences: dict[str, str]


@pytest.fixture(scope="module")
def computed(django_db_setup, django_db_blocker, tmp_path_factory):
    """The year before is written by the command, beside: nothing waits for it."""
    place = tmp_path_factory.mktemp("history")
    command = [sys.executable, "-m", "allervers", "fictitious", "history", "--year", "2023", "--out", place / "before"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as before:
        lines = write(place / "year", 2024)
        with django_db_blocker.unblock():
            assert _imported(place / "year") == lines == (360_669, 297_484)
            assert "290316 saisines et 273561 accompagnements clos" in before.communicate(timeout=300)[0]
            assert _imported(place / "before") == (290_316, 273_561)
            report = agreements_file.bring_in(place / "before" / agreements.FILE, TODAY, lambda *told: None)
            assert (report.new, report.refusals.total, report.unknown_words) == (948, 0, {})
            with seeing_nation("test"):
                found = _computed()
            with as_owner():
                call_command("flush", verbosity=0, interactive=False)
                load_funds()
    return found


def _computed() -> Computed:
    """Each year is counted once, for the figures and for the sentences (by title of the page)."""
    asked, funds = answerable(), dict(Organisation.objects.values_list("pk", "code"))
    tallies = [tally(asked.values(), year(number)) for number in (2024, 2023)]
    for each in tallies:
        each.fund_codes = funds
    now, before = ({name: entry.figure.value(each) for name, entry in asked.items()} for each in tallies)
    sections, _ = compose(Years(2024, *map(Reading, tallies), several_funds=True))
    pages = [page for section in sections for page in section.pages]
    return Computed(now, before, {page.title: plain(" ".join(page.sentences)) for page in pages})


def _imported(folder: Path) -> tuple[int, ...]:
    with as_owner():
        reports = import_folder(folder, TODAY, lambda step, done, total: None)
    return tuple(report.new for report in reports)


@pytest.mark.parametrize("figure", FIGURES)
def test_the_published_figure_is_computed_again(computed, figure):
    [line] = [line for line in compare(computed.values, computed.before) if f"#{line.source} {line.figure}" == figure]
    assert line.agrees, f"published {line.published}, computed {line.computed}"


@pytest.mark.parametrize("place", range(10))
def test_each_network_of_the_report_is_at_its_place_with_its_numbers(computed, place):
    network = NETWORKS[place]
    assert computed.values["top_external_detectors"][place]["name"] == network
    lines = [line for line in compare(computed.values, computed.before) if line.source == "106"][
        place * 4 : place * 4 + 4
    ]
    assert [line.agrees for line in lines] == [True] * 4, lines


def test_the_table_of_agreements_is_computed_again_and_its_two_slips_are_shown_as_such(computed):
    lines = agreements.compare(computed.values, computed.before)
    assert [line.network for line in lines if not line.agrees] == []
    assert len(lines) == 14
    assert {line.network: (line.stated, line.evolution) for line in lines if line.stated != line.evolution} == {
        "Adoma": (8, 10),
        "Emmaüs": (10, 12),
    }
    assert [line.network for line in lines if "erreur de calcul de la source" in line.remark] == ["Adoma", "Emmaüs"]
    told = computed.sentences["Les conventions avec les réseaux partenaires"]
    assert "France Travail est le réseau le plus présent : 106\u00a0caisses" in told
    assert "Caf (+17), Restos du Cœur (+13) et Emmaüs (+12)" in told


def test_what_the_sources_contradict_is_told_with_both_values(computed):
    told = {each.source: each.computed for each in contradictions(computed.values)}
    assert told["102 et 104"] == pytest.approx(0.4925, abs=1e-4)  # 51 % published
    assert told["104, 105 et 106"] == pytest.approx(0.3155, abs=1e-4)  # 33 % published
    assert told["106 et 113"] == pytest.approx(0.2999, abs=1e-4)  # less than the rights of the same public
    assert told["109"] == 78.3  # 85 published
    assert told["106 et 130"] is None
    assert told["130"] is None


def test_the_page_says_what_was_computed(computed):
    assert PAGE.read_text(encoding="utf-8") == page(computed.values, computed.before), (
        "run allervers fictitious compare --out"
    )


# What was published of the evolution since 2023, as the report's sentences say it.
DETECTIONS, SELF_EMPLOYED = "Les détections : ", "Profil : les travailleurs indépendants"
SENTENCES = [
    ("102", DETECTIONS + "les chiffres", "+1,5 % par rapport à l'année précédente (292 611 en 2023)"),
    (
        "104",
        DETECTIONS + "répartition interne et externe",
        "17,2 % des détections (stable : 17,3 % l'année précédente)",
    ),
    ("105", DETECTIONS + "focus sur les détecteurs internes", "41,0 % des détections internes (+2,0 points par"),
    ("107", "Les résultats : les clôtures", "en hausse : +8,7 % par rapport à l'année précédente (273 561 en 2023)"),
    ("107", "Les résultats : les clôtures", "12,0 % des clôtures sont « non pertinentes » (+1,0 point par rapport"),
    ("111", "Profil général", "médecin traitant déclaré (+9,0 points)"),
    ("111", "Profil général", "60 ans et plus (+1,4 point)"),
    ("113", SELF_EMPLOYED, "l'année précédente : dossiers non pertinents (−17,0 points)"),
    ("113", SELF_EMPLOYED, "accompagnements aux soins (+5,0 points)"),
]


@pytest.mark.parametrize(("source", "title", "sentence"), SENTENCES)
def test_the_report_says_what_was_published_of_the_evolution(computed, source, title, sentence):
    assert sentence in re.sub("[\u00a0\u202f]", " ", computed.sentences[title])


@given(st.integers(0, 10_000), st.dictionaries(st.text(max_size=3), st.floats(0.01, 100), min_size=1))
def test_an_apportionment_is_exact_and_no_further_than_one_from_the_proportion(total, weights):
    given_ = apportion(total, weights)
    assert sum(given_.values()) == total
    for label, count in given_.items():
        assert abs(count - total * weights[label] / sum(weights.values())) < 1 + 1e-6


@given(st.lists(st.tuples(st.floats(0, 10), st.integers(0, 50)), min_size=1), st.floats(0, 1))
def test_a_bounded_apportionment_keeps_to_its_bounds(pairs, part):
    most = {place: bound for place, (_, bound) in enumerate(pairs)}
    total = int(sum(most.values()) * part)
    given_ = bounded(total, {place: weight for place, (weight, _) in enumerate(pairs)}, most)
    assert sum(given_.values()) == total
    assert all(given_[place] <= most[place] for place in most)


@given(st.integers(1, 500), st.integers(1, 200))
def test_lengths_have_their_mean_exactly(count, mean):
    lengths = skewed(count, mean)
    assert sum(lengths) == count * mean
    assert min(lengths) >= 0


def test_dealing_gives_every_label_its_number_and_always_to_the_same():
    dealt = list(Dealer("a").deal(range(100), {"x": 70, "y": 30}))
    assert Counter(label for _, label in dealt) == {"x": 70, "y": 30}
    assert sorted(row for row, _ in dealt) == list(range(100))
    assert dealt == list(Dealer("a").deal(range(100), {"x": 70, "y": 30}))
    assert dealt != list(Dealer("b").deal(range(100), {"x": 70, "y": 30}))
    with pytest.raises(ValueError, match=r"shorter|longer"):
        list(Dealer("a").deal(range(3), {"x": 2}))
    with pytest.raises(ValueError, match="asked for"):
        Dealer("a").some([1, 2], -1)
