"""A real browser on a real server: `allervers serve --demo` on a folder of its own, as `make run` starts it.

No test here touches the database: what it needs, it does on the screens.
"""

import pytest

from tests.processes import serving


@pytest.fixture(scope="session")
def live_server_url(tmp_path_factory):
    """The address of a server with the demonstration's fictitious fund, without a final slash."""
    folder = tmp_path_factory.mktemp("demonstration")
    with open(folder / "journal.txt", "w") as journal, serving(folder, "--demo", journal=journal) as (_, address):
        yield address.rstrip("/")


@pytest.fixture(scope="session")
def base_url(live_server_url):
    """`page.goto("/connexion/")` goes to our server."""
    return live_server_url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture(autouse=True)
def nothing_from_elsewhere(context, live_server_url):
    """Pages ask our server alone, and break none of the rules they were sent with."""
    elsewhere, refused = [], []
    context.on("request", lambda request: request.url.startswith(("http", "ws")) and elsewhere.append(request.url))
    context.on(
        "console",
        lambda message: "Content Security Policy" in message.text and refused.append(message.text),
    )
    yield
    assert [url for url in elsewhere if not url.startswith(live_server_url)] == []
    assert refused == []
