"""A program that starts a child and waits for ever: what the tests of the process runner kill."""

import signal
import subprocess
import sys

if __name__ == "__main__":
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    sys.stdout.write(f"child {child.pid}\n")
    sys.stdout.flush()
    signal.pause()
