"""``python -m benchmarks [name …]``: run every benchmark of this folder, or those that are named.

A benchmark is a module with a function `main()` that prints its figures. Each runs in a process of its own: it has a
database of its own, and Django reads its settings once.
"""

import importlib
import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    if len(names) == 1:
        print(f"--- {names[0]}", flush=True)
        importlib.import_module(f"benchmarks.{names[0]}").main()
        return 0
    here = Path(__file__).parent
    all_names = names or sorted(file.stem for file in here.glob("[a-z]*.py"))
    return max(subprocess.run([sys.executable, "-m", "benchmarks", name]).returncode for name in all_names)


sys.exit(main(sys.argv[1:]))
