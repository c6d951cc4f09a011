import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string


@pytest.fixture(autouse=True)
def _alone(settings):
    """The look by itself: no database, no gathered static files, none of the other screens."""
    settings.ROOT_URLCONF = "tests.web.design.urls"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.DEMO = True


@pytest.fixture
def request_of(rf):
    def make(path="/", user=None, data=None):
        request = rf.post(path, data) if data is not None else rf.get(path)
        request.user = user or AnonymousUser()
        request.session = {}
        return request

    return make


@pytest.fixture
def piece(request_of):
    """Render one template as a page would."""

    def render(name, path="/", **context):
        return render_to_string(name, context, request=request_of(path))

    return render
