"""Download of the city's open boundary files. The one place that knows an address on the network."""

from __future__ import annotations

import json
import time
from socket import gaierror
from ssl import SSLError
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from spreiding.base.files import replace
from spreiding.words.catalogue import Said, sentence
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from spreiding.base.types import Lang

#: Open geodata of the city, longitude and latitude: https://maps.amsterdam.nl/open_geodata/
ADDRESS = "https://maps.amsterdam.nl/open_geodata/geojson_lnglat.php?KAARTLAAG={layer}&THEMA=gebiedsindeling"
#: The city's register of areas, which knows the areas of any day: https://api.data.amsterdam.nl/v1/docs/datasets/gebieden.html
ON_A_DAY = "https://api.data.amsterdam.nl/v1/gebieden/{layer}/?_format=geojson&geldigOp={day}"

#: Level -> layer of the open geodata, which serves the division in force, and table of the register.
LEVELS = {
    "stadsdeel": ("INDELING_STADSDEEL", "stadsdelen"),
    "gebied": ("INDELING_GEBIED", "ggwgebieden"),
    "wijk": ("INDELING_WIJK", "wijken"),
    "buurt": ("INDELING_BUURT", "buurten"),
}

#: Seconds without an answer after which a try is given up, and in all; tries; and bytes that are too many.
PATIENCE, ALTOGETHER, TRIES, MOST = 30, 300, 4, 200_000_000
#: Why an address gives nothing.
SILENT, CUT, REFUSED, NO_NAME, INSECURE, ELSEWHERE, BROKEN = (
    Said(f"part-{why}") for why in ("silent", "cut-off", "refused", "no-name", "insecure", "elsewhere", "broken")
)
#: Bytes that are read at a time.
STEP = 1 << 16


def fetch(level: str, folder: Path, *, address: str = ADDRESS, day: date | None = None) -> Path:
    """Download the boundaries of a level as GeoJSON, those in force or those of a day.

    A cut connection is taken up where it stopped; nothing is written until all is there.

    Raises
    ------
    InvalidInputError
        If there is no such level, the service does not answer, answers more than it should or for too long, or its
        answer is no GeoJSON.
    """
    if level not in LEVELS:
        raise refusal("expected-one-of", argument="level", found=level, known=list(LEVELS))
    if day is not None and address == ADDRESS:
        address = ON_A_DAY
    layer = LEVELS[level][1 if "{day}" in address else 0]
    content = _checked(address.replace("{layer}", layer).replace("{day}", day.isoformat() if day else ""))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (f"{level}_{day.isoformat()}.geojson" if day else f"{level}.geojson")
    replace(path, content)
    return path


def _checked(address: str) -> bytes:
    """Return what an address answers, after checking that it is a feature collection."""
    if not address.startswith(("https://", "http://")):
        raise refusal("fetch-no-address", address=address)
    content = _whole(address)
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise refusal("fetch-no-json", address=address, n=len(content)) from None
    features = found.get("features") if isinstance(found, dict) and found.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise refusal("fetch-no-features", address=address)
    bare = [
        str(i)
        for i, f in enumerate(features, 1)
        if not isinstance(f, dict) or not isinstance(f.get("properties"), dict)
    ]
    if bare:
        raise refusal("fetch-bare-features", address=address, rows=bare[:5])
    return content


class _ElsewhereError(OSError):
    """A service that sends on to an address that is not on the web."""


class _OnlyHttp(HTTPRedirectHandler):
    """Follows an answer to another address only where that is one of the web."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if not newurl.startswith(("https://", "http://")):
            raise _ElsewhereError
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _whole(address: str) -> bytes:
    """Return all bytes of an address; a cut connection is taken up where it stopped, as often as patience lasts."""
    opener, held, end, reason = build_opener(_OnlyHttp), bytearray(), time.monotonic() + ALTOGETHER, SILENT
    for attempt in range(TRIES):
        more = {"Range": f"bytes={len(held)}-"} if held else {}
        request = Request(address, headers={"User-Agent": "spreiding", **more})  # noqa: S310  checked by the caller
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                if held and answer.status != 206:
                    held.clear()  # the service begins again
                expected = answer.headers.get("Content-Length")
                _read(answer, held, address, end)
                if expected is None or answer.length == 0:
                    return bytes(held)
                reason = CUT
        except HTTPError as error:
            if error.code < 500:
                raise refusal("fetch-answer", address=address, status=str(error.code)) from None
            reason = Said("part-status", {"status": str(error.code)})
        except (OSError, ValueError) as error:  # no connection, or one that was cut
            reason = _reason(error)
        if time.monotonic() > end:
            break
        if attempt + 1 < TRIES and reason != REFUSED:
            time.sleep(0.2 * 2**attempt)
    raise refusal("fetch-no-answer", address=address, reason=reason)


def _reason(error: Exception) -> Said:
    cause = getattr(error, "reason", None) or error
    kinds = {
        _ElsewhereError: ELSEWHERE,
        TimeoutError: SILENT,
        ConnectionRefusedError: REFUSED,
        ConnectionError: CUT,
        gaierror: NO_NAME,
        SSLError: INSECURE,
    }
    return next((said for kind, said in kinds.items() if isinstance(cause, kind)), BROKEN)


def _read(answer: Any, held: bytearray, address: str, end: float) -> None:
    from http.client import IncompleteRead  # noqa: PLC0415  only here

    while True:
        try:
            step = answer.read(STEP)
        except IncompleteRead as cut:
            held += cut.partial
            return
        held += step
        if len(held) > MOST or time.monotonic() > end:
            raise refusal("fetch-too-much", address=address, most=MOST // 1_000_000, seconds=ALTOGETHER)
        if not step:
            return


def told(level: str, path: Path, *, lang: Lang = "nl") -> str:
    """Return what was written, and the lines of a study file that use it."""
    features = json.loads(path.read_bytes())["features"]
    written = sentence("fetch-written", lang, path=str(path), n=len(features))
    lines = [written, "  [areas]", f'  file = "{path.as_posix()}"']
    return "\n".join([*lines, *(f"  {line}" for line in hint(level, features[0]["properties"]))])


def hint(level: str, properties: Mapping[str, object]) -> list[str]:
    """Return the keys that name the properties of a file of the city: ``Wijkcode``, ``Wijk``; ``code``, ``naam``.

    >>> hint("wijk", {"Wijkcode": "MH", "Wijk": "Zeeburgereiland", "Stadsdeelcode": "M"})
    ['code = "Wijkcode"', 'name = "Wijk"', 'parents = {stadsdeel = "Stadsdeelcode"}']
    >>> hint("buurt", {"code": "F88a", "naam": "Riekerpolder"})
    ['code = "code"', 'name = "naam"']
    """
    own = level.capitalize()
    lines = [
        f'{key} = "{name}"'
        for key, names in (("code", (f"{own}code", "code")), ("name", (own, "naam")))
        for name in [next((name for name in names if name in properties), None)]
        if name is not None
    ]
    levels = list(LEVELS)
    above = {name: f"{name.capitalize()}code" for name in reversed(levels[: levels.index(level)])}
    parents = ", ".join(f'{name} = "{held}"' for name, held in above.items() if held in properties)
    return [*lines, *([f"parents = {{{parents}}}"] if parents else [])]
