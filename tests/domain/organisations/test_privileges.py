"""Each domain says, beside its tables, what the application's database role may do to them."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from allervers.domain.organisations.privileges import APPEND, READ, privileges


def test_a_table_has_what_its_domain_says_and_a_trail_is_only_added_to():
    given = privileges()
    assert (given["documents_document"], given["documents_documentcheck"]) == ("select, insert, update", APPEND)
    assert (given["accompaniment_contactevent"], given["organisations_organisation"]) == (APPEND, READ)
    assert "imports_fileimport" not in given


def test_a_domain_that_says_nothing_of_its_tables_is_refused(monkeypatch):
    monkeypatch.delattr(type(apps.get_app_config("documents")), "application_may")
    with pytest.raises(ImproperlyConfigured, match=r"allervers\.domain\.documents\.apps"):
        privileges()


def test_a_model_that_does_not_exist_is_refused_by_its_name(monkeypatch):
    monkeypatch.setattr(apps.get_app_config("documents"), "application_may_on", {"documentchek": APPEND})
    with pytest.raises(ImproperlyConfigured, match="documentchek"):
        privileges()
