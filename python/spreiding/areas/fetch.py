"""Download of the city's open boundary files. The one place that knows an address on the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from spreiding.base.errors import MissingFileError
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

#: Open geodata of the city, longitude and latitude: https://maps.amsterdam.nl/open_geodata/
ADDRESS = "https://maps.amsterdam.nl/open_geodata/geojson_lnglat.php?KAARTLAAG={layer}&THEMA=gebiedsindeling"

#: Level -> layer of that service. It serves the division in force, from 2022 on.
LEVELS = {
    "stadsdeel": "INDELING_STADSDEEL",
    "gebied": "INDELING_GEBIED",
    "wijk": "INDELING_WIJK",
    "buurt": "INDELING_BUURT",
}

#: Seconds without an answer after which a download is given up.
PATIENCE = 30


def fetch(level: str, folder: Path, *, address: str = ADDRESS) -> Path:
    """Download the boundaries of a level as GeoJSON.

    Raises
    ------
    InvalidInputError
        If there is no such level or folder, the service does not answer, or its answer is no GeoJSON.
    """
    from spreiding.base.files import replace  # noqa: PLC0415  only for a download

    if level not in LEVELS:
        raise refusal("expected-one-of", argument="level", found=level, known=list(LEVELS))
    if not folder.is_dir():
        raise refusal("no-such-folder", MissingFileError, source=str(folder))
    content = _get(address.replace("{layer}", LEVELS[level]))
    path = folder / f"{level}.geojson"
    replace(path, content)
    return path


def _get(address: str) -> bytes:
    """Return what an address answers, after checking that it is a feature collection."""
    if not address.startswith(("https://", "http://")):
        raise refusal("fetch-address", found=address)
    request = Request(address, headers={"User-Agent": "spreiding"})  # noqa: S310  checked above
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  checked above
            content: bytes = answer.read()
    except HTTPError as error:
        raise refusal("fetch-status", address=address, status=f"{error.code} {error.reason}") from error
    except (URLError, TimeoutError, ConnectionError) as error:
        raise refusal("fetch-unreachable", address=address) from error
    try:
        found: Any = json.loads(content)
    except ValueError as error:
        raise refusal("fetch-no-json", address=address, size=str(len(content))) from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not found.get("features"):
        raise refusal("fetch-no-features", address=address)
    return content


def run_fetch(options: argparse.Namespace) -> int:
    """Download the levels asked for."""
    for level in options.levels or ["wijk"]:
        path = fetch(level, Path(options.to), address=options.address or ADDRESS)
        features = json.loads(path.read_bytes())["features"]
        print(f"{path} ({len(features)} areas)")  # noqa: T201  this is a command
        print(f"  use it by: --areas {path} {' '.join(hint(level, features[0]['properties']))}")  # noqa: T201
    return 0


def hint(level: str, properties: Mapping[str, object]) -> list[str]:
    """Return the options that name the properties of a file of the city: ``Wijkcode``, ``Wijk``.

    >>> hint("wijk", {"Wijkcode": "MH", "Wijk": "Zeeburgereiland", "Stadsdeelcode": "M"})
    ['--area-code Wijkcode', '--area-name Wijk', '--area-parent stadsdeel=Stadsdeelcode']
    """
    own = level.capitalize()
    above = reversed([name for name in LEVELS if list(LEVELS).index(name) < list(LEVELS).index(level)])
    options = [(f"{own}code", f"--area-code {own}code"), (own, f"--area-name {own}")]
    options += [(f"{name.capitalize()}code", f"--area-parent {name}={name.capitalize()}code") for name in above]
    return [option for name, option in options if name in properties]
