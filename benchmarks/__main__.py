"""``python -m benchmarks [name …]``: run every benchmark of this folder, or those that are named.

A benchmark is a module with a function `main()` that prints its figures.
"""

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    here = Path(__file__).parent
    for name in names or sorted(file.stem for file in here.glob("[a-z]*.py")):
        print(f"--- {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


main(sys.argv[1:])
