"""What a campaign changed, in a sentence that anybody reads."""

import pytest

from allervers.domain.campaigns.impact import Effect
from allervers.domain.campaigns.words import of_effect, of_least


@pytest.mark.parametrize(
    ("bounds", "channels", "said"),
    [
        ((0.012, 0.003, 0.021), ["letter"], "Sur 1 000 lettres, 12 droits ouverts de plus, entre 3 et 21."),
        (
            (-0.012, -0.021, -0.003),
            ["email", "letter"],
            "Sur 1 000 personnes contactées, 12 droits ouverts de moins, entre 3 et 21.",
        ),
        (
            (0.001, -0.009, 0.011),
            ["letter"],
            "Sur 1 000 lettres, 1 droit ouvert de plus, mais ce peut être le hasard : entre 9 de moins et 11 de plus. "
            "La campagne n’a rien prouvé.",
        ),
        (
            (0.0, 0.0, 0.02),
            ["sms"],
            "Sur 1 000 personnes contactées, 0 droit ouvert de plus, mais ce peut être le hasard : entre 0 de plus et "
            "20 de plus. La campagne n’a rien prouvé.",
        ),
    ],
)
def test_an_effect_is_said_for_a_thousand(bounds, channels, said):
    assert of_effect(Effect(*bounds, "newcombe"), channels).replace("\u202f", " ") == said


def test_what_will_not_be_seen_is_said_before():
    said = of_least(0.05, 0.137).replace("\u00a0", " ")
    assert said == "Si 5,0 % ouvrent le droit sans message, un effet de moins de 13,7 points ne se verra pas."
