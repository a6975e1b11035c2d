"""Protect shares before they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from spreiding.base.errors import InvalidInputError
from spreiding.disclosure import primary, secondary
from spreiding.disclosure.dimensions import Dimensions
from spreiding.disclosure.guard import Board, guard
from spreiding.disclosure.items import items_of
from spreiding.disclosure.loss import Protection, bits, full_bits, naive_bits
from spreiding.disclosure.published import outcome, prints_of
from spreiding.disclosure.rules import Rules
from spreiding.disclosure.tree import tree_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spreiding.base.types import Frame
    from spreiding.counts.shares import Shares
    from spreiding.disclosure.items import Codes
    from spreiding.disclosure.model import Same
    from spreiding.disclosure.printed import PrintedTable
    from spreiding.disclosure.tree import Hierarchy
    from spreiding.records.groups import TargetGroups


@overload
def protect(
    shares: Shares,
    *,
    rules: str | Rules | Frame = ...,
    earlier: Sequence[PrintedTable | Shares] = ...,
    hierarchy: Hierarchy | None = ...,
    consent: Collection[str] = ...,
    same: Same = ...,
    level: Literal["wijk", "gebied"] | None = ...,
    groups: TargetGroups | Frame | str | None = ...,
    seed: int = ...,
) -> Shares: ...
@overload
def protect(
    shares: Sequence[Shares],
    *,
    rules: str | Rules | Frame = ...,
    earlier: Sequence[PrintedTable | Shares] = ...,
    hierarchy: Hierarchy | None = ...,
    consent: Collection[str] = ...,
    same: Same = ...,
    level: Literal["wijk", "gebied"] | None = ...,
    groups: TargetGroups | Frame | str | None = ...,
    seed: int = ...,
) -> tuple[Shares, ...]: ...
def protect(
    shares: Shares | Sequence[Shares],
    *,
    rules: str | Rules | Frame = "ois",
    earlier: Sequence[PrintedTable | Shares] = (),
    hierarchy: Hierarchy | None = None,
    consent: Collection[str] = (),
    same: Same = (),
    level: Literal["wijk", "gebied"] | None = None,
    groups: TargetGroups | Frame | str | None = None,
    seed: int = 0,
) -> Shares | tuple[Shares, ...]:
    """Suppress, top-code and round figures about few people, and prove that the rest does not disclose them.

    Small counts, and counts whose complement is small, are suppressed or coded by the rules (primary suppression);
    then, over all sums at once, the further counts of least information that prevent subtraction (secondary
    suppression). Shares of rentals are
    printed as finely as leaves enough candidates for the number of rentals, which itself is withheld, with the
    interval and the turnover that contain it. The result is audited as an outsider would, and repaired, until every
    withheld value keeps ``min_candidates`` possible values.

    Parameters
    ----------
    shares : Shares or sequence of Shares
        One or several tables that are published together (wijken, gebieden, half-years and years, groups and main
        groups, associations): give all of them at once, because each can be subtracted from the others.
    rules : str, Rules or frame
        ``"ois"``, ``"cbs"``, or a table with ``rule, value`` and optionally ``groups, level, by, source``.
    earlier : sequence of PrintedTable or Shares
        What is already published: earlier editions, other tables of the same period. What these disclose by themselves
        no suppression can undo; ``.protection.n_told`` counts it.
    hierarchy : mapping
        Codes that add up, per dimension; taken from the areas of the shares where these have them.
    consent : collection of str
        Associations that consent to figures in which they dominate.
    same : sequence of pairs of lists of str
        Areas of two schemes that cover the same ground: ``[(["A00"], ["AA", "AB"])]``. Tables of both schemes, given
        together, are then guarded against subtraction of one from the other.
    level : {"wijk", "gebied"}, optional
        How fine the areas are, where neither their hierarchy nor its names tell; ``wijk``, the strictest, if not given.
    groups : TargetGroups, frame or str, optional
        What is known of groups that the shares do not know themselves, because they were made of aggregates: ``code``,
        ``main_group``, ``sensitivity``. A group without sensitivity is told for the city alone.
    seed : int
        Seed of the search for feasible values in the audit.

    Returns
    -------
    Shares or tuple of Shares
        As given, with ``status`` (``shown, rounded, topcoded, bottomcoded, small, suppressed, too_few, no_rentals``),
        ``share_base`` (the step of a rounded share, in [0, 1]) and nulls where figures are withheld;
        ``.protection`` says what was done.

    Raises
    ------
    InvalidInputError
        If tables contradict each other (named), or are protected already; a group, level, rule or association is
        unknown; the rules hide all there is; or no choice of cells protects a value.
    """
    one = not isinstance(shares, list | tuple)
    many: list[Any] = list(shares) if isinstance(shares, list | tuple) else [shares]
    if any(getattr(s, "protection", None) is not None for s in many):
        msg = "shares are protected already: protect the shares they were made from, together"
        raise InvalidInputError(msg)
    board, places = _board(many, Rules.of(rules), earlier, hierarchy, level, same, groups)
    before = full_bits(board)
    primary.apply(board.items, board.rules, board.dims, consent=consent)
    _something_left(board)
    naive = naive_bits(board, secondary.families_of(board.model(), board.items))
    told = guard(board, seed)
    lost = 1 - bits(board) / before if before else 0.0
    done = _protection(board, lost, 1 - naive / before if before else 0.0, told)
    results = [
        outcome(s, [None if c is None else board.items[c] for c in place], done)
        for s, place in zip(many, places, strict=True)
    ]
    return results[0] if one else tuple(results)


def _board(
    many: Sequence[Any],
    rules: Rules,
    earlier: Sequence[Any],
    hierarchy: Any,
    level: str | None,
    same: Same,
    groups: Any,
) -> tuple[Board, list[list[Codes | None]]]:
    from spreiding.disclosure.printed import PrintedTable  # noqa: PLC0415  used at run time here only

    shares = [t for t in earlier if not isinstance(t, PrintedTable)]
    printed = [dim for t in earlier if isinstance(t, PrintedTable) for dim in t.keys]
    dimensions = Dimensions.of([*many, *shares], [*printed, *(hierarchy or {})])
    strange = [
        dim for dim in hierarchy or {} if dimensions.name(dim) not in {*dimensions.names([*many, *shares]), *printed}
    ]
    if strange:
        raise refusal("unknown-hierarchy", found=strange, known=list(dimensions.names([*many, *shares])))
    trees = dimensions.trees([*many, *shares], groups)
    trees |= {dimensions.name(dim): tree_of(spec, name=dim) for dim, spec in (hierarchy or {}).items()}
    others = prints_of(earlier, "earlier", trees, dimensions)
    dims = tuple(dict.fromkeys([*dimensions.names([*many, *shares]), *(dim for p in others for dim in p.keys)]))
    items, places = items_of(many, trees, dims, dimensions, level, groups)
    rules.check({item.group for item in items.values()}, dims)
    return Board(items, dims, trees, tuple(others), rules, same), places


def _something_left(board: Board) -> None:
    """Refuse tables of which nothing is left to publish."""
    cells = [item for item in board.items.values() if item.a is not None]
    if cells and not any(item.r for item in cells):
        raise refusal("nothing-to-protect")
    some = [item for item in cells if item.a]
    if some and all(item.primary for item in some):
        raise refusal("rules-hide-everything", rules=board.rules.name)


def _protection(board: Board, lost: float, naive: float, told: int) -> Protection:
    cells = [item for item in board.items.values() if item.a is not None]
    hidden = [item for item in cells if item.hidden]
    own = sum(item.primary for item in hidden)
    coarser, few = sum(item.form > 0 for item in cells), board.rules.value("more_rentals_than", 0)
    return Protection(
        board.rules.name,
        len(cells),
        own,
        len(hidden) - own,
        coarser,
        lost,
        naive,
        board.room,
        board.low,
        board.base,
        few,
        int(board.rules.value("small_as", 0)),
        told,
    )
