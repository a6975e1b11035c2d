"""Results of one source that were protected apart: each is safe by itself, and one may be subtracted from the other."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from spreiding.words.catalogue import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spreiding.disclosure.rules import Rules


class ApartWarning(UserWarning):
    """Tables of the same lettings were protected before, in another call that this one does not know of."""


#: Mark of a source -> what was protected of it in this process: a signature, and words for it.
_DONE: dict[str, dict[int, str]] = {}


def note_apart(many: Sequence[Any], rules: Rules, *, earlier: bool) -> None:
    """Warn where the same lettings were protected otherwise before; ``earlier`` says that what was printed is given.

    Only lettings that were read know their source: counts made of aggregates do not.
    """
    words = f"{', '.join(' × '.join(s.counts.by) for s in many)} ({rules.name})"
    about = [(s.counts.by, s.counts.groups, s.counts.chosen, s.counts.left_out, s.counts.areas is None) for s in many]
    signature = hash((tuple(about), tuple(rules.rows.drop("source").rows())))
    before: dict[int, str] = {}
    for piece in sorted({piece for s in many for piece in s.counts.pieces}):
        done = _DONE.setdefault(piece, {})
        before |= {other: told for other, told in done.items() if other != signature}
        done[signature] = words
    if before and not earlier:
        text = sentence("protected-apart", "en", now=words, before=sorted(set(before.values()))[:3])
        warnings.warn(text, ApartWarning, stacklevel=3)
