"""`python -m common.client`: see `common.client.cli`."""

import sys

from common.client.cli import main

if __name__ == "__main__":
    sys.exit(main())
