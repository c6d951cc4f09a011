"""Questions put one after the other, each at an address of its own that carries the answers (`seal`).

The public simulator and the check of a right in a file are both an `Interview`: they differ by the rights that are asked
for, and by what they show and do at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from .answers import UNKNOWN, Raw
from .flow import Flow
from .pages import PREFIX, NoSuchPage, PageForm
from .seal import Kept, fits, seal
from .words import LANGUAGES, Words

# In place of the name of a page: the end; and whatever page comes next.
RESULT, NEXT = "result", ""
PARAMETER = "reponses"


class Interview:
    """As far as it has gone: `kept` is what the address holds, `kept.page` the page to show."""

    def __init__(self, kept: Kept, words: Words, rights: Iterable[str] | None = None):
        self.kept, self.words, self.rights = kept, words, rights
        self.answers = kept.answers
        self.flow = self._flow()
        if kept.page != RESULT and not self._is_page(kept.page):
            kept.page = NEXT

    def query(self, language: str = "") -> str:
        """What follows « ? » in the address of the page."""
        query = QueryDict(mutable=True)
        code = language or self.words.code
        if code != "fr":
            query["langue"] = code
        query[PARAMETER] = seal(self.kept)
        return query.urlencode()

    def press(self, posted: QueryDict) -> PageForm | None:
        """What a button does, by its value `do`: answer, unknown, back, result, next, edit:page, speak:language. The
        page to go to is then in `kept`; the form is given back where what was typed is refused."""
        do, _, what = posted.get("do", "answer").partition(":")
        page, typed = self.kept.page, _typed(posted)
        if do == "answer" and page not in (RESULT, NEXT):
            form = self._answered(typed)
            if not form.is_valid():
                return form
            return self._go_on()
        if do == "unknown" and page not in (RESULT, NEXT):
            self.answers.answer(page, UNKNOWN)
            return self._go_on()
        if page not in (RESULT, NEXT):
            self._keep_typed(typed)
        if do == "speak":
            self.words = Words(what)
        elif do == "back":
            self.kept.page = self._earlier()
        elif do == "edit" and self._is_page(what):
            self.kept.page = what
        elif do == "result":
            self.kept.page = RESULT
        else:
            self._go_on()
        return None

    def go_to_next(self) -> None:
        """Show the first page that is still to be answered, or the end."""
        self.kept.page = self.flow.next_name() or RESULT

    def question(self, form: PageForm | None = None) -> dict:
        """The page of a question, for its template."""
        name = self.kept.page
        page, asked = self.flow.page(name), self.flow.recalled()
        number = asked.index(name) + 1 if name in asked else len(asked) + 1
        left = len([each for each in self.flow.left if each != name])
        key = "progress" if name in asked or name == "household" else _progress(left)
        return {
            **self._around(),
            "page": page,
            "form": form or page.form(shown=self.answers.shown(name)),
            "progress": self.words(key, number=number, left=left),
            "may_go_back": asked[:1] not in ([], [name]),
        }

    def recap(self) -> list[tuple[str, str, str]]:
        """Page, question and answer."""
        rows = []
        for name in self.flow.recalled():
            page, values = self.flow.page(name), self.flow.given.get(name)
            told = page.told(values) if values is not None else self.words["result.not_known"]
            rows.append((name, page.title, told))
        return rows

    def end(self) -> dict:
        """What every last page shows."""
        return {**self._around(), "recap": self.recap()}

    def _around(self) -> dict:
        told = {"n.lost": self.answers.lost, "n.not_fitting": self.answers.misfits}
        notices = [self.words[key] for key, count in told.items() if count]
        # Buttons, not links, to the other languages: what is typed is kept.
        return {"words": self.words, "languages": [(*each, "") for each in LANGUAGES], "notices": notices}

    def _answered(self, typed: Raw) -> PageForm:
        """The form of the page, its answer written if it is valid."""
        name = self.kept.page
        form = self.flow.page(name).form(typed)
        if form.is_valid() and self.flow.refuses(name, form.cleaned_data):
            message = "e.birth" if name.endswith(".birth_date") else "e.together"
            form.add_error("value" if "value" in form.fields else None, self.words[message])
        if form.is_valid():
            before = dict(self.answers.given)
            self.answers.answer(name, {field: typed[field] for field in form.fields if typed.get(field)})
            if not fits(self.kept):
                self.answers.given = before
                form.add_error(None, self.words["e.too_much"])
        return form

    def _keep_typed(self, typed: Raw) -> None:
        before = dict(self.answers.drafts)
        self.answers.keep_typed(self.kept.page, typed)
        if not fits(self.kept):
            self.answers.drafts = before

    def _go_on(self) -> None:
        # The answers have changed since they were read.
        self.flow = self._flow()
        self.go_to_next()

    def _earlier(self) -> str:
        """One question back; the page itself where there is none."""
        shown, name = self.flow.recalled(), self.kept.page
        earlier = shown[: shown.index(name)] if name in shown else shown
        return earlier[-1] if earlier else name

    def _flow(self) -> Flow:
        return Flow(self.answers, self.kept.day, self.words, self.rights)

    def _is_page(self, name: str) -> bool:
        try:
            self.flow.page(name)
        except NoSuchPage:
            return False
        return True


def _typed(posted: Mapping) -> Raw:
    """The fields of the page, as they were typed."""
    begins = f"{PREFIX}-"
    return {name.removeprefix(begins): posted.getlist(name) for name in posted if name.startswith(begins)}


def _progress(left: int) -> str:
    """How many are left is told when it is known well enough: answers close questions that others opened."""
    return {0: "progress.last"}.get(left, "progress.many" if 1 < left <= 8 else "progress")
