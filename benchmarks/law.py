"""How fast the law answers for one household, on one core.

    python -m benchmarks law

Prints, for a household of four with fourteen months of resources each (the size a real request has): the median time
from a mapping to the answers to all rights, with and without their explanations, for a French family and for one
without a title (which AME judges by its resources), and the time to import the package in a fresh process.
Times are the processor's, so that a busy machine does not change them. Targets: 2 ms with the explanation, 150 ms for
the import.
"""

import statistics
import subprocess
import sys
import time

from allervers.law import Situation, evaluate

RUNS = 500


def household(**applicant: object) -> dict:
    months = [f"{2023 + (4 + each) // 12}-{(4 + each) % 12 + 1:02}" for each in range(14)]

    def every_month(**amounts: float) -> list[dict]:
        return [
            {"kind": kind, "month": month, "amount": amount} for kind, amount in amounts.items() for month in months
        ]

    def person(role: str, birth: str, activity: str, **amounts: float) -> dict:
        return {
            "role": role,
            "birth_date": birth,
            "activity": activity,
            "resources": every_month(**amounts),
            "resources_complete": True,
        }

    return {
        "date": "2024-06-01",
        "territory": "metropole",
        "housing": "tenant",
        "housing_benefit": 343.12,
        "rsa": False,
        "family_benefits": every_month(family_allowance=148.52),
        "persons": [
            person("applicant", "1984-03-02", "unemployed", wage=612.40, unemployment_benefit=540.10) | applicant,
            person("spouse", "1986-07-11", "inactive", aah=1016.05),
            person("child", "2006-02-20", "student", wage=212.00),
            person("child", "2012-10-05", "student"),
        ],
    }


def median_ms(work) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def import_ms() -> float:
    """Median of the package's own import, Python's start left out."""
    program = "import time; s = time.process_time(); import allervers.law; print(time.process_time() - s)"
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in range(7)
    ]
    return statistics.median(float(run.stdout) for run in runs) * 1000


FRENCH = {"nationality": "FR", "residence_since": "1984-03-02"}
WITHOUT_TITLE = {
    "nationality": "MA",
    "stay": "irregular",
    "residence_since": "2020-01-10",
    "stay_irregular_since": "2022-01-10",
}


def all_explained(situation: Situation) -> None:
    for answer in evaluate(situation).values():
        answer.explanation  # noqa: B018 - built on first access


def all_told(situation: Situation) -> None:
    for answer in evaluate(situation).values():
        answer.to_json()


def main() -> None:
    for name, applicant in (("French", FRENCH), ("without a title", WITHOUT_TITLE)):
        data = household(**applicant)
        situation = Situation.from_dict(data)
        all_told(situation)  # the rules are read and prepared once, at the first answer
        print(f"household of four, {name}, all rights, median of {RUNS} runs")
        print(f"  reading and checking        {median_ms(lambda data=data: Situation.from_dict(data)):6.2f} ms")
        print(f"  answers                     {median_ms(lambda it=situation: evaluate(it)):6.2f} ms")
        print(f"  answers with explanations   {median_ms(lambda it=situation: all_explained(it)):6.2f} ms")
        print(f"  … as JSON                   {median_ms(lambda it=situation: all_told(it)):6.2f} ms")
    print(f"import of allervers.law       {import_ms():6.0f} ms")


if __name__ == "__main__":
    main()
