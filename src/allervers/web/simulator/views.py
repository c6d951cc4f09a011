"""The simulator's only address. Whatever is answered is posted and rendered at once: it is in no address, session,
cookie, database or journal."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from allervers.law import KNOWN_RIGHTS

from .answers import UNKNOWN, Answers, Raw
from .flow import Flow
from .pages import PREFIX, NoSuchPage, PageForm
from .results import cards
from .words import LANGUAGES, Words


# No forgery is to be feared where nothing is written and nobody is known; so no cookie is needed either.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def simulate(request: HttpRequest) -> HttpResponse:
    """The start page, a question, or the result."""
    if request.method == "GET":
        return _start(request, Words(request.GET.get("langue", "fr")))
    return _Turn(request).response()


def _start(request: HttpRequest, words: Words) -> HttpResponse:
    rights = [(words[f"right.{right}"], words[f"what.{right}"]) for right in KNOWN_RIGHTS if f"right.{right}" in words]
    return render(request, "simulator/start.html", {"words": words, "languages": LANGUAGES, "rights": rights})


class _Turn:
    """One press of a button: `do` says which (answer, unknown, back, result, restart, edit:page, speak:language)."""

    def __init__(self, request: HttpRequest):
        posted = request.POST
        self.request = request
        self.do, _, self.what = posted.get("do", "answer").partition(":")
        self.words = Words(self.what if self.do == "speak" else posted.get("language", "fr"))
        self.answers = Answers.read({name: posted[name] for name in posted})
        self.flow = Flow(self.answers, timezone.localdate(), self.words)
        self.name = posted.get("page", "")
        self.typed: Raw = {
            name.removeprefix(f"{PREFIX}-"): posted.getlist(name) for name in posted if name.startswith(f"{PREFIX}-")
        }

    def response(self) -> HttpResponse:
        if self.do == "restart" or (self.do == "speak" and self.request.POST.get("on") == "start"):
            return _start(self.request, self.words)
        if not self._is_page(self.name):
            # The start page, the result, a form of another screen.
            return self._elsewhere()
        match self.do:
            case "answer":
                return self._answer()
            case "unknown":
                self.answers.answer(self.name, UNKNOWN)
            case "speak":
                return self._question(self.name, shown=self.typed)
            case "back":
                return self._back()
            case _:
                self._keep_typed()
                return self._elsewhere()
        return self._go_on()

    def _answer(self) -> HttpResponse:
        form = self.flow.page(self.name).form(self.typed)
        if form.is_valid() and self.flow.refuses(self.name, form.cleaned_data):
            message = "e.birth" if self.name.endswith(".birth_date") else "e.together"
            form.add_error("value" if "value" in form.fields else None, self.words[message])
        if not form.is_valid():
            return self._question(self.name, form)
        self.answers.answer(self.name, {name: self.typed[name] for name in form.fields if self.typed.get(name)})
        return self._go_on()

    def _back(self) -> HttpResponse:
        """One question back. What was typed on the page that is left waits for its return."""
        shown = self.flow.recalled()
        earlier = shown[: shown.index(self.name)] if self.name in shown else shown
        self._keep_typed()
        if not earlier:
            return self._question(self.name, shown=self.typed)
        return self._question(earlier[-1])

    def _elsewhere(self) -> HttpResponse:
        if self.do == "edit" and self._is_page(self.what):
            return self._question(self.what)
        if self.do == "result" or (self.do == "speak" and self.request.POST.get("on") == "result"):
            return self._result()
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        # The answers have changed since the form was read.
        self.flow = Flow(self.answers, self.flow.day, self.words)
        name = self.flow.next_name()
        return self._question(name) if name else self._result()

    def _keep_typed(self) -> None:
        if any(value.strip() for values in self.typed.values() for value in values):
            self.answers.drafts[self.name] = self.typed

    def _is_page(self, name: str) -> bool:
        try:
            self.flow.page(name)
        except NoSuchPage:
            return False
        return True

    def _question(self, name: str, form: PageForm | None = None, shown: Raw | None = None) -> HttpResponse:
        page, asked = self.flow.page(name), self.flow.recalled()
        number = asked.index(name) + 1 if name in asked else len(asked) + 1
        left = len([each for each in self.flow.left if each != name])
        key = "progress" if name in asked or name == "household" else self._progress(left)
        context = {
            "page": page,
            "form": form or page.form(shown=shown or self.answers.shown(name)),
            "progress": self.words(key, number=number, left=left),
            "may_go_back": asked[:1] not in ([], [name]),
            "hidden": self._hidden(but=name),
        }
        return self._render("simulator/question.html", context)

    @staticmethod
    def _progress(left: int) -> str:
        """How many are left is told when it is known well enough: answers close questions that others opened."""
        return {0: "progress.last"}.get(left, "progress.many" if 1 < left <= 8 else "progress")

    def _result(self) -> HttpResponse:
        found, day = cards(self.flow), self.words.day(self.flow.day)
        context = {
            "yes": [card for card in found if card.tone == "yes"],
            "unknown": [card for card in found if card.tone == "unknown"],
            "no": [card for card in found if card.tone == "no"],
            "recap": self._recap(),
            "hidden": self._hidden(),
            "simulated_on": self.words("result.on", day=day),
            "law_told": self.words("result.law", day=day, version=found[0].law_version),
            "has_children": any(member.role == "child" for member in self.flow.people),
        }
        return self._render("simulator/result.html", context)

    def _recap(self) -> list[tuple[str, str, str]]:
        """Page, question and answer."""
        rows = []
        for name in self.flow.recalled():
            page, values = self.flow.page(name), self.flow.given.get(name)
            told = page.told(values) if values is not None else self.words["result.not_known"]
            rows.append((name, page.title, told))
        return rows

    def _hidden(self, but: str = "") -> list[tuple[str, str]]:
        """The answers in the form. That of the page itself is kept too: it is replaced when it is answered again."""
        return [pair for pair in self.answers.hidden() if pair[0] != f"d.{but}"]

    def _render(self, template: str, context: dict) -> HttpResponse:
        told = {"n.lost": self.answers.lost, "n.not_fitting": self.answers.misfits}
        notices = [self.words[key] for key, count in told.items() if count]
        around = {"words": self.words, "languages": LANGUAGES, "notices": notices}
        return render(self.request, template, {**around, **context})
