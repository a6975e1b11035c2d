"""How far long work has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def bar(steps: Iterable[Any] | None = None, **options: Any) -> Any:
    """Return a progress bar of tqdm, shown after half a second on a terminal or in a notebook, and nowhere else."""
    import sys  # noqa: PLC0415  with tqdm, which is slow to import
    import warnings  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook without widgets shows plain text
        from tqdm.auto import tqdm  # noqa: PLC0415

    if "ipykernel" in sys.modules:  # what goes to the other stream leaves a red bar behind
        return tqdm(steps, file=sys.stdout, leave=False, delay=0.5, **options)
    return tqdm(steps, disable=None, leave=False, delay=0.5, **options)  # None: unless a terminal


class progress:  # noqa: N801  used as a function
    """A progress bar on a terminal or in a notebook; nothing elsewhere."""

    def __init__(self, unit: str = " records", *, scale: bool = True) -> None:
        self.unit, self.scale = unit, scale

    def __enter__(self) -> Callable[[int], None] | None:
        import sys  # noqa: PLC0415  only here

        self.bar: Any = None
        if not (sys.stderr.isatty() or "ipykernel" in sys.modules):
            return None
        self.bar = bar(unit=self.unit, unit_scale=self.scale)
        return self.tick

    def tick(self, done: int) -> None:
        if self.bar is not None and done > self.bar.n:
            self.bar.update(done - self.bar.n)

    def step(self, *_: object) -> None:
        """Count one step more."""
        if self.bar is not None:
            self.bar.update(1)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
