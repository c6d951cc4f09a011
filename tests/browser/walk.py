"""Every screen, visited once by each account that has it, with what a machine can see of its accessibility.

The walk follows the links from the home page of an account. Of the screens that differ by an identifier alone it opens
the first one met; particular states (empty lists, known persons, closed files…) are told to it one by one. Each form
that asks something is also sent empty.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, TimeoutError

from tests.browser.watching import pattern

LOOKING = (Path(__file__).parent / "looking.js").read_text()
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass
class Visit:
    """One page as it was found. `refused` when it is the answer to a form sent empty."""

    account: str
    screen: str
    status: int
    refused: bool = False
    title: str = ""
    headings: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    summary_focused: bool = False
    lost_links: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{self.screen} ({self.account}{', sent empty' if self.refused else ''})"


@dataclass
class Known:
    """What need not be seen again: links to these screens, these forms sent empty, texts that look like these."""

    screens: set[str] = field(default_factory=set)
    sent: set[tuple[str, int]] = field(default_factory=set)
    looks: set[int] = field(default_factory=set)


class Walker:
    """Walks with one account's browser. What is `known` may be shared with walkers beside."""

    def __init__(self, account: str, page, known: Known):
        self.account, self.page, self.known = account, page, known
        self.visits: list[Visit] = []
        self.files: dict[str, str] = {}  # screen → type of what is not a page
        self.waiting: list[str] = []

    def walk(self, start: str = "/", note: str = ""):
        """Visit this address, and what can be reached from it by links."""
        self.visit(start, note)
        self.follow()

    def follow(self):
        """The links of every page visited since. Whoever visits a page follows them: the others take it for known."""
        while self.waiting:
            address = self.waiting.pop(0)
            screen = pattern(address)
            if screen not in self.known.screens:
                self.known.screens.add(screen)
                self.visit(address)

    def visit(self, address: str, note: str = ""):
        """Look at one page, and at what its forms become when they are sent empty; its links wait to be followed. Of
        what is no page, its type is remembered alone."""
        status, kind = self.open(address)
        if not kind.startswith("text/html"):
            self.files[pattern(address)] = kind
            return
        screen, found = pattern(self.page.url), self.page.url
        self.known.screens.add(screen)
        self.waiting += self.links()
        forms = [(screen, place) for place in self.see("asking()")]
        self.look(f"{screen} {note}".strip(), status)
        for screen, place in forms:
            if (screen, place) not in self.known.sent:
                self.known.sent.add((screen, place))
                self.page.goto(found)
                with self.page.expect_navigation():
                    self.see(f"sendEmpty({place})")
                self.look_at_refusal(f"{screen} form {place + 1}")

    def open(self, address: str) -> tuple[int, str]:
        """Status and type of what is there."""
        try:
            answer = self.page.goto(address)
        except Error:  # a file is no page to go to
            answer = self.page.request.get(address)
            if answer.headers["content-type"].startswith("text/html"):
                raise
        return answer.status, answer.headers["content-type"]

    def links(self) -> list[str]:
        here = urlsplit(self.page.url)
        found = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        return [link for link in found if urlsplit(link)[:2] == here[:2]]

    def look(self, screen: str, status: int = 200):
        """Everything that can be seen of the page in front of us; it is left unfolded."""
        visit = self.begin(screen, status)
        visit.faults = [f"1280 px: {fault}" for fault in self.faults()]
        # An account has the same header and the same footer on all its pages.
        is_first = len(self.visits) == 1
        self.page.set_viewport_size(NARROW)
        # On a telephone, the header alone is drawn otherwise.
        if is_first:
            visit.faults += [f"360 px: {fault}" for fault in self.faults()]
        visit.too_wide = self.see("tooWide()")
        self.page.set_viewport_size(WIDE)
        for _ in range(self.see(f"follow({json.dumps(is_first)})")):
            self.page.keyboard.press("Tab")
        followed = self.see("followed()")
        visit.missed, visit.unseen = followed["missed"], followed["unseen"]

    def look_at_refusal(self, screen: str):
        """What changes on a page when its form is refused."""
        focused = self.summary_takes_the_focus()
        lost = self.see("lost()")
        visit = self.begin(screen, 200, refused=True, summary_focused=focused, lost_links=lost)
        visit.faults = self.faults()
        self.page.set_viewport_size(NARROW)
        visit.too_wide = self.see("tooWide()")
        self.page.set_viewport_size(WIDE)

    def summary_takes_the_focus(self) -> bool:
        """A browser gives the focus once it has drawn the page: a busy machine takes its time."""
        try:
            self.page.locator(".error-summary:focus").wait_for(state="attached", timeout=5_000)
        except TimeoutError:
            return False
        return True

    def begin(self, screen: str, status: int, **found) -> Visit:
        headings = self.page.locator("h1").all_inner_texts()
        self.visits.append(Visit(self.account, screen, status, title=self.page.title(), headings=headings, **found))
        self.see("unfold()")
        self.page.evaluate(Axe().axe_script)
        return self.visits[-1]

    def faults(self) -> list[str]:
        found = self.page.evaluate(f"known => {LOOKING}.faults(known)", list(self.known.looks))
        self.known.looks.update(found["shown"])
        return found["faults"]

    def see(self, what: str):
        return self.page.evaluate(f"{LOOKING}.{what}")
