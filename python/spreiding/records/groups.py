"""Target groups as data: which code belongs to which main group, in which years, and what counts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from spreiding import _core
from spreiding.base.results import Result
from spreiding.values import columns, frames, names
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreiding.base.types import Frame

#: Packaged schemes; ``harmonised`` applies the main groups of 2024 to the codes of all years, ``as_published`` to each
#: day those of the scheme that holds on it.
SCHEMES = ("ois2018", "phkg2020", "phkg2024", "harmonised", "as_published")
#: First day on which each document's scheme holds; it holds until the next begins.
HOLDS_FROM = {"ois2018": date(2016, 1, 1), "phkg2020": date(2020, 1, 1), "phkg2024": date(2024, 1, 1)}
#: What becomes of a record with the code: an allocation, left out altogether, or a regular letting.
ROLES = ("allocation", "excluded", "regular")
#: What a table of one's own is called, and in messages.
OWN, OWN_TABLE = "own table", "target groups own table"
#: Name of all groups together, which no group can bear.
RESERVED = "all"

#: A whole number written as a broken one.
WHOLE = re.compile(r"(\d+)[.,]0+")
#: Signs that are no letter or digit; caught where digits stand on both sides.
BETWEEN_DIGITS = re.compile(r"((?<=\d)[^\w\s](?=\d))|[\W_]")

_DEFAULTS: dict[str, object] = {
    "name": None, "aliases": "", "role": None, "in_analysis": True, "counts_toward_target": None,
    "valid_from": None, "valid_to": None, "sensitivity": None, "city_only": None, "source": OWN,
}  # fmt: skip


def fold(text: str) -> str:
    """Reduce a label to what decides a match: letters and digits, no case, accents, spaces or punctuation.

    A mark between two digits stays: ``2.0`` is not code 20.

    >>> fold(" Omslag MO/BW "), fold("Rolstoelgeïndiceerden"), fold("M1.0"), fold("2016-H1")
    ('omslagmobw', 'rolstoelgeindiceerden', 'm1.0', '2016h1')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return BETWEEN_DIGITS.sub(lambda mark: mark[0] if mark[1] else "", plain)


@dataclass(frozen=True, repr=False)
class TargetGroups(Result):
    """A scheme of target groups; get a packaged one, or make your own, with :func:`target_groups`."""

    name: str
    frame: pl.DataFrame
    _labels: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    #: Where main groups differ from day to day: ``valid_from`` (each holds until the next), ``code``, ``main_group``.
    history: pl.DataFrame | None = field(default=None, repr=False, compare=False)

    @property
    def caption(self) -> str:
        return f"Target groups of {self.name}: {self.frame.height} codes"

    def to_polars(self) -> pl.DataFrame:
        """Return one row per code.

        ``code``, ``name``, ``main_group``, ``in_analysis``, ``counts_toward_target`` (null where not
        known), ``valid_from``, ``valid_to`` (both included; null is open), ``sensitivity``, ``source``,
        and ``aliases``, ``role`` (``allocation``, ``excluded`` or ``regular``), ``city_only``.
        """
        return self.frame

    @cached_property
    def main_groups(self) -> tuple[str, ...]:
        """Main groups in the order of the scheme."""
        rows = self.frame.filter(pl.col("role") == "allocation")
        return tuple(rows.get_column("main_group").unique(maintain_order=True))

    @property
    def unrated(self) -> frozenset[str]:
        """Main groups with a code that is told for the city alone because the table gives it no sensitivity."""
        bare = (pl.col("role") == "allocation") & pl.col("city_only") & pl.col("sensitivity").is_null()
        return frozenset(self.frame.filter(bare).get_column("main_group"))

    def spells(self) -> list[tuple[date | None, dict[str, str | None]]]:
        """Return the first day of each spell with the main group of every code in it; one spell where none differ."""
        usual = dict(self.frame.select("code", "main_group").iter_rows())
        if self.history is None:
            return [(None, usual)]
        return [
            (
                first,
                usual
                | dict(self.history.filter(pl.col("valid_from") == first).select("code", "main_group").iter_rows()),
            )
            for first in sorted(self.history.get_column("valid_from").unique())
        ]

    def main_at(self, day: date) -> dict[str, str | None]:
        """Return the main group of every code on a day."""
        found = self.spells()
        return next((main_of for first, main_of in reversed(found) if first is not None and first <= day), found[0][1])

    def moved(self) -> pl.DataFrame:
        """Return the codes of which the main group differs between spells: ``code`` and a column per first day."""
        if self.history is None:
            return pl.DataFrame(schema={"code": pl.String})
        wide = self.history.sort("valid_from").pivot(
            "valid_from", index="code", values="main_group", sort_columns=False
        )
        differs = pl.concat_list(pl.exclude("code")).list.drop_nulls().list.n_unique() > 1
        return wide.filter(differs).sort("code")

    def resolve(self, labels: Iterable[str]) -> dict[str, str | None]:
        """Return the code of each label as it stands in a source; None for an unknown one.

        A code that was read as a number and written as ``2.0`` is code 2.

        >>> target_groups("ois2018").resolve(["UMO", " omslag MO/BW", "Umo.", "anders"])
        {'UMO': 'UMO', ' omslag MO/BW': 'omslag MOBW', 'Umo.': 'UMO', 'anders': None}
        """
        found = {label: self._labels.get(fold(label)) for label in labels}
        broken = {label: WHOLE.fullmatch(label.strip()) for label, code in found.items() if code is None}
        return found | {label: self._labels.get(match[1]) for label, match in broken.items() if match}


def target_groups(scheme: str | Frame | TargetGroups) -> TargetGroups:
    """Return a scheme of target groups.

    Parameters
    ----------
    scheme
        ``"ois2018"`` (2016 and first half of 2017), ``"phkg2020"``, ``"phkg2024"``, or
        ``"harmonised"``: the main groups of 2024 for the codes of all years; or ``"as_published"``: on each day those
        of the document that holds on it, with a break where the next begins. Or your own table:
        ``code`` and ``main_group``, and where wanted ``name``, ``aliases`` (separated by ``|``),
        ``role``, ``in_analysis``, ``counts_toward_target``, ``valid_from``, ``valid_to``,
        ``sensitivity``, ``city_only``, ``source``. A code without ``sensitivity`` is ``city_only``:
        protection tells it for the whole city alone, unless the table says ``no``.

    Raises
    ------
    InvalidInputError
        If there is no such scheme, a column is missing, a role is unknown, or two codes share a label.

    Examples
    --------
    >>> target_groups("ois2018").main_groups
    ('met_begeleiding', 'zonder_begeleiding', 'statushouders')
    >>> own = target_groups({"code": ["a", "b"], "main_group": ["x", "y"]})
    >>> own.resolve(["A "])
    {'A ': 'a'}
    """
    if isinstance(scheme, TargetGroups):
        return scheme
    if isinstance(scheme, str):
        return _packaged(scheme)
    return _scheme(OWN, frames.to_frame(scheme, source="table of target groups"))


@cache
def _packaged(scheme: str) -> TargetGroups:
    """Return a packaged scheme, which nothing changes: it is made once."""
    if scheme == "as_published":
        return _as_published()
    text = _core.embedded(f"target_groups/{scheme}.csv") if scheme in SCHEMES else None
    if text is None:
        raise refusal("unknown-scheme", found=scheme, known=[repr(name) for name in SCHEMES])
    return _scheme(scheme, pl.read_csv(StringIO(text), infer_schema=False))


def holds_until(scheme: str) -> tuple[bool, date | None]:
    """Return whether a scheme is a packaged document's, and the day on which it ends: the day before the next begins.

    >>> holds_until("phkg2020"), holds_until("phkg2024"), holds_until("own table")
    ((True, datetime.date(2023, 12, 31)), (True, None), (False, None))
    """
    days = list(HOLDS_FROM.values())
    later = {name: after - timedelta(days=1) for name, after in zip(HOLDS_FROM, days[1:], strict=False)}
    return scheme in HOLDS_FROM, later.get(scheme)


def held_days(scheme: TargetGroups) -> dict[str, tuple[date | None, date | None]]:
    """Return first and last day of every code; those of a packaged document hold until the next one begins."""
    packaged, end = holds_until(scheme.name)
    rows = scheme.frame.select("code", "valid_from", "valid_to").iter_rows()
    return {code: (first, end if packaged and last is not None else last) for code, first, last in rows}


def _as_published() -> TargetGroups:
    """Return the codes of all years with the main group that each document gives them."""
    whole = target_groups("harmonised")
    parts = []
    for name, first in HOLDS_FROM.items():
        rows = target_groups(name).frame.filter(pl.col("role") == "allocation").select("code", "main_group")
        found = whole.resolve(rows.get_column("code"))
        rows = rows.with_columns(pl.col("code").replace_strict(found, default=None), valid_from=pl.lit(first))
        parts.append(rows.drop_nulls().unique("code", keep="first", maintain_order=True))
    history = pl.concat(parts)
    from_ = dict(history.group_by("code").agg(pl.col("valid_from").min()).iter_rows())
    since = pl.Series("valid_from", [from_.get(code) for code in whole.frame.get_column("code")], dtype=pl.Date)
    since = since.replace(HOLDS_FROM["ois2018"], None)  # the first document says nothing of the years before it
    days = list(HOLDS_FROM.values())
    last = dict(history.group_by("code").agg(pl.col("valid_from").max()).iter_rows())
    ends = {first: after - timedelta(days=1) for first, after in pairwise(days)}
    until = [ends.get(last[code]) if code in last else None for code in whole.frame.get_column("code")]
    frame = whole.frame.with_columns(since, pl.Series("valid_to", until, dtype=pl.Date))
    return TargetGroups("as_published", frame, whole._labels, history)  # noqa: SLF001


def _scheme(name: str, table: pl.DataFrame) -> TargetGroups:
    source = OWN_TABLE if name == OWN else f"target groups {name}"
    names.need_columns(table, ["code", "main_group"], source=source)
    lacking = {key: value for key, value in _DEFAULTS.items() if key not in table.columns}
    table = table.hstack([pl.Series(key, [value] * table.height) for key, value in lacking.items()])
    table = table.with_columns(
        *(_declared(table, column, source) for column in ("code", "main_group", "role", "name", "sensitivity")),
        pl.col("aliases").cast(pl.String).fill_null(""),
        *(columns.flags(table, name, source=source) for name in ("in_analysis", "counts_toward_target", "city_only")),
        *(columns.days(table, column, source=source) for column in ("valid_from", "valid_to")),
    )
    # Who says nothing of the sensitivity of a group gets the strictest: it is told for the city alone.
    derived = pl.when("in_analysis").then(pl.lit("allocation")).when(~pl.col("in_analysis")).then(pl.lit("excluded"))
    table = table.with_columns(
        city_only=pl.coalesce("city_only", pl.col("sensitivity").is_null()),
        name=pl.coalesce("name", "code"),
        role=pl.coalesce("role", derived),
    )
    _check(table, source)
    return TargetGroups(name, table, _labels(table, source))


def _declared(table: pl.DataFrame, column: str, source: str) -> pl.Series:
    """Return a column of text in which nothing but blanks is missing: what a scheme declares is no sign."""
    held = table.get_column(column)
    known = _core.cleaned(held.drop_nulls().to_list()) if held.dtype == pl.String else []
    return columns.texts(table, column, source=source, known=[text for text in known if text])


def _check(table: pl.DataFrame, source: str) -> None:
    bare = (pl.col("role") == "allocation") & pl.col("main_group").is_null()
    rules: list[tuple[str, str, pl.Expr, dict[str, Any]]] = [
        ("group-without-code", "code", pl.col("code").is_null(), {}),
        ("group-role", "role", ~pl.col("role").is_in(ROLES).fill_null(value=False), {"known": list(ROLES)}),
        ("reserved-name", "main_group", (pl.col("main_group") == RESERVED), {"names": [RESERVED]}),
        ("reserved-name", "code", (pl.col("code") == RESERVED), {"names": [RESERVED]}),
        ("code-without-main-group", "main_group", bare, {}),
    ]
    # One look at all of them: a scheme is read again for every file.
    met = table.select(broken.fill_null(value=False).alias(str(at)) for at, (*_, broken, _) in enumerate(rules))
    for (code, column, _, data), broken in zip(rules, met.iter_columns(), strict=True):
        found = [row for row, bad in enumerate(broken.to_list(), 1) if bad]
        if found:
            raise refusal(code, source=source, column=column, rows=found, first=columns.row_text(found), **data)


def _labels(table: pl.DataFrame, source: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for code, aliases in table.select("code", "aliases").iter_rows():
        for label in [code, *(alias for alias in aliases.split("|") if alias)]:
            if labels.setdefault(fold(label), code) != code:
                raise refusal("label-of-two-groups", source=source, label=label, one=labels[fold(label)], other=code)
    return labels
