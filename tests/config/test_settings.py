import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.processes import environment


def settings_with(folder, **variables):
    """Some settings as another installation would have them."""
    names = ["DEBUG", "HTTPS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "NIR_DETECTOR_CATEGORIES"]
    program = f"""
import json
from allervers.config import settings
print(json.dumps({{name: getattr(settings, name) for name in {names}}}
                 | {{"origins": getattr(settings, "CSRF_TRUSTED_ORIGINS", [])}}))"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_public_name_asks_for_https(tmp_path):
    public = settings_with(tmp_path, ALLERVERS_ALLOWED_HOSTS="droits.example.fr, .cpam.example.fr")
    assert public["HTTPS"]
    assert public["SESSION_COOKIE_SECURE"]
    assert public["CSRF_COOKIE_SECURE"]
    assert public["origins"] == ["https://droits.example.fr", "https://*.cpam.example.fr"]


def test_by_default_local_and_without_debugging(tmp_path):
    local = settings_with(tmp_path)
    assert not local["DEBUG"]
    assert not local["SESSION_COOKIE_SECURE"]
    assert "caf" in local["NIR_DETECTOR_CATEGORIES"]
    assert not {"ccas", "association", "secours_populaire"} & set(local["NIR_DETECTOR_CATEGORIES"])


def test_a_fund_may_narrow_who_enters_the_nir(tmp_path):
    assert settings_with(tmp_path, ALLERVERS_NIR_DETECTOR_CATEGORIES="hospital")["NIR_DETECTOR_CATEGORIES"] == [
        "hospital"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/connexion/", "/no/such/page"])
def test_pages_may_neither_be_kept_nor_framed_nor_load_from_elsewhere(client, path):
    headers = client.get(path).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


@pytest.mark.django_db
def test_a_page_says_where_its_style_is_and_it_is_there(client):
    page = client.get("/connexion/").content.decode()
    [bootstrap] = [part for part in page.split('"') if part.startswith("/static/bootstrap/")]
    assert (settings.STATIC_ROOT / bootstrap.removeprefix("/static/")).exists()


@pytest.mark.parametrize("password", ["11-letters!", "qwerty123456", "184027512345678"])
def test_short_known_and_numeric_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_tests_never_touch_real_data():
    assert "allervers-tests-" in os.environ["ALLERVERS_DATA"]
    assert "DATABASE_URL" not in os.environ
