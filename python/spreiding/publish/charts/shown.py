"""Charts that show themselves without a network, whatever their names hold.

Altair's own display fetches Vega from elsewhere. These charts put their picture beside the specification, so that
JupyterLab, VS Code and nbconvert show them offline: as SVG, and as PNG, which alone JupyterLab shows of a notebook
that the reader did not run. They write HTML in which no name can end the script.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING, Any

from spreiding.words.notation import printable
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


#: In the ``usermeta`` of a chart: it shows own figures that protection has not seen.
INTERNAL = "internal"
WHITE = {"background": "#ffffff"}  #: Behind a picture: a notebook may be dark.


class InScript(json.JSONEncoder):
    r"""JSON that can stand in a script of a page: no ``<``, ``>`` or ``&``, and no line ends that only JSON allows.

    >>> json.dumps("</script>", cls=InScript)
    '"\\u003c/script\\u003e"'
    """

    ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})

    def encode(self, o: Any) -> str:
        return super().encode(o).translate(self.ESCAPES)

    def iterencode(self, o: Any, _one_shot: bool = False) -> Iterator[str]:  # noqa: FBT001, FBT002  as it is declared
        for part in super().iterencode(o, _one_shot):
            yield part.translate(self.ESCAPES)


def clean(specification: Any) -> Any:
    """Return a specification whose texts can all be drawn: a control character would end the whole process."""
    if isinstance(specification, dict):
        return {key: clean(value) for key, value in specification.items()}
    if isinstance(specification, list):
        return [clean(value) for value in specification]
    if not isinstance(specification, str):
        return specification
    if specification[:1] in "[{" and "\\u" in specification:  # rows as one JSON text: signs stand there as escapes
        try:
            return json.dumps(clean(json.loads(specification)), separators=(",", ":"))
        except ValueError:
            pass
    return printable(specification)


def packed(png: bytes) -> bytes:
    """Return the same PNG with its pixels compressed as well as can be: a third of what the renderer writes."""
    at, parts, pixels = 8, [png[:8]], b""
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        kind = png[at + 4 : at + 8]
        if kind == b"IDAT":
            pixels += png[at + 8 : end - 4]
        else:
            if kind == b"IEND":
                body = b"IDAT" + zlib.compress(zlib.decompress(pixels), 9)
                parts += [(len(body) - 4).to_bytes(4, "big"), body, zlib.crc32(body).to_bytes(4, "big")]
            parts.append(png[at:end])
        at = end
    return b"".join(parts)


def may_be_saved(chart: Any, *, unprotected: bool) -> None:
    """Refuse to write a chart of own figures that protection has not seen, without the word ``unprotected=True``.

    Raises
    ------
    InvalidInputError
        ``not-protected-picture``.
    """
    held = getattr(chart, "usermeta", None)
    if not unprotected and isinstance(held, dict) and held.get(INTERNAL):
        raise refusal("not-protected-picture")


def shown(chart: Any) -> Any:
    """Return the same chart, which shows itself without a network."""
    kind = next((kind for kind in _kinds() if isinstance(chart, kind.__mro__[2])), None)
    if kind is None:
        return chart
    found = kind.__new__(kind)
    found.__dict__.update(chart.__dict__)
    return found


@cache
def _kinds() -> tuple[Any, ...]:
    """Return Altair's kinds of chart with another way to show themselves."""
    import altair as alt  # noqa: PLC0415  heavy
    import vl_convert  # noqa: PLC0415  heavy

    def _fitting(specification: dict[str, Any]) -> str:
        """Return a picture no wider than the place where it stands."""
        svg: str = vl_convert.vegalite_to_svg(specification)
        return svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1)

    class Shown:
        def to_dict(self, *args: Any, **options: Any) -> dict[str, Any]:
            found: dict[str, Any] = clean(super().to_dict(*args, **options))  # type: ignore[misc]
            return found

        def to_html(self, *args: Any, json_kwds: dict[str, Any] | None = None, **options: Any) -> str:
            kwds = {"cls": InScript, **(json_kwds or {})}
            html: str = super().to_html(*args, json_kwds=kwds, **options)  # type: ignore[misc]
            return html

        def save(
            self, *args: Any, unprotected: bool = False, json_kwds: dict[str, Any] | None = None, **options: Any
        ) -> None:
            may_be_saved(self, unprotected=unprotected)
            super().save(*args, json_kwds={"cls": InScript, **(json_kwds or {})}, **options)  # type: ignore[misc]

        def _repr_mimebundle_(self, *args: Any, **options: Any) -> Any:
            if alt.renderers.active != "default":  # the reader chose another
                return super()._repr_mimebundle_(*args, **options)  # type: ignore[misc]
            specification = self.to_dict()
            name = f"application/vnd.vegalite.v{alt.SCHEMA_VERSION.lstrip('v').split('.')[0]}+json"
            text, svg = specification.get("description") or repr(self), _fitting(specification | WHITE)
            png = b64encode(packed(vl_convert.svg_to_png(svg))).decode()
            return {name: specification, "image/svg+xml": svg, "image/png": png, "text/plain": text}

    class Chart(Shown, alt.Chart):
        pass

    class LayerChart(Shown, alt.LayerChart):
        pass

    class FacetChart(Shown, alt.FacetChart):
        pass

    class HConcatChart(Shown, alt.HConcatChart):
        pass

    class VConcatChart(Shown, alt.VConcatChart):
        pass

    class ConcatChart(Shown, alt.ConcatChart):
        pass

    return Chart, LayerChart, FacetChart, HConcatChart, VConcatChart, ConcatChart
