"""Warnings that someone looked into: confirmed with a name and a reason, and void when the records change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from spreiding.checks.catalogue import find, rules
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from spreiding.checks.finding import Finding

#: Joins the name of a check, or the kind of a finding, with what the finding rested on.
AT = "@"


@dataclass(frozen=True)
class Confirmation:
    """A warning that someone looked into and found right."""

    check: str
    code: str  #: Kind of fault.
    basis: str  #: What the finding rests on, as a hash (:attr:`Finding.basis`).
    reason: str
    by: str = ""  #: Who looked into it.

    def to_dict(self) -> dict[str, str]:
        """Return the stored form: plain text, to be kept inside beside an edition.

        The hash is of small numbers, which could be guessed: it belongs in no published file.
        """
        return asdict(self)


#: What is asked to be confirmed: name of a check, or kind of finding, with the reason; or stored confirmations.
Confirm = Mapping[str, Any] | Sequence[Mapping[str, Any] | Confirmation]


def confirmations(
    found: Sequence[Finding], confirm: Confirm
) -> tuple[tuple[Confirmation, ...], tuple[Confirmation, ...]]:
    """Return the confirmations that hold, and those that are void because the records have changed.

    Raises
    ------
    InvalidInputError
        If a confirmation names no check, gives no reason, or is of a finding that stops (which is overridden instead).
    """
    valid: list[Confirmation] = []
    void: list[Confirmation] = []
    for wanted in asked(confirm):
        named = [one for one in found if wanted.check in {one.check, one.code} and wanted.code in {"", one.code}]
        if any(one.stops for one in named):
            raise refusal("confirm-stops", check=wanted.check)
        held = [one for one in named if wanted.basis in {"", one.basis}]
        valid += [Confirmation(one.check, one.code, one.basis, wanted.reason, wanted.by) for one in held]
        if not held and wanted.basis:
            void.append(wanted)
    return tuple(dict.fromkeys(valid)), tuple(void)


def asked(confirm: Confirm) -> tuple[Confirmation, ...]:
    """Return confirmations as they are asked for, with what each must rest on where that is said.

    Raises
    ------
    InvalidInputError
        If a confirmation names no check or gives no reason.
    """
    if isinstance(confirm, Mapping):
        return tuple(_one(*str(name).partition(AT)[::2], value) for name, value in confirm.items())
    return tuple(
        stored
        if isinstance(stored, Confirmation)
        else _one(str(stored.get("check", "")), str(stored.get("basis", "")), stored)
        for stored in confirm
    )


def signed(confirm: Mapping[str, str], *, based: bool) -> tuple[Confirmation, ...]:
    """Read confirmations that are written as ``name: reason``, as a study file and the command line have them.

    ``based``: each must say what it rests on (``sudden_change@1f2e3d4c5b6a7980``), so that it is void once the records
    are other ones.

    Raises
    ------
    InvalidInputError
        If a confirmation names no check, no one, no reason, or nothing that it rests on.

    Examples
    --------
    >>> (one,) = signed({"sudden_change@1f2e3d4c5b6a7980": "A. Bakker: nieuw systeem: sinds mei"}, based=True)
    >>> one.check, one.by, one.reason, one.basis
    ('sudden_change', 'A. Bakker', 'nieuw systeem: sinds mei', '1f2e3d4c5b6a7980')
    """
    found = []
    for name, text in confirm.items():
        by, colon, reason = text.partition(":")
        if not colon or not by.strip():
            raise refusal("confirm-without-name", check=name)
        (one,) = asked({name: {"by": by, "reason": reason}})
        if based and not one.basis:
            raise refusal("confirm-without-basis", check=name)
        found.append(one)
    return tuple(found)


def lines(held: Sequence[Confirmation]) -> list[str]:
    """Return confirmations as lines of a study file."""
    rows = [(f"{one.check}{AT}{one.basis}", f"{one.by}: {one.reason}") for one in held]
    return [f"{json.dumps(name)} = {json.dumps(text, ensure_ascii=False)}" for name, text in rows]


def _one(name: str, basis: str, value: Any) -> Confirmation:
    held = value if isinstance(value, Mapping) else {"reason": value}
    reason, by, code = (held.get(key, "") for key in ("reason", "by", "code"))
    basis = basis or str(held.get("basis", ""))
    known = find(name)
    # A kind of finding says which check it is of by itself.
    check = known.slug if known is not None else name if "-" in name else None
    if check is None:
        raise refusal("unknown-check", argument="confirm", found=name, known=[r.slug for r in rules()])
    if not isinstance(reason, str) or not reason.strip():
        raise refusal("confirm-without-reason", check=check)
    return Confirmation(check, str(code), basis, reason.strip(), str(by).strip())
