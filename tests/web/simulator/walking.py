"""A simulation as a browser without JavaScript goes through it: a page posts what is typed, and the button pressed, to
its own address, and is sent to the next one."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from django.urls import reverse
from django.utils import timezone

from allervers.web.simulator.answers import Answers
from allervers.web.simulator.interview import PARAMETER
from allervers.web.simulator.seal import unseal

NOT_KNOWN = None
VOID = ("input", "meta", "link", "br", "hr", "img")


def _spaced(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).replace("\xa0", " ").replace("\u202f", " ").split())


class Screen(HTMLParser):
    """The fields that a page would post, and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.carried: dict[str, str] = {}
        self.buttons: set[str] = set()
        # Where a link leads, by its text and by its class.
        self.links: dict[str, str] = {}
        self.page: str | None = None
        self.questions: list[str] = []
        self._link: str | None = None
        self.html, self.words = html, []
        self._languages: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag not in VOID:
            self._languages.append((tag, told.get("lang") or (self._languages[-1][1] if self._languages else "")))
        if tag == "form":
            self.page = told.get("data-page", self.page)
            self.questions += told.get("data-questions", "").split()
        if tag == "a":
            self._link = told.get("href", "")
            self.links[told.get("class", "")] = self._link
        if tag == "input" and told.get("type") not in ("radio", "checkbox") and told.get("value"):
            self.carried[told["name"]] = told["value"]
        elif tag == "input" and told.get("type") == "hidden":
            self.carried[told["name"]] = ""
        elif tag == "button" and "value" in told:
            self.buttons.add(told["value"])

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None
        while self._languages and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._link is not None:
            self.links[data.strip()] = self._link
        self.words.append((self._languages[-1][1] if self._languages else "", data))

    @property
    def text(self) -> str:
        return _spaced(data for _, data in self.words)

    def text_in(self, language: str) -> str:
        """What the page says in that language."""
        return _spaced(data for spoken, data in self.words if spoken == language)


class Simulation:
    """Somebody who answers; of their card (« valid », « old », « no ») as the first page opens, unless it is empty."""

    def __init__(self, client, language="fr", address: str = "", card: str = "no"):
        self.client, self.asked, self.pages = client, [], []
        if not address:
            start = client.get(reverse("simulator"), {"langue": language}).content.decode()
            address = Screen(start).links["btn btn-primary"]
        self.open(address)
        if card and self.screen.page == "card":
            self.answer(value=card)

    def open(self, address: str) -> Screen:
        """As a bookmark, a reload or the browser's Back does."""
        return self._shown(self.client.get(address, follow=True))

    def press(self, do: str, **typed) -> Screen:
        """Press a button with these fields of the question in hand, or whole names of fields of several."""
        values = {self._name(name): value for name, value in typed.items()}
        data = {**self.screen.carried, **values, "do": do}
        return self._shown(self.client.post(self.address, data, follow=True))

    def answer(self, **typed) -> Screen:
        """Answer the question in hand; of those beside it nobody knows, unless they are answered too."""
        named = {self._name(name) for name in typed}
        in_hand = "" if any("-" in name for name in typed) else self.question
        beside = [question for question in self.screen.questions if question != in_hand]
        for question in beside:
            if not [name for name in named if name.startswith(f"q-{question}-")]:
                typed |= {f"{question}-{field}": value for field, value in _not_known(self.screen, question).items()}
        return self.press("answer", **typed)

    def edit(self, question: str) -> Screen:
        """Come to the page of a question, to answer it."""
        self.press(f"edit:{question}")
        self.question = question
        return self.screen

    def _name(self, field: str) -> str:
        return f"q-{field}" if "-" in field else f"q-{self.question}-{field}"

    def go_through(self, answers: Callable[[str], dict | None]) -> Screen:
        """Answer every question, None being « je ne sais pas », to the result."""
        while name := self.screen.page:
            assert name not in self.pages, f"{name} is asked twice"
            self.pages.append(name)
            self.asked += self.screen.questions
            typed = {question: answers(question) for question in self.screen.questions}
            if typed == {name: NOT_KNOWN}:
                self.press("unknown")
            else:
                fields = {
                    f"{question}-{field}": value
                    for question, given in typed.items()
                    for field, value in (_not_known(self.screen, question) if given is NOT_KNOWN else given).items()
                }
                self.press("answer", **fields)
            assert "error-summary" not in self.screen.html, f"{name}: {self.screen.text[:600]}"
        return self.screen

    @property
    def answers(self) -> Answers:
        """What the address holds."""
        sealed = parse_qs(urlsplit(self.address).query)[PARAMETER][0]
        return unseal(sealed, timezone.localdate()).answers

    def _shown(self, response) -> Screen:
        assert response.status_code == 200
        self.response = response
        self.address = response.wsgi_request.get_full_path()
        self.screen = Screen(response.content.decode())
        self.question = self.screen.questions[0] if self.screen.questions else ""
        return self.screen


def _not_known(screen: Screen, question: str) -> dict:
    """« Je ne sais pas » of a question that shares its page: a box, or a choice among the others."""
    return {"unknown": "on"} if f'name="q-{question}-unknown"' in screen.html else {"value": "unknown"}


def story(**known: dict):
    """Answers by the name of a page or its end (« me.birth_date », « birth_date »); « non » to the other questions."""

    def answers(name: str) -> dict | None:
        for key in (name, name.rpartition(".")[2]):
            if key in known:
                return known[key]
        return {"value": "no"} if "." in name else {}

    return answers
