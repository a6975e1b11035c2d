"""Border: files that stand elsewhere, ``https://`` or in an object store: fetched whole, then read as any other file.

Only an address that the user gives is fetched. A copy stands in a folder that no one else can read, and goes when the
process ends. Messages name the file alone: an address can hold a key.
"""

from __future__ import annotations

import base64
import fnmatch
import os
import time
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from spreiding.base.errors import MissingFileError
from spreiding.values.extras import needed
from spreiding.words.catalogue import Said
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Addresses of the web, and of object stores (``spreiding[stores]``).
WEB = ("https://", "http://")
STORES = ("s3://", "s3a://", "az://", "abfs://", "abfss://", "gs://")
#: Seconds without an answer after which a try is given up; tries; bytes that are read at a time.
PATIENCE, TRIES, STEP = 30, 4, 1 << 20
#: Signs of a pattern.
MAGIC = ("*", "?", "[")
#: Folders with copies, one per process that fetches.
_HELD: list[TemporaryDirectory[str]] = []


def is_remote(source: object) -> bool:
    """Return whether a source is an address of a file that stands elsewhere.

    >>> is_remote("s3://bak/a.parquet"), is_remote("https://example.org/a.csv"), is_remote("c:/a.csv"), is_remote(3)
    (True, True, False, False)
    """
    return isinstance(source, str) and source.lower().startswith((*WEB, *STORES))


def fetched(address: str) -> list[Path]:
    """Return copies of the file at an address, or of the files of a pattern or folder of an object store, in order.

    Raises
    ------
    InvalidInputError
        If the package for object stores is missing, nothing is there, access is denied, or the answer does not come
        or is cut off.
    """
    if address.lower().startswith(WEB):
        return [_of_web(address)]
    return list(_of_store(address))


def name_of(address: str) -> str:
    """Return the name of a file for messages: neither the place, nor what stands behind the name.

    >>> name_of("https://jan:geheim@example.org/map/verhuringen%202020.csv?sig=geheim")
    'verhuringen 2020.csv'
    """
    return PurePosixPath(unquote(urlsplit(address).path)).name or f"{urlsplit(address).scheme}:// address"


def is_copy(path: Path) -> bool:
    """Return whether a file is a copy of one that stands elsewhere: its folder says nothing of it."""
    return any(path.parent == Path(held.name) for held in _HELD)


def _place(name: str) -> Path:
    """Return where a copy goes: a folder of its own, so that names stay as they are."""
    held = TemporaryDirectory(prefix="spreiding-", ignore_cleanup_errors=True)
    _HELD.append(held)
    return Path(held.name) / name


class _HttpsStaysError(OSError):
    """A service that sends on from a safe address to one that is not."""


class _Redirect(HTTPRedirectHandler):
    """Follows an answer to another address, but never from https to anything else, and never with a password."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if not newurl.startswith("https://" if req.full_url.startswith("https://") else WEB):
            fp.close()
            raise _HttpsStaysError
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is not None and urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            found.remove_header("Authorization")
        return found


def _of_web(address: str) -> Path:
    name, parts = name_of(address), urlsplit(address)
    headers = {"User-Agent": "spreiding"}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    path, opener, reason = _place(name), build_opener(_Redirect), None
    with path.open("wb") as file:
        for attempt in range(TRIES):
            time.sleep(0.1 * 2**attempt if attempt else 0)
            more = {"Range": f"bytes={file.tell()}-"} if file.tell() else {}
            try:
                with opener.open(Request(plain, headers=headers | more), timeout=PATIENCE) as answer:  # noqa: S310
                    _taken(answer, file)
            except HTTPError as error:
                error.close()
                reason = _status(name, error.code)
            except _HttpsStaysError:
                raise refusal("remote-fails", source=name, reason=Said("part-insecure")) from None
            except (OSError, ValueError, HTTPException):
                reason = Said("part-cut-off") if file.tell() else Said("part-no-connection")
            else:
                return path
    raise refusal("remote-fails", source=name, reason=reason)


def _taken(answer: Any, file: BinaryIO) -> None:
    """Write what an address answers behind what was there, unless the service begins again.

    Raises
    ------
    OSError
        If the connection is cut off before all is there.
    """
    if file.tell() and answer.status != 206:
        file.seek(0)
        file.truncate()
    while step := answer.read(STEP):
        file.write(step)
    if answer.length:
        raise ConnectionError


def _status(name: str, status: int) -> Said:
    """Return a status that may pass; any other is refused."""
    if status >= 500:
        return Said("part-status", {"status": str(status)})
    if status in {404, 410}:
        raise refusal("file-missing", MissingFileError, source=name)
    if status in {401, 403}:
        raise refusal("remote-denied", source=name)
    raise refusal("remote-fails", source=name, reason=Said("part-status", {"status": str(status)}))


def _of_store(address: str) -> Iterator[Path]:
    parts, name = urlsplit(address, allow_fragments=False), name_of(address)
    obstore = needed("obstore", "stores", name)
    stores = needed("obstore.store", "stores", name)
    # What an account, a container and a file are differs per kind: the store is made of the folder, not of the file.
    folder, _, last = parts.path.rpartition("/")
    steps = timedelta(milliseconds=100), timedelta(seconds=2), timedelta(seconds=PATIENCE)
    retry = {
        "max_retries": TRIES - 1,
        "backoff": {"init_backoff": steps[0], "max_backoff": steps[1], "base": 2},
        "retry_timeout": steps[2],
    }

    # Options that are given replace what the environment says of the connection.
    plain = any(os.environ.get(f"{kind}_ALLOW_HTTP", "").lower() == "true" for kind in ("AWS", "AZURE", "GOOGLE"))
    client = {"timeout": timedelta(minutes=30), "connect_timeout": timedelta(seconds=PATIENCE), "allow_http": plain}

    def opened() -> Any:
        url = urlunsplit(parts._replace(path=folder, query=""))
        return stores.from_url(url, client_options=client, retry_config=retry)

    store = _asked(name, opened)
    if last and not any(sign in last for sign in MAGIC):
        yield _copied(obstore, store, last)
        return
    found = _asked(name, lambda: [file["path"] for batch in obstore.list(store) for file in batch])
    names = sorted(path for path in found if "/" not in path and fnmatch.fnmatchcase(path, last or "*"))
    names = [path for path in names if not path.startswith(("_", "."))]
    if not names:
        raise refusal("no-file-of-pattern", MissingFileError, source=last or name)
    yield from (_copied(obstore, store, path) for path in names)


def _copied(obstore: Any, store: Any, name: str) -> Path:
    path = _place(name)

    def copy() -> int:
        answer, n = obstore.get(store, name), 0
        with path.open("wb") as file:
            for step in answer.stream(min_chunk_size=STEP):
                n += file.write(step)
        return int(answer.meta["size"]) - n

    if _asked(name, copy):
        raise refusal("remote-fails", source=name, reason=Said("part-cut-off"))
    return path


def _asked(name: str, ask: Callable[[], Any]) -> Any:
    """Return an answer of a store; its own error is told by its kind alone, as its text holds the address."""
    try:
        return ask()
    except FileNotFoundError:
        raise refusal("file-missing", MissingFileError, source=name) from None
    except Exception as error:  # noqa: BLE001  a store has errors of many kinds
        kind = type(error).__name__
        if kind in {"PermissionDeniedError", "UnauthenticatedError", "PermissionError"}:
            raise refusal("remote-denied", source=name) from None
        raise refusal("remote-fails", source=name, reason=Said("part-store", {"kind": kind})) from None
