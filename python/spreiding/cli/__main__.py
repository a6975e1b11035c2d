"""``python -m spreiding.cli``."""

import sys

from spreiding.cli.commands import main

sys.exit(main())
