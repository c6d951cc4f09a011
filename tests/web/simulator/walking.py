"""A simulation as a browser without JavaScript goes through it: a page posts what it carries and the button pressed."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser

from django.urls import reverse

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
        self.html, self.words = html, []
        self._languages: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag not in VOID:
            self._languages.append((tag, told.get("lang") or (self._languages[-1][1] if self._languages else "")))
        if tag == "input" and told.get("type") not in ("radio", "checkbox") and told.get("value"):
            self.carried[told["name"]] = told["value"]
        elif tag == "input" and told.get("type") == "hidden":
            self.carried[told["name"]] = ""
        elif tag == "button" and "value" in told:
            self.buttons.add(told["value"])

    def handle_endtag(self, tag):
        while self._languages and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self.words.append((self._languages[-1][1] if self._languages else "", data))

    @property
    def text(self) -> str:
        return _spaced(data for _, data in self.words)

    def text_in(self, language: str) -> str:
        """What the page says in that language."""
        return _spaced(data for spoken, data in self.words if spoken == language)

    @property
    def page(self) -> str | None:
        return self.carried.get("page")


class Simulation:
    """Somebody who answers."""

    def __init__(self, client, language="fr", carried: dict | None = None):
        self.client, self.asked = client, []
        self.screen = self._shown(client.post(reverse("simulator"), {"language": language, **(carried or {})}))

    def press(self, do: str, **typed) -> Screen:
        values = {f"q-{name}": value for name, value in typed.items()}
        data = {**self.screen.carried, **values, "do": do}
        self.screen = self._shown(self.client.post(reverse("simulator"), data))
        return self.screen

    def answer(self, **typed) -> Screen:
        return self.press("answer", **typed)

    def go_through(self, answers: Callable[[str], dict | None]) -> Screen:
        """Answer every question, None being « je ne sais pas », to the result."""
        while name := self.screen.page:
            assert name not in self.asked, f"{name} is asked twice"
            self.asked.append(name)
            typed = answers(name)
            self.press("unknown") if typed is NOT_KNOWN else self.press("answer", **typed)
            assert "error-summary" not in self.screen.html, f"{name}: {self.screen.text[:600]}"
        return self.screen

    def _shown(self, response) -> Screen:
        assert response.status_code == 200
        self.response = response
        return Screen(response.content.decode())


def story(**known: dict):
    """Answers by the name of a page or its end (« me.birth_date », « birth_date »); « non » to the other questions."""

    def answers(name: str) -> dict | None:
        for key in (name, name.rpartition(".")[2]):
            if key in known:
                return known[key]
        return {"value": "no"} if "." in name else {}

    return answers
