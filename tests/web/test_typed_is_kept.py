"""Whatever is typed into a form comes back when its session has ended: each form of the house says so, or why not."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains

import allervers.web
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files.models import RequiredPaper
from allervers.web.careful import FOUND_AGAIN, RESUMED, Careful
from tests import factories
from tests.rights_files import deposit

TEMPLATES = Path(allervers.web.__file__).parent / "templates"
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
KEEPS = '{% include "design/typed_by.html" %}'
# What nobody types: hidden values, whatever marks a request, buttons.
UNTYPED = re.compile(r"<input type=\"hidden\"[^>]*>|{% csrf_token %}|{% mint %}")
TYPED = re.compile(
    r"{{ ?([\w.]+)\.as_field_group|{% include \"([^\"]+)\"|<(?:input|select|textarea)[^>]*name=\"([^\"]+)|{{ ?(form) "
)

SEARCH = "a search: some signs, and what it finds is asked for again"
CHOICE = "one choice in a list, where nothing is written"
SECRET = "a password, a code or a key: never sealed into a page"
NO_ACCOUNT = "no account: nobody signs in to find it again"
FILE = "a file, which no browser gives back, and at most its days"
NOT_KEPT = {
    "administrator/accounts.html: search.q": SEARCH,
    "casework/search.html: form.typed": SEARCH,
    "design/base.html: {{ search_box.name }}": SEARCH,
    "detections/list.html: form.number": SEARCH,
    "detector/mine.html: form.typed": SEARCH,
    "coverage/assign.html: to": CHOICE,
    "coverage/panel.html: cause": CHOICE,
    "directory/one.html: form.referent": CHOICE,
    "privacy/access.html: form.delivery": CHOICE,
    "public/appearance.html: form.colours": CHOICE,
    "social_service/group.html: file": CHOICE,
    "openid/link.html: form.code": SECRET,
    "public/password.html: form.old_password": SECRET,
    "public/sign_in.html: design/error_summary.html": SECRET,
    "security/again.html: security/proof.html": SECRET,
    "security/application.html: form.code": SECRET,
    "security/passkey.html: form.name": SECRET,
    "security/second_factor.html: security/proof.html": SECRET,
    "own_file/appointment_move.html: own_file/errors.html": NO_ACCOUNT,
    "own_file/form.html: own_file/errors.html": NO_ACCOUNT,
    "own_file/open.html: own_file/errors.html": NO_ACCOUNT,
    "simulator/call_back.html: simulator/field_help.html": NO_ACCOUNT,
    "simulator/question.html: simulator/step.html": NO_ACCOUNT,
    "simulator/result.html: simulator/card.html": NO_ACCOUNT,
    "financial_aid/batch.html: design/error_summary.html": FILE,
    "surveys/new.html: design/error_summary.html": FILE,
    "design/catalogue.html: form.last_name": "the catalogue of fields: it writes nothing",
}
# Forms of which the page that was found again would be saved instead of shown, were they sent by it.
NOT_CAREFUL = {
    "allervers.web.campaigns.uploads.CsvForm": FILE,
    "allervers.web.campaigns.audience.AudienceForm": FILE,
    "allervers.web.financial_aid.payments.ReturnForm": FILE,
    "allervers.web.surveys.forms.SurveyForm": FILE,
    "allervers.web.rights_files.several.SeveralForm": FILE,
    "allervers.web.coverage.forms.CauseForm": CHOICE,
    "allervers.web.directory.one.ReferentForm": CHOICE,
    "allervers.web.design.examples.ExampleForm": "the catalogue of fields: it writes nothing",
}
ROOMS_WITHOUT_ACCOUNT = ("allervers.web.own_file.", "allervers.web.simulator.")


def forms_typed_into() -> dict[str, bool]:
    """Template and first thing that is typed → whether the form says who fills it in."""
    found = {}
    for template in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.findall(template.read_text("utf-8")):
            if typed := TYPED.search(UNTYPED.sub("", form.replace(KEEPS, ""))):
                name = next(group for group in typed.groups() if group)
                found[f"{template.relative_to(TEMPLATES)}: {name}"] = KEEPS in form
    return found


def test_every_form_that_is_typed_into_comes_back_or_says_why_not():
    found = forms_typed_into()
    assert len(found) > 50
    assert {name for name, kept in found.items() if not kept} == set(NOT_KEPT)


def classes_of_forms() -> set[type]:
    for module in pkgutil.walk_packages(allervers.web.__path__, "allervers.web."):
        importlib.import_module(module.name)
    found, left = set(), [forms.Form, forms.ModelForm]
    while left:
        for one in left.pop().__subclasses__():
            left.append(one)
            found.add(one)
    return {one for one in found if one.__module__.startswith("allervers.web.")}


def is_shown_when_resumed(form: type) -> bool:
    cleaned = [vars(one)["clean"].__code__.co_names for one in form.__mro__ if "clean" in vars(one)]
    return issubclass(form, Careful) or any("only_show_when_resumed" in names for names in cleaned)


def reads_an_address(form: type) -> bool:
    """Filters: their module builds them with what the address asks."""
    source = Path(importlib.import_module(form.__module__).__file__).parent
    built = "".join(file.read_text("utf-8") for file in source.glob("*.py"))
    return f"{form.__name__}(request.POST" not in built and f"{form.__name__}(**posted" not in built


def test_a_form_that_comes_back_is_shown_and_never_saved():
    """Whoever signs in again reads it first: another site could have made it up."""
    saved = {
        f"{form.__module__}.{form.__qualname__}"
        for form in classes_of_forms()
        if not is_shown_when_resumed(form)
        and not reads_an_address(form)
        and not form.__module__.startswith(ROOMS_WITHOUT_ACCOUNT)
    }
    assert saved == set(NOT_CAREFUL)


@pytest.mark.django_db
def test_an_account_that_was_being_made_is_shown_again_and_not_made(client):
    administrator = factories.account(Role.ADMINISTRATOR)
    client.force_login(administrator)
    typed = {"organisation": administrator.organisation_id, "role": Role.ADVISER, "username": "lea.fictive"}
    typed |= {"first_name": "Léa", "last_name": "Fictive", RESUMED: "1"}
    assertContains(client.post(reverse("administrator:create-account"), typed), escape(FOUND_AGAIN))
    assert not User.objects.filter(username="lea.fictive").exists()


@pytest.mark.django_db
def test_why_a_paper_cannot_be_had_is_shown_again_and_not_kept(client):
    officer = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(officer)
    file = deposit(officer, "puma")
    with acting_as(officer, "test"):
        line = RequiredPaper.objects.filter(file=file).first()
    typed = {"line": line.pk, "why": "Tout a brûlé.", RESUMED: "1"}
    answer = client.post(reverse("rights_files:impossible", args=[file.pk]), typed)
    assertContains(answer, escape(FOUND_AGAIN))
    assertContains(answer, "Tout a brûlé.")
    with acting_as(officer, "test"):
        assert RequiredPaper.objects.get(pk=line.pk).impossible_why == ""
