import logging

from django.core.handlers.exception import response_for_exception
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from allervers.config.journal import PlacesFormatter, RequestLogMiddleware, RouteFilter

NIR = "1840275123456"


def test_a_request_is_written_by_its_route_not_by_its_address(caplog):
    def answer(request):
        request.resolver_match = ResolverMatch(answer, (), {}, route="personnes/<str:name>/")
        return HttpResponse()

    with caplog.at_level("INFO", logger="allervers.requests"):
        RequestLogMiddleware(answer)(RequestFactory().get("/personnes/DUPONT/", {"nir": NIR}))
    assert caplog.messages[0].startswith("GET /personnes/<str:name>/ 200 ")
    assert "DUPONT" not in caplog.text
    assert NIR not in caplog.text


def test_a_failure_is_written_by_its_places_without_any_value(caplog):
    request = RequestFactory().get("/personnes/DUPONT/")
    try:
        try:
            raise KeyError(NIR)
        except KeyError as cause:
            raise IntegrityError(f"Key (nir)=({NIR}) already exists") from cause
    except IntegrityError as error:
        response_for_exception(request, error)
    [record] = [record for record in caplog.records if record.name == "django.request"]
    record.exc_text = None
    RouteFilter().filter(record)
    written = PlacesFormatter("%(levelname)s %(message)s").format(record)
    assert written.startswith("ERROR 500 (no route)\n")
    assert "in test_a_failure_is_written" in written
    assert written.endswith("django.db.utils.IntegrityError")
    assert "builtins.KeyError" in written
    assert NIR not in written
    assert "DUPONT" not in written


def test_statements_are_never_written():
    assert logging.getLogger("django.db.backends").getEffectiveLevel() >= logging.WARNING
