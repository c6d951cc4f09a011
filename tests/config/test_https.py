"""An installation under a public name, as browsers, proxies, probes and strangers meet it."""

import json
import os
import subprocess
import sys

import pytest

from tests.processes import environment

NAME = "droits.example.fr"
ASKED = {
    "plain": ("/mentions-legales/?a=1", {"HTTP_HOST": NAME}),
    "https": ("/mentions-legales/", {"HTTP_HOST": NAME, "HTTP_X_FORWARDED_PROTO": "https"}),
    "not found": ("/nulle-part/", {"HTTP_HOST": NAME, "HTTP_X_FORWARDED_PROTO": "https"}),
    "local": ("/mentions-legales/", {"HTTP_HOST": "127.0.0.1:8000"}),
    "local 6": ("/mentions-legales/", {"HTTP_HOST": "[::1]:8000"}),
    "health": ("/healthz", {"HTTP_HOST": "10.1.2.3:8000"}),
    "stranger": ("/mentions-legales/", {"HTTP_HOST": "ailleurs.example"}),
    "stranger https": ("/mentions-legales/", {"HTTP_HOST": "ailleurs.example", "HTTP_X_FORWARDED_PROTO": "https"}),
}
PROGRAM = f"""
import json, sys, django
django.setup()
from django.test import Client
answers = {{}}
for name, (path, meta) in {ASKED}.items():
    print(f"--- {{name}}", file=sys.stderr, flush=True)
    answer = Client(raise_request_exception=False).get(path, **meta)
    answers[name] = [answer.status_code, dict(answer.headers)]
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def met(django_db_setup):
    """Each answer, with the database of the tests: status, headers, lines of the journal."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment(
            os.environ["ALLERVERS_DATA"],
            DJANGO_SETTINGS_MODULE="allervers.config.settings",
            ALLERVERS_ALLOWED_HOSTS=f"{NAME},127.0.0.1,[::1]",
            ALLERVERS_HSTS_SECONDS="3600",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    parts = [part.splitlines() for part in done.stderr.split("--- ")[1:]]
    journal = {part[0]: part[1:] for part in parts}
    return {name: (*answer, journal[name]) for name, answer in json.loads(done.stdout).items()}


def test_plain_http_is_sent_to_https_with_its_address(met):
    status, headers, _ = met["plain"]
    assert (status, headers["Location"]) == (301, f"https://{NAME}/mentions-legales/?a=1")


@pytest.mark.parametrize(("name", "expected"), [("https", 200), ("not found", 404)])
def test_every_answer_over_https_asks_browsers_to_stay_there_and_to_lend_nothing(met, name, expected):
    status, headers, _ = met[name]
    assert status == expected
    assert headers["Strict-Transport-Security"] == "max-age=3600"
    policy = dict(one.split("=", 1) for one in headers["Permissions-Policy"].split(", "))
    assert {policy[one] for one in ("camera", "geolocation", "microphone", "payment", "usb")} == {"()"}
    assert policy["publickey-credentials-get"] == "(self)"


@pytest.mark.parametrize("name", ["local", "local 6", "health"])
def test_the_machine_itself_is_answered_without_https(met, name):
    status, headers, _ = met[name]
    assert status == 200
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("name", ["stranger", "stranger https"])
def test_a_false_host_is_refused_in_one_line_that_does_not_repeat_it(met, name):
    status, headers, lines = met[name]
    assert status == 400
    assert "Location" not in headers
    assert len(lines) == 1, lines
    assert "DisallowedHost" in lines[0]
    assert "ailleurs" not in lines[0]
