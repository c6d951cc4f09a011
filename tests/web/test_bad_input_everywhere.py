"""Whatever is sent to any address, by whoever may open it: an answer in words, never a failure, nothing half done.

A form is read as a browser shows it, then sent back spoilt: values that no form asks for, answers that are missing or
repeated, files instead of texts, bodies that are not forms, identifiers of another fund.
"""

import os
import re
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import allervers
from allervers.domain.accompaniment.codes import ClosureReason, Public
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact, RightsCheck
from allervers.domain.detections.models import Detection, DetectionReason
from allervers.domain.figures.catalogue import CATALOGUE
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import ALLOWED, Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.web.test_permissions import EVERYBODY, GUARDED, PUBLIC, Screen, file_of, screens

pytestmark = pytest.mark.django_db

# More by hand, from time to time: FUZZ_EXAMPLES=500 pytest tests/web/test_bad_input_everywhere.py
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
ANSWERS = {200, 204, 302, 400, 401, 403, 404, 405, 413}
# Spoilt forms that happen to be right show what they made on the same page: a first password, what a search found.
SHOWN_AFTER_WRITING = {"administrator:create-account", "administrator:change-state", "administrator:new-password"}

SOURCES = Path(allervers.__file__).parent
READ_FROM_AN_ADDRESS = re.compile(r"""GET(?:\.get\(|\[)"(\w+)"|"(\w+)" in request\.GET|\bASKED = \(([^)]*)\)""")
QUOTED = re.compile(r'"(\w+)"')


def answered(response) -> bool:
    """Told to whoever asked, not failed; or a file of figures that are being masked, and when to ask again."""
    preparing = response.status_code == 503 and "figures/being_prepared.html" in [
        one.name for one in response.templates
    ]
    return response.status_code in ANSWERS or preparing


@cache
def asked_in_addresses() -> list[str]:
    """Every name that a view reads from an address, as the code writes it, and what the forms of filters ask."""
    read = [found for file in SOURCES.rglob("*.py") for found in READ_FROM_AN_ADDRESS.findall(file.read_text("utf-8"))]
    names = {name for alone, asked, listed in read for name in (alone, asked, *QUOTED.findall(listed)) if name}
    assert {"page", "annee", "indicateur", "detail", "langue", "format", "region", "organisme"} <= names
    return sorted(names | {"reason", "family", "urgent", "next", "target", "state", "year", "indicator"})


# Names that exist, so that what goes with them is looked at too.
KNOWN = [*CATALOGUE, *Role.values, *(code for codes in (Public, ClosureReason) for code in codes.values)]
KNOWN += ["csv", "xlsx", "ods", "fr", "falc", "en", "2025", "12-mois", "11"]
# As no form writes them: bytes that are no UTF-8, half an escape, nothing but separators, too many of them.
ODD_QUERIES = [
    *(
        "%ff",
        "%00",
        "%ED%A0%80",
        "%C0%AF",
        "%",
        "%zz",
        "&=&&;=;",
        "=",
        "?",
        "a[b]=c",
        "\u00e9=\u00e9",
        "page=%FF&page=2",
    ),
    *("&".join(f"n{place}=1" for place in range(2_000)), "page=" + "9" * 5_000, "annee=%EF%BC%92025", "detail=%00x"),
]
HOSTILE = [
    *("", " ", "\x00", "Zoé\x00", "\ufffe", "😀" * 20, "\u202eetrever", "e\u0301" * 50, "x" * 5_000, "x" * 1_000_000),
    *("-1", "0", "1", "9" * 30, "1e400", "NaN", "-Infinity", "0x1F", "²", "٣", "1,5", "12.345", "1 000 000 000 000"),
    *("0001-01-01", "9999-12-31", "0000-00-00", "2023-02-29", "01/01/0001", "31/12/9999", "30/02/1984", "٠١/٠١/١٩٨٤"),
    *("99:99", "24:00", "2:30", "00:00", "2026-03-29", "29/03/2026"),
    *("true", "null", "[]", "{}", "rights", "other", "not_a_code", "new", "care_obtained", "unreachable", "done"),
    *("accept", "close", "attempt", "persons", "household", "p1", "open", "national"),
    *("' or 1=1 --", "%s %(x)s {0} {{ 1 }}", "<script>alert(1)</script>", "a\r\nSet-Cookie: b=c", "../../etc/passwd"),
    *("1 84 03 75 116 001 23", "184037511600176", "2A", "06 39 98 12 34", "+" * 30, "a@b", "dupont 1984", "& | ! ( :*"),
    *("http://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"),
]
BODIES = [
    ("application/json", b'{"id": [1, null]}'),
    ("text/plain", b"bonjour"),
    ("", b"bonjour"),
    ("application/x-www-form-urlencoded", b"typed=%ED%A0%80&note=%FF%FE&=&&%&a=%"),
    ("application/x-www-form-urlencoded; charset=utf-16", "note=é".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=nothing", b"note=a"),
    ("application/x-www-form-urlencoded", b"&".join(b"n%d=1" % n for n in range(2_000))),
    ("application/x-www-form-urlencoded", b"note=" + b"x" * 6_000_000),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\ncut'),
    ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\n\xff\r\n--b--"),
]


class Fields(HTMLParser):
    """What a browser would send of all the forms of a page, untouched."""

    def __init__(self, page: str):
        super().__init__()
        self.sent: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select:
            if "selected" in given or not self.sent.get(self._select):
                self.sent[self._select] = given.get("value") or ""
        elif tag in ("input", "textarea", "button") and given.get("name"):
            self.sent.setdefault(given["name"], given.get("value") or "")


@pytest.fixture
def foreign() -> SimpleNamespace:
    """The file of another fund, not to be touched. Constraints speak at once, as they would at a commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    adviser = factories.account(Role.ADVISER)
    return SimpleNamespace(adviser=adviser, file=file_of(adviser))


def accounts_and_file(screen: Screen) -> tuple[dict[str, User], SimpleNamespace]:
    """An account for each role that may open the screen, all of one organisation, and a file that it owns; bodies
    that handle files for others have one of their own fund's files entrusted to them."""
    fund = factories.fund()
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    file = file_of(factories.account(Role.ADVISER, at=fund), body)
    places = {Organisation.Kind.FUND: fund, Organisation.Kind.HANDLING_BODY: body}
    kinds = {role: factories.KIND_OF_ROLE.get(role, Organisation.Kind.FUND) for role in ALLOWED[screen.permission]}
    return {role: factories.account(role, at=places.get(kind)) for role, kind in sorted(kinds.items())}, file


WRITTEN = [
    *(model._meta.db_table for model in (Person, Referral, Accompaniment, Contact, Action, RightsCheck)),
    *(model._meta.db_table for model in (Detection, DetectionReason)),
    *(
        model.pgh_event_model._meta.db_table
        for model in (Person, Referral, Accompaniment, Contact, Action, Detection, User)
    ),
]


def written(account: User) -> dict[str, int]:
    """How much the account's organisation holds, table by table: rows, and the trail of their changes."""
    counts = ", ".join(f"(select count(*) from {table})" for table in WRITTEN)
    with acting_as(account, "test"), connection.cursor() as cursor:
        cursor.execute(f"select {counts}")
        return dict(zip(WRITTEN, cursor.fetchone(), strict=True))


def fields_of(client: Client, address: str) -> dict[str, str]:
    response = client.get(address)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return Fields(response.content.decode()).sent if is_page else {}


def spoilt(data, fields: dict[str, str], more: list[str]) -> list[tuple[str, object]]:
    """The fields of a page with a few of them changed, taken away, repeated or sent as files."""
    pairs = [(name, value) for name, value in fields.items() if name != "csrfmiddlewaretoken"]
    hostile = st.sampled_from(HOSTILE + more) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace"))
    if data.draw(st.integers(0, 3)) == 0:
        everywhere = data.draw(hostile)
        return [(name, everywhere) for name in [*fields, "status"]]
    names = st.sampled_from(sorted(fields)) if fields else st.just("status")
    for name in data.draw(st.lists(names, max_size=8)):
        change = data.draw(st.sampled_from(["replace", "replace", "replace", "drop", "repeat", "file"]))
        if change != "repeat":
            pairs = [pair for pair in pairs if pair[0] != name]
        if change in ("replace", "repeat"):
            pairs.append((name, data.draw(hostile)))
        if change == "file":
            pairs.append((name, SimpleUploadedFile("carte.pdf", b"%PDF \xff\x00")))
    if data.draw(st.booleans()):
        pairs.append(("status", data.draw(st.sampled_from(["done", "dropped", "", "x", "\x00"]))))
    return pairs


def post(client: Client, address: str, pairs: list[tuple[str, object]]):
    if any(isinstance(value, SimpleUploadedFile) for _, value in pairs):
        together: dict[str, list] = {}
        for name, value in pairs:
            together.setdefault(name, []).append(value)
        return client.post(address, together)
    body = urlencode([(name, value) for name, value in pairs])
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


def in_front_of(screen: Screen, accounts: dict[str, User], file) -> tuple[dict[str, Client], str, dict[str, str]]:
    """Role → its browser; the address; the fields of all that the page asks."""
    browsers = {role: Client(raise_request_exception=False) for role in accounts}
    for role, client in browsers.items():
        client.force_login(accounts[role])
    address = reverse(screen.name, args=[getattr(file, screen.argument)] if screen.argument else [])
    fields: dict[str, str] = {}
    for client in browsers.values():
        fields |= fields_of(client, address)
    return browsers, address, fields


def every(examples: int):
    return settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@contextmanager
def undone():
    """Whatever is written inside is taken back: the next screen finds the file as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# One file of every kind is slow to make: the screens of one permission are tried on the same.
@pytest.mark.parametrize("permission", sorted({screen.permission for screen in GUARDED}))
def test_no_screen_fails_whatever_is_asked_or_sent(permission, foreign):
    of_permission = [screen for screen in GUARDED if screen.permission == permission]
    accounts, file = accounts_and_file(of_permission[0])
    for screen in of_permission:
        with undone():
            front = in_front_of(screen, accounts, file)
            whatever_is_asked(screen, *front)
            whatever_is_sent(screen, accounts, foreign, *front)


def whatever_is_sent(screen, accounts, foreign, browsers, address, fields):
    of_others = [*map(str, vars(foreign.file).values()), str(foreign.adviser.organisation_id)]

    @every(EXAMPLES)
    @given(st.data())
    def send(data):
        note(screen.name)
        role = data.draw(st.sampled_from(sorted(browsers)))
        account, client = accounts[role], browsers[role]
        mine, others = written(account), written(foreign.adviser)
        if data.draw(st.integers(0, 4)) == 0:
            content_type, body = data.draw(st.sampled_from(BODIES))
            response = client.generic("POST", address, body, content_type)
        else:
            response = post(client, address, spoilt(data, fields, of_others))
        assert answered(response)
        if response.status_code != 302 and screen.name not in SHOWN_AFTER_WRITING:
            assert written(account) == mine, "refused, and yet something was written"
        accounts_written = User.pgh_event_model._meta.db_table
        now = written(foreign.adviser) | {accounts_written: others[accounts_written]}
        assert now == others, "written into another fund's file"

    send()


def whatever_is_asked(screen, browsers, address, fields):
    short = st.sampled_from([value for value in HOSTILE if len(value) < 9_000])
    query = st.lists(st.tuples(st.sampled_from([*asked_in_addresses(), *fields]), short), max_size=4)
    for method in ("head", "options", "put", "patch", "delete", "trace"):
        assert answered(getattr(next(iter(browsers.values())), method)(address)), (screen.name, method)

    @every(EXAMPLES)
    @given(st.sampled_from(sorted(browsers)), query)
    def ask(role, pairs):
        note(screen.name)
        response = browsers[role].get(f"{address}?{urlencode(pairs)}")
        assert answered(response)
        assert "ailleurs.example" not in response.get("Location", "").partition("?")[0]

    ask()


@pytest.mark.parametrize("role", Role)
def test_no_query_fails_at_any_address_whoever_asks(role):
    """Every route that needs no identifier, those of programs too, for every role, allowed there or not."""
    client = Client(raise_request_exception=False)
    client.force_login(factories.account(role))
    addresses = {reverse(screen.name): screen.permission for screen in screens(everything=True) if not screen.argument}
    assert len(addresses) > 30
    value = st.sampled_from([*KNOWN, *(text for text in HOSTILE if len(text) < 9_000)])
    pairs = st.lists(st.tuples(st.sampled_from(asked_in_addresses()), value), max_size=5).map(urlencode)

    # Who may not open a page is told so before it reads anything; of those who may, one role asks every odd query.
    opened = [address for address in addresses if client.get(address).status_code != 403]
    assert opened
    for address, permission in addresses.items():
        asks_all = address in opened and role == min(ALLOWED[permission] if permission else [Role.ADVISER])
        for odd in ODD_QUERIES if asks_all else ODD_QUERIES[:1]:
            assert answered(client.get(address, QUERY_STRING=odd)), (address, odd)

    @every(EXAMPLES * 10)
    @given(st.sampled_from(opened), pairs)
    def ask(address, query):
        response = client.get(f"{address}?{query}")
        assert answered(response)
        if response.status_code == 400 and "html" in response["Content-Type"]:
            assert "<h1" in response.content.decode()

    ask()


@pytest.mark.parametrize(
    "query",
    [
        "indicateur=closures&detail=x",
        "indicateur=x",
        "",
        "indicateur=closures&detail=%00",
        "indicateur=waiting_days&detail=x",
    ],
)
def test_a_list_behind_no_figure_is_told_in_words(client, query):
    client.force_login(factories.account(Role.MANAGER))
    response = client.get(f"{reverse('manager:behind')}?{query}")
    assert response.status_code == 400
    assert "Il n’y a pas de liste derrière ce chiffre" in response.content.decode()


OPEN = sorted({screen.name for screen in screens() if not screen.argument} & (PUBLIC - {"design"} | EVERYBODY))


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_open_page_fails_whatever_is_sent(name, signed_in):
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(factories.account(Role.ADVISER))
    address = reverse(name)
    fields = fields_of(client, address) | {"next": "/"}

    @every(EXAMPLES)
    @given(st.data())
    def send(data):
        content_type, body = data.draw(st.sampled_from(BODIES))
        assert answered(client.generic("POST", address, body, content_type))
        response = post(client, address, spoilt(data, fields, ["//ailleurs.example/"]))
        assert answered(response)
        assert "ailleurs.example" not in response.get("Location", "").partition("?")[0]

    send()


@pytest.mark.parametrize("odd", ["nothing", "%00", "%ff", "0" * 400, "../../x", "5b0c9d2e-0000-4000-8000-00000000000g"])
def test_an_address_that_was_never_ours_is_not_found(client, odd):
    client.raise_request_exception = False
    client.force_login(factories.account(Role.MANAGER))
    for place in ("", "personnes/", "saisines/", "accompagnements/", "signalements/", "comptes/", "static/"):
        assert client.get(f"/{place}{odd}/").status_code in {400, 403, 404}


def test_a_false_host_is_refused_in_words_without_being_a_failure(client):
    client.raise_request_exception = False
    response = client.get("/connexion/", headers={"host": "ailleurs.example"})
    assert response.status_code == 400
    assert "n’a pas pu être comprise" in response.content.decode()
