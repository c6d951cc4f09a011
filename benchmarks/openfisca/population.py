"""Run by `benchmarks.population` in the peer's own environment: a whole population in one vector, and its time.

Like `answer.py`, the only contact with OpenFisca-France (AGPL). Standard input: ``{"persons": n, "period": "2024-06",
"months": […], "incomes": […], "noughts": […]}``; everybody lives alone, has the monthly ``incomes`` that are listed
(drawn), and is told to have none of the ``noughts``. Arrays are given as they are: nothing is read from a file.
"""

import json
import sys
import time


def main() -> None:
    asked = json.load(sys.stdin)
    import numpy
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_france import CountryTaxBenefitSystem

    system = CountryTaxBenefitSystem()
    draw = numpy.random.default_rng(1)

    def answer(persons: int) -> float:
        simulation = SimulationBuilder().build_default_simulation(system, count=persons)
        births = draw.integers(-20_000, 1_000, persons).astype("datetime64[D]")
        simulation.set_input("date_naissance", "ETERNITY", births)
        housing = numpy.full(persons, "locataire_vide")
        simulation.set_input("statut_occupation_logement", asked["period"], housing)
        for month in asked["months"]:
            for income in asked["incomes"]:
                simulation.set_input(income, month, draw.integers(0, 2_500, persons).astype("float32"))
            for nought in asked["noughts"]:
                simulation.set_input(nought, month, numpy.zeros(persons, dtype="float32"))
        start = time.perf_counter()
        simulation.calculate("cmu_c", asked["period"])
        simulation.calculate("css_participation_forfaitaire", asked["period"])
        return time.perf_counter() - start

    answer(10)  # the rules are read once, at the first question
    seconds = answer(asked["persons"])
    json.dump({"seconds": seconds, "persons_per_second": asked["persons"] / seconds}, sys.stdout)


main()
