"""Questions put page after page, each at an address of its own that carries the answers (`seal`).

The public simulator and the check of a right in a file are both an `Interview`: they differ by the rights that are
asked for, and by what they show and do at the end.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from .answers import UNKNOWN, Raw
from .flow import Flow
from .pages import PREFIX, Page, PageForm, says_not_known
from .seal import Kept, fits, seal
from .steps import Step, step_of
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
        self.step = self.flow.step(kept.page)
        if kept.page != RESULT and self.step is None:
            kept.page = NEXT

    def query(self, language: str = "") -> str:
        """What follows « ? » in the address of the page."""
        query = QueryDict(mutable=True)
        code = language or self.words.code
        if code != "fr":
            query["langue"] = code
        query[PARAMETER] = seal(self.kept)
        return query.urlencode()

    def press(self, posted: QueryDict) -> list[PageForm] | None:
        """What a button does, by its value `do`: answer, unknown, back, result, next, edit:question, speak:language.
        The page to go to is then in `kept`; the forms are given back where what was typed is refused."""
        do, _, what = posted.get("do", "answer").partition(":")
        typed = _typed(posted, self.step) if self.step else {}
        self.kept.before = self.flow.total
        if do == "answer" and self.step:
            return self._refused(typed) or self._go_on()
        if do == "unknown" and self.step:
            for question in self.step.questions:
                self.answers.answer(question, UNKNOWN)
            return self._go_on()
        self._keep_typed(typed)
        if do == "speak":
            self.words = Words(what)
        elif do == "back":
            self.kept.page = self._earlier()
        elif do == "edit" and self.flow.step(step_of(what)):
            self.kept.page = step_of(what)
        elif do == "result":
            self.kept.page = RESULT
        else:
            self._go_on()
        return None

    def go_to_next(self) -> None:
        """Show the first page that is still to be answered, or the end."""
        left = self.flow.left
        self.kept.page = left[0].name if left else RESULT

    def question(self, forms: list[PageForm] | None = None) -> dict:
        """The page of a step, for its template: its questions, each with its form."""
        name, passed = self.kept.page, self.flow.passed
        pages = [self.flow.page(question) for question in self.step.questions]
        if forms is None:
            forms = [page.form(shown=self._shown(page.name), in_group=self.step.is_group) for page in pages]
        return {
            **self._around(),
            "step": self.step,
            "title": self._title(pages),
            "asked": list(zip(pages, forms, strict=True)),
            "forms": forms,
            "progress": self._progress(passed.index(name) if name in passed else len(passed)),
            "may_go_back": passed[:1] not in ([], [name]),
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

    def _refused(self, typed: dict[str, Raw]) -> list[PageForm] | None:
        """Write what was typed on the page as its answers; the forms, if one of them cannot be."""
        answers = {question: UNKNOWN if self._says_not_known(raw) else raw for question, raw in typed.items()}
        bound = [self._form(question, raw) for question, raw in answers.items()]
        known = [form for form in bound if form.is_bound]
        if not [form for form in known if not form.is_valid()]:
            self._refuse_together(known)
        if not any(form.errors for form in known):
            before = dict(self.answers.given)
            for form in bound:
                raw = answers[form.page.name]
                kept = {field: raw[field] for field in form.fields if raw.get(field)} if form.is_bound else UNKNOWN
                self.answers.answer(form.page.name, kept)
            if fits(self.kept):
                return None
            self.answers.given = before
            bound[-1].add_error(None, self.words["e.too_much"])
        return bound

    def _form(self, question: str, raw: Raw) -> PageForm:
        """Bound to what was typed; not bound where nobody knows."""
        page, in_group = self.flow.page(question), self.step.is_group
        if in_group and raw == UNKNOWN:
            return page.form(shown=raw, in_group=True)
        return page.form(raw, in_group=in_group)

    def _refuse_together(self, known: list[PageForm]) -> None:
        if not known or not self.flow.refuses({form.page.name: form.cleaned_data for form in known}):
            return
        births = [form for form in known if form.page.field == "birth_date"]
        blamed = [*births, *(form for form in known if form.page.field == "statuses"), known[0]][0]
        blamed.add_error(
            "value" if "value" in blamed.fields else None, self.words["e.birth" if births else "e.together"]
        )

    def _says_not_known(self, raw: Raw) -> bool:
        return self.step.is_group and says_not_known(raw)

    def _shown(self, question: str) -> Raw | None:
        raw = self.answers.shown(question)
        return None if raw == UNKNOWN and not self.step.is_group else raw

    def _title(self, pages: list[Page]) -> str:
        """The question of the page; for several, what they are about."""
        if not self.step.is_group:
            return pages[0].title
        owner, _, group = self.step.name.rpartition(".")
        if not owner:
            return self.words[f"g.{group}"]
        whose = "me" if owner == "me" else "other"
        title = self.words(f"g.{group}.{whose}", person=pages[0].member.called(self.words))
        return title[:1].upper() + title[1:]

    def _progress(self, place: int) -> str:
        """« Question 3 sur 7 », and what the last answer changed in the total; see `Flow.total`."""
        words, total = self.words, self.flow.total
        if "household" not in self.answers.given:
            return words("progress.first", number=place + 1, total=total)
        told = [words("progress", number=place + 1, total=max(total, place + 1))]
        more = total - self.kept.before
        if self.kept.before and more:
            told.append(
                words(f"progress.{'more' if more > 0 else 'less'}.{'one' if abs(more) == 1 else 'many'}", n=abs(more))
            )
        return " ".join(told)

    def _keep_typed(self, typed: dict[str, Raw]) -> None:
        before = dict(self.answers.drafts)
        for question, raw in typed.items():
            self.answers.keep_typed(question, UNKNOWN if self._says_not_known(raw) else raw)
        if not fits(self.kept):
            self.answers.drafts = before

    def _go_on(self) -> None:
        # The answers have changed since they were read.
        self.flow = self._flow()
        self.go_to_next()

    def _earlier(self) -> str:
        """One page back; the page itself where there is none."""
        passed, name = self.flow.passed, self.kept.page
        earlier = passed[: passed.index(name)] if name in passed else passed
        return earlier[-1] if earlier else name

    def _flow(self) -> Flow:
        return Flow(self.answers, self.kept.day, self.words, self.rights)


def _typed(posted: QueryDict, step: Step) -> dict[str, Raw]:
    """What was typed for each question of the page, by field."""
    found: dict[str, Raw] = {question: {} for question in step.questions}
    for question, raw in found.items():
        begins = f"{PREFIX}-{question}-"
        raw |= {name.removeprefix(begins): posted.getlist(name) for name in posted if name.startswith(begins)}
    return found
