"""Protect shares before they are published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from spreiding.base.progress import progress
from spreiding.counts.grain import need_whole
from spreiding.disclosure import primary
from spreiding.disclosure.apart import note_apart
from spreiding.disclosure.board import Board, items_of
from spreiding.disclosure.forced import force
from spreiding.disclosure.groups import known_groups
from spreiding.disclosure.guard import disclosed, guard
from spreiding.disclosure.inhabited import too_few
from spreiding.disclosure.insiders import insiders_of
from spreiding.disclosure.loss import Loss, Protection, naive_blanks, naive_lost
from spreiding.disclosure.outcome import outcome
from spreiding.disclosure.published import together
from spreiding.disclosure.rules import WIDTH, Rules
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from os import PathLike
    from typing import TypeAlias

    from spreiding.base.types import Frame
    from spreiding.counts.shares import Shares
    from spreiding.disclosure.insiders import Insiders
    from spreiding.disclosure.items import Item
    from spreiding.disclosure.model import Same
    from spreiding.disclosure.printed import PrintedTable
    from spreiding.disclosure.tree import Hierarchy
    from spreiding.records.groups import TargetGroups

    #: A table that was published, or the folder or file of one.
    Earlier: TypeAlias = PrintedTable | Shares | str | PathLike[str] | Any


@overload
def protect(
    shares: Shares,
    *,
    rules: str | Rules | Frame = ...,
    earlier: Sequence[Earlier] = ...,
    hierarchy: Hierarchy | None = ...,
    consent: Collection[str] = ...,
    same: Same = ...,
    level: Literal["wijk", "gebied"] | None = ...,
    groups: TargetGroups | Frame | str | None = ...,
    inhabitants: Frame | None = ...,
    cells: Frame | None = ...,
    insiders: Insiders = ...,
    seed: int = ...,
) -> Shares: ...
@overload
def protect(
    shares: Sequence[Shares],
    *,
    rules: str | Rules | Frame = ...,
    earlier: Sequence[Earlier] = ...,
    hierarchy: Hierarchy | None = ...,
    consent: Collection[str] = ...,
    same: Same = ...,
    level: Literal["wijk", "gebied"] | None = ...,
    groups: TargetGroups | Frame | str | None = ...,
    inhabitants: Frame | None = ...,
    cells: Frame | None = ...,
    insiders: Insiders = ...,
    seed: int = ...,
) -> tuple[Shares, ...]: ...
def protect(
    shares: Shares | Sequence[Shares],
    *,
    rules: str | Rules | Frame = "ois",
    earlier: Sequence[Earlier] = (),
    hierarchy: Hierarchy | None = None,
    consent: Collection[str] = (),
    same: Same = (),
    level: Literal["wijk", "gebied"] | None = None,
    groups: TargetGroups | Frame | str | None = None,
    inhabitants: Frame | None = None,
    cells: Frame | None = None,
    insiders: Insiders = (),
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
        ``"ois"``, ``"cbs"``, ``"statistiekhub"`` (the house rules of O&S's statistics hub: counts in multiples of 5, 90
        for 90% and more, nothing of areas under 50 inhabitants; what these alone would tell is in
        ``.protection.leaks``, and is hidden besides), or a table with ``rule, value`` and optionally ``groups, level,
        by, source``.
    earlier : sequence of path, Edition, PrintedTable or Shares
        What is already published: folders of earlier editions, files that :func:`spreiding.write_csv` wrote, other
        tables of the same period. New cells are hidden until these hold; what the earlier ones disclose by themselves
        no suppression can undo, and ``.protection.told`` names it.
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
    inhabitants : frame, optional
        ``area`` and ``inhabitants``, for rules that tell nothing of areas with few.
    cells : frame, optional
        Single cells by their codes, in columns as the tables have them (``area``, ``group``, ``year`` …; an empty code
        or no column is the total), with a ``status``: ``shown`` (its count is never hidden to guard another) or
        ``hidden`` (whatever it is), or with a ``cost``: how many times its information it is missed where it is hidden,
        from 0.01 to 100. A cell that a rule hides cannot be forced open.
    insiders : str, sequence of str or mapping
        ``"associations"``, or some by name: readers who know their own lettings and subtract them. The tables hold
        against each of them by itself, not against several that put their figures together; what cannot be hidden from
        one of them is named in ``.protection.known_inside``. Needs a table by ``corporation``; or give per name shares
        of its own lettings, at every level and period of the tables: then they hold beside its extract too.
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
        If tables contradict each other (named), are protected already, or were changed by hand; a group, level, rule,
        association or insider is unknown; the rules hide all there is; or no choice of cells protects a value.
    """
    one = not isinstance(shares, list | tuple)
    many: list[Any] = list(shares) if isinstance(shares, list | tuple) else [shares]
    if any(getattr(s, "protection", None) is not None for s in many):
        raise refusal("protected-already")
    for given in many:
        need_whole(given, "protect")
    board = _board(many, Rules.of(rules), earlier, hierarchy, level, same, groups)
    primary.apply(board, consent=consent, empty=too_few(board, inhabitants))
    force(board, cells)
    _something_left(board)
    naive = naive_blanks(board)
    leaks = () if board.rules.all("min_allocations") else disclosed(board, seed)
    known = insiders_of(board, insiders)
    with (shown := progress(" steps", scale=False)) as tick:
        told, inside = guard(board, seed, known, None if tick is None else shown.step)
    done = _protection(board, told, naive, leaks, inside)
    note_apart(many, board.rules, earlier=bool(earlier))
    results = []
    for s, place in zip(many, board.places, strict=True):
        rows = [None if at is None else board.items[at] for at in place]
        own = replace(done, limits=_limits(s, rows), dominated=_dominated(s, rows))
        results.append(outcome(s, rows, own))
    return results[0] if one else tuple(results)


def _board(
    many: Sequence[Any],
    rules: Rules,
    earlier: Sequence[Any],
    hierarchy: Any,
    level: str | Sequence[str] | None,
    same: Same,
    groups: Any,
) -> Board:
    for shares in many:
        known_groups(shares, groups)
    said = together(earlier, beside=many, hierarchy=hierarchy, groups=groups)
    used = [dim for told in said.told for dim in told.codes]
    dims = tuple(dict.fromkeys([*said.dimensions.names(many), *used]))
    items, places = items_of(many, said, dims, level, groups)
    rules.check({item.group for item in items}, dims)
    return Board(items, places, dims, said, rules, same)


def _something_left(board: Board) -> None:
    """Refuse tables of which nothing is left to publish."""
    cells = [item for item in board.items if item.a is not None]
    if cells and not any(item.r for item in cells):
        raise refusal("nothing-to-protect")
    some = [item for item in cells if item.a]
    if some and all(item.primary for item in some):
        raise refusal("rules-hide-everything", rules=board.rules.name)


def _limits(shares: Any, rows: Sequence[Item | None]) -> tuple[tuple[str, float, float], ...]:
    """Return the threshold of every group: of the rows of its units, and of the city's."""
    units, city = shares.to_polars().get_column("group"), shares.total.to_polars().get_column("group")
    parts = zip(units, rows[: len(units)], strict=True), zip(city, rows[len(units) :], strict=True)
    found: dict[str, list[float]] = {}
    for side, part in enumerate(parts):
        for group, item in part:
            both = found.setdefault(group, [0.0, 0.0])
            both[side] = max(both[side], item.threshold if item is not None else 0.0)
    return tuple((group, *both) for group, both in found.items())  # type: ignore[misc]


def _dominated(shares: Any, rows: Sequence[Item | None]) -> frozenset[tuple[str, ...]]:
    """Return keys and group of the rows that one association dominates."""
    named = shares.to_polars().select(*shares.counts.keys, "group").cast(pl.String).rows()
    return frozenset(name for name, item in zip(named, rows, strict=False) if item is not None and item.wide)


def _protection(
    board: Board, told: Sequence[str], naive: Collection[int], leaks: Sequence[str], inside: Sequence[str]
) -> Protection:
    cells = [item for item in board.items if item.a is not None]
    hidden = [item for item in cells if item.hidden]
    own, signs = sum(item.primary for item in hidden), board.signs
    return Protection(
        board.rules.name,
        n_cells=len(cells),
        n_primary=own,
        n_secondary=len(hidden) - own,
        n_coarser=sum(item.form > 0 for item in cells),
        information_lost=Loss(board).lost(),
        naive_lost=naive_lost(board, naive),
        minimum=board.room,
        low=signs.low,
        base=signs.base,
        few=signs.few,
        small_as=signs.small_as,
        n_told=len(told),
        told=tuple(told),
        leaks=tuple(leaks),
        known_inside=tuple(inside),
        signs=signs,
        width=board.rules.value("dominance_width", WIDTH),
    )
