"""A study from files: what the command line reads before it reports or checks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spreiding._core import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def study_from(
    records: Sequence[str],
    *,
    stock: Sequence[str] = (),
    areas: str | None = None,
    area_code: str = "code",
    area_name: str | None = None,
    area_parents: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    groups: str = "ois2018",
    period: Sequence[str] | None = None,
) -> Any:
    """Read the study that the options of a command describe; without records, the embedded example.

    Raises
    ------
    InvalidInputError
        If a file or an option breaks a rule.
    """
    import spreiding as sp  # noqa: PLC0415  heavy
    from spreiding.examples import Study, tiles  # noqa: PLC0415  heavy

    places = _places(areas, area_code, area_name, area_parents)
    if not records:
        return _example(places)
    places = places or tiles("wijk")
    rentals = sp.read_rentals(
        _source(records), columns=columns or None, groups=groups, areas=places, period=_days(period)
    )
    return Study(rentals=rentals, stock=_stock(stock), areas=places, groups=rentals.groups)


def check_from(
    records: Sequence[str],
    *,
    stock: Sequence[str] = (),
    areas: str | None = None,
    area_code: str = "code",
    area_name: str | None = None,
    area_parents: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    groups: str = "ois2018",
    period: Sequence[str] | None = None,
) -> Any:
    """Check what the options of a command describe, records that cannot be read included.

    Raises
    ------
    InvalidInputError
        If there is no such file, or an option breaks a rule.
    """
    import spreiding as sp  # noqa: PLC0415  heavy
    from spreiding.examples import tiles  # noqa: PLC0415  heavy

    places = _places(areas, area_code, area_name, area_parents)
    if not records:
        study = _example(places)
        return sp.check(study.rentals, stock=study.stock, areas=study.areas)
    return sp.check(
        _source(records),
        stock=_stock(stock),
        areas=places or tiles("wijk"),
        columns=columns or None,
        groups=groups,
        period=_days(period),
    )


def _places(areas: str | None, code: str, name: str | None, parents: Mapping[str, str] | None) -> Any:
    """Return the areas of a file."""
    import spreiding as sp  # noqa: PLC0415  heavy

    if areas is None:
        return None
    return _known(sp.read_areas(areas, code=code, name=name, parent=dict(parents or {}) or None))


def _source(records: Sequence[str]) -> Any:
    return records[0] if len(records) == 1 else list(records)


def _days(period: Sequence[str] | None) -> tuple[date, date] | None:
    return (_day(period[0]), _day(period[1])) if period else None


def _example(places: Any) -> Any:
    """Return the embedded example, on the user's boundaries where there are some."""
    from dataclasses import replace  # noqa: PLC0415  with the heavy ones

    import spreiding as sp  # noqa: PLC0415  heavy

    study = sp.examples.amsterdam_2016_2017()
    if places is None:
        return study
    rentals = sp.read_rentals(study.records, groups=study.groups, areas=places, period=study.period)
    return replace(study, rentals=rentals, areas=places)


def _known(areas: Any) -> Any:
    """Return boundaries of the wijken of 2015 with the names and parents that the file does not give."""
    from dataclasses import replace  # noqa: PLC0415  with the heavy ones

    from spreiding.examples import tiles  # noqa: PLC0415  heavy

    known = tiles("wijk")
    if not set(areas.codes) <= set(known.codes):
        return areas
    places = [known.codes.index(code) for code in areas.codes]
    named = any(name not in {None, code} for name, code in zip(areas.names, areas.codes, strict=True))
    levels = {level: [codes[i] for i in places] for level, codes in known.levels.items()}
    return replace(
        areas,
        names=areas.names if named else [known.names[i] for i in places],
        levels=areas.levels or levels,
        scheme=areas.scheme or known.scheme,
    )


def _stock(files: Sequence[str]) -> Any:
    """Read one or more files of dwellings per area as one stock."""
    import polars as pl  # noqa: PLC0415  heavy

    import spreiding as sp  # noqa: PLC0415  heavy

    parts = [sp.read_stock(file) for file in files]
    if len(parts) <= 1:
        return parts[0] if parts else None
    return sp.read_stock(pl.concat([part.to_polars() for part in parts]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"--period has {text!r}, must be a day as 2016-01-31"
        raise InvalidInputError(msg) from error
