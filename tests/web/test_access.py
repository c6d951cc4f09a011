"""One way to be allowed: the role, then what the address names, then the rule."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires


def request_of(*permissions):
    return SimpleNamespace(user=SimpleNamespace(may=lambda permission: permission in permissions))


def found(request, number):
    if number > 9:
        raise Http404
    return f"file {number}"


def is_even(user, file):
    return int(file[-1]) % 2 == 0


@requires(Permission.ACCOMPANY, of=found, may=is_even)
def close(request, file):
    return file


@requires(Permission.ACCOMPANY, of=found, may=is_even, refused=Http404)
def open_letter(request, file=None):
    return file


def test_the_view_is_given_what_the_address_names():
    assert close(request_of(Permission.ACCOMPANY), number=4) == "file 4"


def test_a_role_that_may_not_is_refused_before_anything_is_looked_for():
    with pytest.raises(PermissionDenied):
        close(request_of(Permission.REFER), number=10)


def test_what_the_account_does_not_see_does_not_exist():
    with pytest.raises(Http404):
        close(request_of(Permission.ACCOMPANY), number=10)


@pytest.mark.parametrize(("view", "answer"), [(close, PermissionDenied), (open_letter, Http404)])
def test_who_may_not_is_refused_or_is_not_even_told_that_it_exists(view, answer):
    with pytest.raises(answer):
        view(request_of(Permission.ACCOMPANY), number=3)


def test_an_address_that_names_nothing_asks_no_rule():
    assert open_letter(request_of(Permission.ACCOMPANY)) is None
