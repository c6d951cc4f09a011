"""What was done in each file: themes, care, outcomes."""

from collections import defaultdict
from itertools import chain

from .dealing import Dealer, apportion
from .rows import File

OTHER_THEMES = ("rights", "digital", "prevention", "orientation")


def fill(files: list[File], margins: dict, dealer: Dealer) -> None:
    """`files`: the closed ones."""
    blocks = defaultdict(list)
    for file in files:
        blocks[file.public].append(file)
    themes = _themes_of_blocks(blocks, margins)
    for public, block in blocks.items():
        _themes(block, *themes[public], dealer)
    _care_types(files, margins, dealer)
    _outcomes([file for file in files if file.is_success], margins, dealer)


def _themes_of_blocks(blocks: dict[str, list[File]], margins: dict) -> dict[str, tuple[dict[str, int], int]]:
    """For each public, how often each theme beside care appears, and how many care successes have a second theme.

    Those of nobody's public settle what is published for everybody: the share of 360°, that of orientation.
    """
    told = margins["themes"]
    care_successes = {public: sum(file.is_success and file.care for file in block) for public, block in blocks.items()}
    second = {
        public: margins["publics"][public].get("one_theme_more", round(count * told["global_view_share"]))
        for public, count in care_successes.items()
        if public
    }
    second[""] = round(sum(care_successes.values()) * told["global_view_share"]) - sum(second.values())
    themes = {}
    for public, block in blocks.items():
        appearing = sum(not file.care for file in block) + second[public]
        published = margins["publics"].get(public, {}).get("themes")
        themes[public] = published or apportion(appearing, told["others"])
    total = sum(map(len, blocks.values()))
    orientation = round(total * told["orientation_share"]) - sum(
        count["orientation"] for public, count in themes.items() if public
    )
    rest = sum(not file.care for file in blocks[""]) + second[""] - orientation
    shares = {theme: share for theme, share in told["others"].items() if theme != "orientation"}
    themes[""] = apportion(rest, shares) | {"orientation": orientation}
    return {public: (themes[public], second[public]) for public in blocks}


def _themes(block: list[File], themes: dict[str, int], second: int, dealer: Dealer) -> None:
    """Each file without care has one theme, `second` care successes have one more; what is left over goes to files
    without care that have another theme."""
    without_care = [file for file in block if not file.care]
    over = sum(themes.values()) - len(without_care) - second
    most, next_most = sorted(themes, key=themes.get, reverse=True)[:2]
    left_over = {theme: over if theme == next_most else 0 for theme in themes}
    once = {theme: count - left_over[theme] for theme, count in themes.items()}
    seconds = apportion(second, once)
    for file in block:
        if file.care:
            file.themes = ["care"]
    chosen = dealer.some([file for file in block if file.care and file.is_success], second)
    for file, theme in dealer.deal(chosen, seconds):
        file.themes.append(theme)
    for file, theme in dealer.deal(without_care, {theme: once[theme] - seconds[theme] for theme in once}):
        file.themes = [theme]
    for file in dealer.some([file for file in without_care if file.themes == [most]], over):
        file.themes.append(next_most)


def _care_types(files: list[File], margins: dict, dealer: Dealer) -> None:
    """General medicine first, since its detectors are known; then the others."""
    told = margins["general_practice"]
    successes = [file for file in files if file.care and file.is_success]
    total = round(len(successes) * told["share"])
    by_detector = {category: round(total * share) for category, share in told["detectors"].items()}
    others = [file for file in successes if file.category not in by_detector]
    chosen = dealer.some(others, total - sum(by_detector.values()))
    for category, count in by_detector.items():
        chosen += dealer.some([file for file in successes if file.category == category], count)
    for file in chosen:
        file.care_type = "general_practice"
    rest = [file for file in files if file.care and not file.care_type]
    for file, care_type in dealer.deal_shares(rest, margins["care"]["types"]):
        file.care_type = care_type


def _outcomes(successes: list[File], margins: dict, dealer: Dealer) -> None:
    shares = margins["outcomes"]
    care = [file for file in successes if file.care]
    # Whom an outcome suits best comes first.
    suited = {
        "digital_autonomy": lambda file: "digital" in file.themes,
        "prevention": lambda file: "prevention" in file.themes,
        "partner_orientation": lambda file: "orientation" in file.themes,
        "financial_aid": lambda file: file.care,
        "complementary_cover": lambda file: "rights" in file.themes,
    }
    for outcome, suits in suited.items():
        first = dealer.shuffled(successes)
        first.sort(key=suits, reverse=True)
        for file in first[: round(len(successes) * shares[outcome])]:
            file.outcomes.append(outcome)
    for file in dealer.some(care, round(len(care) * shares["care_guidance"])):
        file.outcomes.append("care_guidance")
    for file in successes:
        if not file.outcomes:
            file.outcomes.append("gp_found" if file.care else "rights_opened")


def report(files: list[File], margins: dict, dealer: Dealer) -> None:
    """What the detector ticked of the care that was forgone."""
    forgone = [file for file in files if file.forgone]
    untold = [file for file in forgone if not file.care_type]
    for file, care_type in chain(dealer.deal_shares(untold, margins["care"]["types"])):
        file.care_type = care_type
    for file, since in dealer.deal_shares(forgone, margins["care"]["since"]):
        file.since = since
    for file, cause in dealer.deal_shares(forgone, margins["care"]["causes"]):
        file.cause = cause
