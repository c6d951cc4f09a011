"""A real browser on a real server: `allervers serve --demo` on a folder of its own, as `make run` starts it.

No test here touches the database: what it needs, it does on the screens. All share one server, so each of them reports
persons of its own (`somebody`) and counts on nothing that another may have done.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import expect

from tests import template
from tests.browser.people import Somebody, people
from tests.browser.steps import sign_in
from tests.browser.watching import Watch
from tests.processes import serving

PATIENCE = 20_000  # milliseconds, on a slow machine with other work to do
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def live_server_url(tmp_path_factory):
    """The address of a server with the demonstration's fictitious fund, without a final slash. Its database is migrated
    already where the tests have kept one."""
    # Not a folder of pytest: when another pytest begins, it closes all of them to PostgreSQL's own account.
    with (
        TemporaryDirectory(prefix="allervers-browser-") as folder,
        open(tmp_path_factory.mktemp("demonstration") / "journal.txt", "w") as journal,
    ):
        template.take(Path(folder))
        with serving(Path(folder), "--demo", journal=journal) as (_, address):
            yield address.rstrip("/")


@pytest.fixture(scope="session")
def base_url(live_server_url):
    """`page.goto("/connexion/")` goes to our server."""
    return live_server_url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture(scope="session")
def cookies_of(browser, browser_context_args):
    """The cookies of an account's session. Hashing a password takes long on purpose: each account signs in once."""
    kept = {}

    def cookies(account: str) -> dict:
        if account not in kept:
            context = browser.new_context(**browser_context_args)
            sign_in(context.new_page(), account)
            kept[account] = context.storage_state()
            context.close()
        return kept[account]

    return cookies


@pytest.fixture
def new_context(new_context, somebody, live_server_url):
    """Whatever a test opens is watched: pages ask our server alone, break none of the rules that they were sent
    with, and no address says anything about a person that the test made up."""
    watches = []

    def watched(**options):
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        watches.append(Watch(context))
        return context

    yield watched
    assert [address for watch in watches for address in watch.elsewhere(live_server_url)] == []
    assert [complaint for watch in watches for complaint in watch.complaints] == []
    words = [word for person in somebody.made for word in person.words]
    assert [address for watch in watches for address in watch.telling(words)] == []


@pytest.fixture
def signed_in(new_context, cookies_of):
    """`signed_in("conseiller")` is a page of that account, at a blank address; options are those of a context."""

    def page(account: str, **options):
        return new_context(storage_state=cookies_of(account), **options).new_page()

    return page


@pytest.fixture
def somebody():
    """`somebody()` is a fictitious person whom nobody knows yet."""

    def make(**fields) -> Somebody:
        made = Somebody(**{**next(people), **fields})
        make.made.append(made)
        return made

    make.made = []
    return make
