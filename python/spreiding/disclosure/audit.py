"""What an outsider can derive from printed tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from spreiding.base.progress import progress
from spreiding.base.results import Result, version
from spreiding.disclosure.model import Model, State, build
from spreiding.disclosure.proof import prove
from spreiding.disclosure.protected import protected, sums_of_printed
from spreiding.disclosure.published import together
from spreiding.disclosure.system import narrowed, witness
from spreiding.disclosure.unions import limits_of, unions, wide_of
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from spreiding.disclosure.model import Same
    from spreiding.disclosure.reader import Told
    from spreiding.disclosure.solver import Whole

#: Fewest values that a protected number must keep (documentation, page disclosure, rule 7).
MINIMUM = 5


@dataclass(frozen=True, repr=False)
class Audit(Result):
    """What can be derived; :attr:`findings` are the protected values with too few candidates."""

    cells: pl.DataFrame  #: every protected value: measure, codes, low, high, candidates, decided
    minimum: int
    tables: tuple[str, ...]
    seed: int = 0
    version: str = field(default_factory=version)

    @property
    def findings(self) -> pl.DataFrame:
        """Protected values with fewer than :attr:`minimum` candidates, fewest first."""
        few = self.cells.filter(pl.col("candidates") < pl.col("need"))
        return few.sort(
            "candidates", "measure", *[c for c in few.columns if few[c].dtype == pl.String], maintain_order=True
        )

    @property
    def ok(self) -> bool:
        """Whether every protected value keeps enough candidates."""
        return self.findings.is_empty()

    @property
    def caption(self) -> str:
        """Say how many values are disclosed."""
        found = self.findings.height
        return (
            f"Audit of {', '.join(self.tables)}: {found} of {self.cells.height} protected values have fewer than "
            f"{self.minimum} candidates"
        )

    def to_polars(self) -> pl.DataFrame:
        """Return the findings: ``measure``, the codes, ``low``, ``high``, ``candidates``, ``decided``."""
        return self.findings


def audit(
    *tables: Any,
    hierarchy: Mapping[str, Any] | None = None,
    minimum: int = MINIMUM,
    small: int = MINIMUM,
    measures: Sequence[str] = ("allocations", "rentals"),
    rounding: Literal["half_away", "unknown"] = "half_away",
    same: Same = (),
    seed: int = 0,
) -> Audit:
    """Compute what an outsider can derive from tables as printed.

    All tables count together: give earlier editions and public figures (the housing stock) as further tables. The
    outsider knows that counts are whole and not negative, that there are no more allocations than rentals, which
    codes add up to which, and how shares are rounded.

    Parameters
    ----------
    *tables : PrintedTable or Shares
        What is printed. Of ``Shares`` the protected figures are taken; unprotected shares count as printed in full.
    hierarchy : mapping
        Per dimension the codes that add up: ``{"area": {"E40": "DX05", ..., "DX05": "STAD"}}`` (all children of a
        parent), or an ``Areas``. Taken from the shares where these have areas. Dimensions without one are not added.
    minimum : int
        Fewest feasible values (candidates) that every protected value must keep.
    small : int
        Counts from 1 to below this are protected: one that is printed is a finding, and so are the hidden parts of one
        sum that are together such a count (named ``A + B``). Of protected shares the thresholds of their rules count.
    measures : sequence of str
        What is protected where it is not printed: ``allocations`` and ``rentals``. The housing stock is public.
    rounding : {"half_away", "unknown"}
        How printed shares were rounded; ``unknown`` keeps both ends, and so more candidates.
    same : sequence of pairs of lists of str
        Areas of two schemes that cover the same ground: ``[(["A00"], ["AA", "AB"])]``. A printed table names the second
        scheme by its key, such as ``area_2022``.
    seed : int
        Seed of the search for feasible values; counts below ``minimum`` do not depend on it.

    Returns
    -------
    Audit
        ``.ok``; ``.findings`` with one row per value that has fewer than ``minimum`` candidates; ``.cells``.

    Raises
    ------
    InvalidInputError
        If the tables contradict each other (the contradiction is named), or a code has no place in its hierarchy.

    Examples
    --------
    20 allocations that are 54% of the rentals: there were 37.

    >>> import spreiding as sp
    >>> table = sp.PrintedTable(frame={"area": ["E40"], "n": [20], "pct": [54]},
    ...                         columns={"allocations": "n", "share_of_rentals": "pct"})
    >>> sp.audit(table).findings.select("measure", "area", "low", "high", "candidates").row(0)
    ('rentals', 'E40', 37, 37, 1)
    """
    if not tables:
        raise refusal("audit-needs-a-table")
    said = together(tables, hierarchy=hierarchy, closed=rounding == "unknown")
    model, state = build(said.told, said.trees, same=same)
    wide = wide_of(model, said.told)
    with progress(" values") as tick:
        cells = derive(
            model, state, measures=measures, minimum=minimum, seed=seed, small=small, wide=wide, tick=tick
        )  # fmt: skip
    if "allocations" in measures:
        more = _small_sums(model, state, said.told, minimum, small)
        cells = pl.concat([cells, more], how="vertical_relaxed")
    return Audit(cells, minimum, tuple(dict.fromkeys(table.name for table in said.told)), seed)


def _small_sums(model: Model, state: State, tables: Sequence[Told], minimum: int, small: int) -> pl.DataFrame:
    """Return the hidden parts of sums that are a small count together, as rows of :func:`derive`."""
    found = unions(model, state, *narrowed(state.system), limits_of(model, tables, small))
    names = ["measure", *model.space.dims]
    counts = ["at", "low", "high", "candidates", "decided", "need"]
    rows = [
        ("allocations", *union.codes(model), union.whole, union.low, union.high, min(union.candidates, minimum), True,
         minimum)
        for union in found
    ]  # fmt: skip
    types = [*[pl.String] * len(names), *[pl.Int64] * 4, pl.Boolean, pl.Int64]
    return pl.DataFrame(rows, schema=dict(zip([*names, *counts], types, strict=True)), orient="row")


def derive(
    model: Model,
    state: State,
    *,
    measures: Sequence[str],
    minimum: int,
    seed: int = 0,
    values: Any = None,
    small: int = 0,
    skip: Collection[int] = (),
    exact: bool = True,
    pool: list[Whole] | None = None,
    wide: Mapping[int, float] | None = None,
    tick: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Return the candidates of every protected unknown of a model; ``values`` is an assignment that is known to fit.

    Printed counts of 1 to ``small - 1`` count as protected: printing one discloses it. Unknowns in ``skip`` are left
    out; those in ``wide`` must span such a part of their greatest value, where that is more than ``minimum``. The
    column ``at`` is the unknown.
    """
    if values is None:
        values = witness(state.system, *narrowed(state.system))
    needs = _needs(model, state, measures=measures, minimum=minimum, small=small, skip=skip)
    mine = {at: part for at, part in (wide or {}).items() if at in needs}
    proof = prove(state.system, needs, values, want=minimum, seed=seed, exact=exact, pool=pool, wide=mine, tick=tick)
    return _named(model, state, proof.frame().rename({"target": "at"}), minimum)


def pressed(
    model: Model, state: State, *, measures: Sequence[str], minimum: int, skip: Collection[int] = ()
) -> pl.DataFrame:
    """Return the protected unknowns that the rows, taken one by one, leave too few values: they need no search.

    Rows are as those of :func:`derive`; their candidates are the most that there can be.
    """
    needs = _needs(model, state, measures=measures, minimum=minimum, small=0, skip=skip)
    low, high = narrowed(state.system)
    at = np.array(list(needs), dtype=np.int64)
    table = pl.DataFrame({"at": at, "low": low[at], "high": high[at], "need": np.array(list(needs.values()), np.int64)})
    most = table.with_columns(candidates=pl.col("high") - pl.col("low") + 1, decided=pl.lit(value=True))
    few = most.filter(pl.col("candidates") < pl.col("need"))
    return _named(model, state, few.select("at", "low", "high", "candidates", "decided", "need"), minimum)


def _needs(
    model: Model, state: State, *, measures: Sequence[str], minimum: int, small: int, skip: Collection[int]
) -> dict[int, int]:
    """Return the values that each protected unknown must keep."""
    targets = protected(model, state, measures, small)
    targets = targets[np.isin(targets, list(skip), invert=True)]
    # Of a rounded count no more is asked than its own print leaves.
    usual = np.where(state.width > 0, np.minimum(minimum, state.width), minimum)
    return {int(t): int(usual[t]) for t in targets}


def _named(model: Model, state: State, found: pl.DataFrame, minimum: int) -> pl.DataFrame:
    # A sum over cells of a table that is itself in none is no secret, unless it is small.
    told = sums_of_printed(model, state)[found.get_column("at").to_numpy()]
    found = found.filter(pl.Series(~told) | (found.get_column("low") < minimum))
    kind = dict.fromkeys(["measure", *model.space.dims], pl.String)
    rows = [(model.space.measure(model.keys[at]), *model.codes(at)) for at in found.get_column("at").to_list()]
    named = pl.DataFrame(rows, schema=kind, orient="row")
    return pl.concat([named, found], how="horizontal")
