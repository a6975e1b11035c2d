"""The programme: agreed, delivered and waiting per group. Persons are never added to dwellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.edition.chapters.over_time import common  # noqa: F401

if TYPE_CHECKING:
    from spreiding.base.types import Lang
    from spreiding.edition.parts import Section
    from spreiding.edition.run import Run


def chapter(run: Run, lang: Lang) -> Section | None:
    """Show agreements, delivery and waiting."""
    del run, lang
    return None


def headline(run: Run) -> list[str]:
    """Return the message of the programme."""
    del run
    return []
