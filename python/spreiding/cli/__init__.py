"""The command line."""

from spreiding.cli.commands import main as main
