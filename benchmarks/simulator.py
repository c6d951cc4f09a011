"""How long a person waits for the next question of the simulator: five in the household, no answer left out.

The real view with its middlewares and template, address after address, as a browser goes: what is pressed is posted,
and the page that follows is read; a turn is the two together. Target: 150 ms at the median of the turns.
"""

import logging
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser

ROUNDS = int(os.environ.get("BENCH_ROUNDS", 10))
TARGET = 150  # ms, at the median

ANSWERS = {
    "household": {"couple": "spouse", "children": "3", "others": "0"},
    "me.birth_date": {"value": "1984-03-02"},
    "partner.birth_date": {"value": "1986-07-11"},
    "child1.birth_date": {"value": "2006-05-20"},
    "child2.birth_date": {"value": "2012-10-05"},
    "child3.birth_date": {"value": "2017-01-30"},
    "nationality": {"value": "FR"},
    "residence_since": {"value": "1990-01-01"},
    "benefits": {"value": ["family_allowance"]},
    "statuses": {},
    "department": {"value": "67"},
    "housing": {"value": "tenant"},
    "housing_benefit": {"value": "210"},
    "activity": {"value": "employed"},
    "family_benefits": {"value": ["family_allowance"]},
    "family_allowance": {"mode": "same", "amount": "148.52"},
    "child1.resources": {},
    "me.resources": {"value": ["wage", "unemployment_benefit"]},
    "partner.resources": {"value": ["wage"]},
    "wage": {"mode": "same", "amount": "640"},
    "unemployment_benefit": {"mode": "same", "amount": "310"},
}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLERVERS_DATA"] = name
        from allervers.cli.database import database

        with database():
            from allervers.config.static import collect

            logging.disable(logging.WARNING)
            collect()
            list(_turns())
            start = time.process_time()
            rounds = [list(_turns()) for _ in range(ROUNDS)]
            worked = (time.process_time() - start) * 1000 / sum(map(len, rounds))
    turns = [took for each in rounds for _, took in each]
    print(f"a household of five, {len(rounds[0])} pages, {ROUNDS} rounds; target {TARGET} ms at the median of a turn")
    for place, (page, _) in enumerate(rounds[0]):
        print(f"  {page:32}{statistics.median(each[place][1] for each in rounds):7.0f} ms")
    print(
        f"median of a turn {statistics.median(turns):.0f} ms, 95 % {statistics.quantiles(turns, n=20)[-1]:.0f} ms; ",
        end="",
    )
    # What others do on the machine makes people wait, and is not of this page.
    print(f"{worked:.0f} ms of processor a turn")


def _turns() -> Iterator[tuple[str, float]]:
    """The page that follows and the milliseconds until it was there, from the first question to the result."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    address = next(each for each in _Page(client.get("/simulateur/")).links if "/question/" in each)
    response = client.get(address, follow=True)
    while response.status_code == 200 and (page := _Page(response)).questions:
        typed = {
            f"q-{question}-{field}": value for question in page.questions for field, value in _answer(question).items()
        }
        start = time.perf_counter()
        response = client.post(address, {**typed, "do": "answer"})
        if response.status_code != 302:
            raise SystemExit(f"{page.name} refuses its answer.")
        address = response.url
        response = client.get(address)
        yield _Page(response).name or "result", (time.perf_counter() - start) * 1000


def _answer(question: str) -> dict:
    return ANSWERS.get(question) or ANSWERS.get(question.rpartition(".")[2], {"value": "no"})


class _Page(HTMLParser):
    """The name of a page of the simulator, its questions, and the links on it."""

    def __init__(self, response):
        super().__init__()
        self.name, self.questions, self.links = "", [], []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "a":
            self.links.append(told.get("href", ""))
        if "data-page" in told:
            self.name, self.questions = told["data-page"], told["data-questions"].split()
