"""`python -m exportcheck`."""

import sys

from exportcheck.main import main

if __name__ == "__main__":
    sys.exit(main())
