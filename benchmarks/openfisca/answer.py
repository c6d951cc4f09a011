"""Run by `benchmarks.peer` in the peer's own environment: households in as JSON, its answers and its times out.

The only file that knows OpenFisca-France, which is AGPL: nothing imports it, and it imports nothing from Allervers.
Standard input: ``{"runs": n, "households": [{"period": "2024-06", "entities": {…}}, …]}``, entities as OpenFisca reads
them. Standard output: the time to load the tax and benefit system, then for each household the class, the contribution
and the median times of its simulation, with and without its building, in milliseconds of processor.
"""

import json
import statistics
import sys
import time


def main() -> None:
    asked = json.load(sys.stdin)
    start = time.process_time()
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_france import CountryTaxBenefitSystem

    system = CountryTaxBenefitSystem()
    loading = time.process_time() - start

    def answer(household: dict) -> dict:
        built, calculated = [], []
        for _ in range(asked["runs"]):
            start = time.process_time()
            simulation = SimulationBuilder().build_from_entities(system, household["entities"])
            ready = time.process_time()
            free = bool(simulation.calculate("cmu_c", household["period"])[0])
            contribution = float(simulation.calculate("css_participation_forfaitaire", household["period"])[0])
            end = time.process_time()
            built.append(end - start)
            calculated.append(end - ready)
        return {
            "status": "free" if free else "contribution" if contribution else "none",
            "contribution": round(contribution, 2),
            "ms": 1000 * statistics.median(built),
            "calculation_ms": 1000 * statistics.median(calculated),
        }

    households = asked["households"]
    if households:
        answer(households[0])  # the rules are read once, at the first question
    json.dump({"loading_ms": 1000 * loading, "answers": [answer(each) for each in households]}, sys.stdout)


main()
