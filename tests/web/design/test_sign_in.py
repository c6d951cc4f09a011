import pytest

from allervers.web.public import views
from allervers.web.public.forms import SignInForm

ACCOUNTS = [
    {"username": "demo-adviser", "role_label": "Conseiller", "hint": "Examiner les saisines."},
    {"username": "demo-partner", "role_label": "Partenaire", "hint": "Signaler une personne."},
]


@pytest.fixture
def _accounts(monkeypatch, settings):
    monkeypatch.setattr(views, "demo_accounts", lambda: ACCOUNTS)
    settings.DEMO_PASSWORD = "une-demonstration"


@pytest.mark.usefixtures("_accounts")
def test_a_demonstration_gives_one_button_per_account(request_of):
    html = views.SignIn.as_view()(request_of("/connexion/")).render().content.decode()
    for account in ACCOUNTS:
        assert f'name="username" value="{account["username"]}"' in html
        # Two buttons of the same name must be told apart without seeing where they stand.
        assert f"{account['role_label']}, {account['username']}</span></button>" in html


@pytest.mark.usefixtures("_accounts")
def test_a_real_installation_lists_no_account(request_of, settings):
    settings.DEMO = False
    html = views.SignIn.as_view()(request_of("/connexion/")).render().content.decode()
    assert "demo-adviser" not in html
    assert "une-demonstration" not in html


def test_the_password_field_lets_password_managers_work():
    form = SignInForm()
    assert 'autocomplete="username"' in str(form["username"])
    assert 'autocomplete="current-password"' in str(form["password"])
    assert "autofocus" not in str(form["username"])


def test_every_refusal_reads_the_same():
    assert len({str(message) for message in SignInForm.error_messages.values()}) == 1
