"""Runs a module as on a machine without the development tools: `python -m tests.bench.as_installed M …`.

Where `rich` is (schemathesis brings it), httpx loads its own command line and all of rich with it.
"""

import runpy
import sys

if __name__ == "__main__":
    sys.modules["rich"] = None  # type: ignore[assignment]  # an import fails as if it were absent
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
