"""By what a folder is known as an edition, and how its files are named, written and told apart."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: Number of the format of the folder, and the word by which a folder is known as ours.
FORMAT, KIND = 1, "spreiding-edition"
#: Files of the folder beside its tables and figures.
MANIFEST, PACKAGE, PAGE = "edition.json", "datapackage.json", "index.html"


def manifest_in(path: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder that is an edition of ours; nothing where it is another thing."""
    try:
        found = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    ours = isinstance(found, dict) and found.get("kind") == KIND and isinstance(found.get("outputs"), dict)
    return found if ours else None


def hashed(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return sha256(content).hexdigest()


def as_json(value: Any) -> bytes:
    """Return JSON that is the same for the same value."""

    def plain(part: Any) -> Any:
        if isinstance(part, date):
            return part.isoformat()
        raise TypeError(type(part).__name__)

    return (json.dumps(value, ensure_ascii=False, indent=1, default=plain, allow_nan=False) + "\n").encode()


def slug(text: str) -> str:
    """Return a text as part of an address or the name of a file.

    >>> slug("Spreiding 2018–2020"), slug("Kaart bij tabel 1.2")
    ('spreiding-2018-2020', 'kaart-bij-tabel-1-2')
    """
    plain = unicodedata.normalize("NFKD", text).casefold().replace("–", "-")
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-") or "naamloos"
