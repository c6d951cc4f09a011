"""A C2S that ends is renewed without a request for those whom L861-5 names, and for nobody else."""

from datetime import date

import pytest

from allervers.law import SituationError
from allervers.law.renewal import c2s_renewal, c2s_renewal_beside_rsa

END = date(2025, 6, 30)


@pytest.mark.parametrize(("benefits", "status"), [(["rsa"], "yes"), (["aspa"], "yes"), (["rsa", "aah"], "yes")])
def test_the_holder_of_the_rsa_or_the_aspa_is_told_three_months_before_and_asks_for_nothing(benefits, status):
    found = c2s_renewal(END, benefits)
    assert (found.status, found.ends_on, found.confidence) == (status, date(2025, 3, 30), "high")
    assert any("L861-5" in source for source in found.sources)


@pytest.mark.parametrize(
    ("benefits", "named"), [(["rsa"], "le RSA"), (["aspa"], "l’ASPA"), (["aspa", "rsa"], "le RSA")]
)
def test_the_reason_names_the_benefit_by_which_it_is_renewed(benefits, named):
    assert named in c2s_renewal(END, benefits).reason


@pytest.mark.parametrize("benefits", [[], ["aah"], ["asi"], ["housing_aid"]])
def test_who_is_only_presumed_to_meet_the_ceiling_asks(benefits):
    assert c2s_renewal(END, benefits).status == "no"


@pytest.mark.parametrize(("age", "status"), [(0, "yes"), (18, "yes"), (24, "yes"), (25, "unknown"), (None, "unknown")])
def test_who_depends_on_the_holder_of_the_rsa_is_renewed_with_them_before_25(age, status):
    assert c2s_renewal_beside_rsa(END, age).status == status


@pytest.mark.parametrize(("ends_on", "status"), [(date(2022, 12, 24), "unknown"), (date(2022, 12, 25), "yes")])
def test_the_text_names_them_since_december_2022(ends_on, status):
    assert c2s_renewal_beside_rsa(ends_on, 20).status == status


def test_what_is_not_known_is_not_a_no():
    found = c2s_renewal(END, None)
    assert (found.status, found.missing) == ("unknown", ("benefits",))


@pytest.mark.parametrize(
    ("ends_on", "confidence"),
    [(date(2019, 12, 27), "medium"), (date(2019, 12, 28), "high"), (date(2022, 12, 24), "high")],
)
def test_a_version_whose_text_was_not_read_says_so(ends_on, confidence):
    assert c2s_renewal(ends_on, ["rsa"]).confidence == confidence


def test_before_the_c2s_there_is_nothing_to_renew():
    with pytest.raises(SituationError, match="précède la première règle"):
        c2s_renewal(date(2019, 10, 31), ["rsa"])
