"""What an outsider can derive from printed tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from spreiding.base.errors import InvalidInputError
from spreiding.base.results import Result, version
from spreiding.disclosure.model import Cell, Model, build
from spreiding.disclosure.printed import PrintedTable
from spreiding.disclosure.proof import candidates
from spreiding.disclosure.system import narrowed, witness
from spreiding.disclosure.tree import tree_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spreiding.disclosure.model import Same
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
        few = self.cells.filter(pl.col("candidates") < self.minimum)
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
        Counts from 1 to below this are protected: one that is printed is a finding.
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
    from spreiding.disclosure.dimensions import Dimensions  # noqa: PLC0415  needs shares
    from spreiding.disclosure.published import prints_of  # noqa: PLC0415  needs shares

    if not tables:
        msg = "audit needs at least one table"
        raise InvalidInputError(msg)
    shares = [t for t in tables if not isinstance(t, PrintedTable)]
    printed = [dim for t in tables if isinstance(t, PrintedTable) for dim in t.keys]
    dimensions = Dimensions.of(shares, [*printed, *(hierarchy or {})])
    trees = dimensions.trees(shares, strict=False)
    trees |= {dimensions.name(dim): tree_of(spec, name=dim) for dim, spec in (hierarchy or {}).items()}
    prints = prints_of(tables, "shares", trees, dimensions)
    model = build(prints, trees, rounding=rounding, same=same)
    cells = derive(model, measures=measures, minimum=minimum, seed=seed, small=small)
    return Audit(cells, minimum, tuple(dict.fromkeys(p.name for p in prints)), seed)


def derive(
    model: Model,
    *,
    measures: Sequence[str],
    minimum: int,
    seed: int = 0,
    values: Sequence[int] | None = None,
    small: int = 0,
    skip: Collection[Cell] = (),
    exact: bool = True,
    pool: list[Whole] | None = None,
) -> pl.DataFrame:
    """Candidates of every protected cell of a model; ``values`` is an assignment that is known to fit.

    Printed counts of 1 to ``small - 1`` count as protected: printing one discloses it. Cells in ``skip`` are left out.
    """
    low, high = narrowed(model.system)
    if values is None:
        values = witness(model.system, low, high)
    targets = {cell: at for cell, at in protected(model, measures, small).items() if cell not in skip}
    found = candidates(model.system, list(targets.values()), values, want=minimum, seed=seed, exact=exact, pool=pool)
    names = pl.DataFrame(
        [(measure, *codes) for measure, codes in targets],
        schema=["measure", *model.dims],
        schema_overrides=dict.fromkeys(["measure", *model.dims], pl.String),
        orient="row",
    )
    sums = _sums_of_printed(model)
    # A sum over cells of a table that is itself in none is no secret, unless it is small.
    own = [at not in sums or low < minimum for at, low in zip(targets.values(), found["low"], strict=True)]
    return pl.concat([names, found.drop("target")], how="horizontal").filter(pl.Series(own, dtype=pl.Boolean))


def protected(model: Model, measures: Sequence[str], small: int) -> dict[tuple[str, tuple[str, ...]], int]:
    """Cells that are not printed and are more than a sum of cells that are, and those printed though small."""
    told = {at for at in model.exact if not 0 < model.system.high[at] < small}
    told |= _nil(model)
    # A sum of printed cells tells nothing new.
    grew = True
    while grew:
        more = {top for top, parts in model.sums if top not in told and all(p in told for p in parts)}
        grew = bool(more)
        told |= more
    return {cell: at for cell, at in model.cells.items() if cell[0] in measures and at not in told}


def _sums_of_printed(model: Model) -> set[int]:
    """Cells in no table that are the sum of cells in tables."""
    return {
        top for top, parts in model.sums if top not in model.printed and all(part in model.printed for part in parts)
    }


def _nil(model: Model) -> set[int]:
    """Cells that are printed as 0, and their parts: a total of 0 discloses every part."""
    nil = {at for at in model.exact if model.system.high[at] == 0}
    for (measure, codes), at in model.cells.items():
        if measure == "allocations":
            under = model.cell("rentals", dict(zip(model.dims, codes, strict=True)))
            if model.cells.get(under) in nil:
                nil.add(at)
    fresh = True
    while fresh:
        more = {part for top, parts in model.sums if top in nil for part in parts} - nil
        more |= {top for top, parts in model.sums if top not in nil and nil.issuperset(parts)}
        fresh = bool(more)
        nil |= more
    return nil
