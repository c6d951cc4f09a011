"""The three languages of the simulator say the same things: its own words, and all that the law library may say."""

import pytest

from allervers.law import papers
from allervers.law.codes import WORDS
from allervers.law.conditions import CONDITIONS
from allervers.law.expression import walk
from allervers.law.registry import KNOWN_RIGHTS, law
from allervers.law.rules import Note
from allervers.web.simulator import fields
from allervers.web.simulator.words import MODULES, Words, reasons_of, translations


@pytest.mark.parametrize("language", MODULES)
def test_every_language_has_the_same_words(language):
    assert MODULES[language].WORDS.keys() == MODULES["fr"].WORDS.keys()


@pytest.mark.parametrize("language", MODULES)
@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_right_has_a_name_a_purpose_and_a_sentence_for_each_status(language, right):
    words = Words(language)
    keys = {f"right.{right}", f"what.{right}", f"w.{right}", f"s.{right}.unknown"}
    keys |= {f"s.{right}.{status}" for status in law().rights[right].status.words}
    assert [key for key in keys if key not in words] == []


@pytest.mark.parametrize("language", ["falc", "en"])
@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_every_reason_of_the_law_is_said_in_every_language(language, right):
    assert MODULES[language].REASONS[right].keys() == reasons_of(right).keys()


@pytest.mark.parametrize("language", MODULES)
def test_every_choice_has_its_words(language):
    words = Words(language)
    keys = [f"c.{group}.{code}" for group, codes in {**fields.CHOICES, **fields.SEVERAL}.items() for code in codes]
    assert [key for key in keys if key not in words] == []


def test_a_language_that_nobody_knows_is_french():
    assert Words("<script>").code == "fr"


def test_easy_to_read_sentences_are_short():
    for key, text in MODULES["falc"].WORDS.items():
        if key.startswith(("start.", "s.", "w.", "result.", "what.")):
            for sentence in text.replace("|", ".").replace("?", ".").split("."):
                assert len(sentence.split()) <= 18, key


@pytest.mark.parametrize(("language", "text"), [("fr", "1\u202f016,05\u00a0€"), ("en", "€1,016.05")])
def test_amounts_are_written_as_the_language_writes_them(language, text):
    assert Words(language).euros(101_605) == text


# --- what the law library says in French --------------------------------------------------------------------------

# What easy-to-read French may leave as the law says it: short, in one piece, without an abbreviation explained aside.
MOST_WORDS = 12
HARD_SIGNS = (";", "(", ":", " ni ", " dont ")


def texts_of_papers() -> set[str]:
    versions = [
        (paper, version)
        for request in papers.known()
        for paper in papers.load(request).papers
        for version in paper.versions
        if version
    ]
    found = {paper.label for paper, _ in versions}
    found |= {version.constraint for _, version in versions if version.constraint}
    return found | {item.text for _, version in versions for item in version.items}


def sentences_of_conditions() -> set[str]:
    listed = [paper for request in papers.known() for paper in papers.load(request).papers]
    versions = [version for paper in listed for version in paper.versions if version]
    named = {name for paper in listed for name in paper.when}
    named |= {name for version in versions for name in version.when}
    named |= {name for version in versions for item in version.items for name in item.when}
    conditions = {name: CONDITIONS[name.removeprefix("not ")] for name in named}
    return {each.otherwise if name.startswith("not ") else each.sentence for name, each in conditions.items()}


def sentences_of_notes() -> set[str]:
    return {note.text if isinstance(note, Note) else note for right in law().rights.values() for note in right.notes}


def reasons() -> set[str]:
    return {sentence for right in KNOWN_RIGHTS for sentence in reasons_of(right).values()}


def texts_of_explanations() -> set[str]:
    known = law()
    rules = [rule for right in KNOWN_RIGHTS for rule in known.rules_of_right(right)]
    names = {getattr(node, "name", None) for rule in rules for node in walk(rule.expression)}
    named = [*rules, *(known.parameters[name] for name in names & known.parameters.keys())]
    named += [known.inputs[name] for name in names & known.inputs.keys()]
    values = {text for rule in rules for text in rule.words.values()} | set(WORDS.values())
    return {each.label for each in named} | values | {"oui", "non", "non publié"}


SHOWN = {
    "papers": texts_of_papers,
    "conditions": sentences_of_conditions,
    "notes": sentences_of_notes,
    "reasons": reasons,
}


@pytest.mark.parametrize("texts", [*SHOWN.values(), texts_of_explanations], ids=[*SHOWN, "explanations"])
def test_all_that_the_law_may_say_is_said_in_english(texts):
    assert sorted(texts() - translations("en").keys()) == []


@pytest.mark.parametrize("texts", SHOWN.values(), ids=SHOWN)
def test_what_the_law_says_in_hard_french_is_said_in_easy_french(texts):
    def is_plain(text: str) -> bool:
        return len(text.split()) <= MOST_WORDS and not any(sign in text for sign in HARD_SIGNS)

    said = {french: translations("falc").get(french, french) for french in texts()}
    own = translations("falc").keys()
    assert sorted(french for french in said if french not in own and not is_plain(french)) == []
    # Short sentences, one thing each.
    sentences = [part for text in said.values() for part in text.replace("|", ".").replace("?", ".").split(".")]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


@pytest.mark.parametrize("language", ["falc", "en"])
def test_no_translation_stands_for_a_text_that_the_law_no_longer_says(language):
    shown = {text for texts in SHOWN.values() for text in texts()}
    shown |= texts_of_explanations()
    assert sorted(translations(language).keys() - shown) == []


@pytest.mark.parametrize("language", ["falc", "en"])
def test_a_figure_has_its_place_in_every_language(language):
    told = translations(language)
    assert [note for note in sentences_of_notes() if told.get(note, note).count("{}") != note.count("{}")] == []
