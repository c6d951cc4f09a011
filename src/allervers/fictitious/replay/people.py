"""Sex, age and what is known of each person at the end; nobody has a name."""

from collections import defaultdict

from .dealing import Dealer, apportion
from .rows import NOT_OPENED, File


def describe(files: list[File], margins: dict, dealer: Dealer) -> None:
    """Everybody of a public has the proportions of its profile; of the others only sex and age are known."""
    blocks = defaultdict(list)
    for file in files:
        blocks[file.public].append(file)
    for public, block in blocks.items():
        profile = margins["profiles"][public]
        for file, sex in dealer.deal_shares(block, {"F": profile["female"], "M": 1 - profile["female"]}):
            file.sex = sex
        ages = _ages(len(block), profile["mean_age"], *profile["ages"])
        for file, age in zip(dealer.shuffled(block), ages, strict=True):
            file.age = age
        known = [file for file in block if file.result and file.result != NOT_OPENED]
        for answer, share in (("gp", profile["gp"]), ("ald", profile["ald"])):
            for file, value in dealer.deal_shares(known, {"true": share, "false": 1 - share}):
                setattr(file, answer, value)
        c2s = {"free": profile["c2s"] * 0.8, "contribution": profile["c2s"] * 0.2, "none": 1 - profile["c2s"]}
        for file, value in dealer.deal_shares(known, c2s):
            file.c2s = value


def _ages(count: int, mean: int, youngest: int, oldest: int) -> list[int]:
    """As many above the mean as below, weighed so that the mean is exact."""
    below, above = range(youngest, mean), range(mean + 1, oldest + 1)
    gap_below = sum(mean - age for age in below) / len(below)
    gap_above = sum(age - mean for age in above) / len(above)
    weights = {age: gap_above / len(below) for age in below} | {age: gap_below / len(above) for age in above}
    ages = [age for age, times in apportion(count, weights).items() for _ in range(times)]
    # Whole numbers leave a few years over: they are taken back from, or given to, those who can be.
    over, step = sum(ages) - mean * count, -1
    if over < 0:
        over, step = -over, 1
    for place in range(over):
        ages[len(ages) // 2 + place] += step
    return ages
