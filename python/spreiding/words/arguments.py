"""What a public function says where it is given another kind of thing than it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from inspect import Parameter, signature
from numbers import Real
from os import PathLike
from typing import TYPE_CHECKING, Any

from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spreiding.base.errors import InvalidInputError

#: Kinds of the language by their name in an annotation.
PLAIN: dict[str, type | tuple[type, ...]] = {
    "str": str, "int": int, "float": Real, "bool": bool, "bytes": bytes, "None": type(None), "date": date,
    "Path": PathLike, "PathLike": PathLike, "Mapping": Mapping, "Sequence": Sequence, "Iterable": Iterable,
    "list": list, "tuple": tuple, "dict": dict, "Index": str, "Scheme": str, "Rule": str,
}  # fmt: skip
#: Our nouns with the call that makes one.
MAKES = {
    "Areas": "sp.read_areas(…)",
    "Bands": "sp.bands(values, edges)",
    "Counts": "sp.count(rentals)",
    "Decomposition": "sp.decompose(shares)",
    "Funnel": "sp.funnel(shares)",
    "LocalMoran": "sp.local_moran(values, neighbours)",
    "Neighbours": "sp.neighbours(areas)",
    "Rentals": "sp.read_rentals(…)",
    "Result": "sp.count(rentals)",
    "Shares": "sp.shares(counts)",
    "Spread": "sp.spread(counts)",
    "Stock": "sp.read_stock(…)",
    "Study": "sp.read_study(…)",
    "TargetGroups": "sp.target_groups(…)",
}
#: Others of ours that a function may take.
OURS = ("Spec", "Audit", "PrintedTable", "Edition")
#: A table of any library; how each is read is known to the reader alone.
FRAME = ("__arrow_c_stream__", "__dataframe__", "columns", "collect", "schema")


def guarded(function: Callable[..., Any], module: str) -> Callable[..., Any]:
    """Return a function that names the argument of another kind than it takes, in place of a fault deep inside.

    Arguments are held against the annotations only after a fault, so what works is neither refused nor slower. The
    function is known by the module it is reached through, which finds it again (a process pool needs that).
    """

    @wraps(function)
    def call(*given: Any, **options: Any) -> Any:
        try:
            return function(*given, **options)
        except (AttributeError, LookupError, TypeError) as fault:
            wrong = _wrong(function, given, options)
            if wrong is None:
                raise
            raise wrong from fault

    call.__module__, call.__qualname__ = module, function.__name__
    return call


def _wrong(function: Callable[..., Any], given: tuple[Any, ...], options: dict[str, Any]) -> InvalidInputError | None:
    """Return the refusal of the first argument that is of another kind than its annotation; nothing where all fit."""
    try:
        bound = signature(function).bind(*given, **options)
    except TypeError:  # too few or too many: the language says so itself
        return None
    for name, value in bound.arguments.items():
        parameter = signature(function).parameters[name]
        if parameter.kind is Parameter.VAR_KEYWORD:
            continue
        for one in value if parameter.kind is Parameter.VAR_POSITIONAL else (value,):
            kinds = list(_kinds(str(parameter.annotation)))
            if not any(_fits(kind, one) for kind in kinds):
                names = [kind.partition("[")[0] for kind in kinds]
                calls = [MAKES[kind] for kind in names if kind in MAKES]
                return refusal("argument-of-another-kind", function=f"sp.{function.__name__}", argument=name,
                               found="None" if one is None else type(one).__name__, expected=names,
                               call=calls[0] if calls else "none")  # fmt: skip
    return None


def _kinds(annotation: str) -> Iterator[str]:
    """Yield the kinds of an annotation.

    >>> list(_kinds("Shares | Sequence[Shares | None] | None"))
    ['Shares', 'Sequence[Shares | None]', 'None']
    """
    depth, start = 0, 0
    for i, sign in enumerate(annotation):
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and depth == 0:
            yield annotation[start:i].strip()
            start = i + 1
    yield annotation[start:].strip()


def _fits(kind: str, value: Any) -> bool:
    """Tell whether a value can be of a kind; of a kind that is not known here it can."""
    parts = re.fullmatch(r"(\w+)(?:\[(.*)\])?", kind, re.DOTALL)
    name, inner = parts.groups() if parts else ("", None)
    if name in MAKES or name in OURS:
        return any(base.__name__ == name for base in type(value).__mro__)
    if name == "Frame":
        return isinstance(value, Mapping) or any(hasattr(value, part) for part in FRAME)
    if name not in PLAIN:
        return True
    disguised = (isinstance(value, bool) and name in {"int", "float"}) or (
        isinstance(value, str | bytes) and name in {"Sequence", "Iterable"}
    )
    kind_of: Any = PLAIN[name]
    if disguised or not isinstance(value, kind_of):
        return False
    of = list(_kinds(inner)) if inner and name == "Sequence" else []
    return not of or all(any(_fits(one, part) for one in of) for part in list(value))
