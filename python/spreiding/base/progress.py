"""How far a long reading has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class progress:  # noqa: N801  used as a function
    """A progress bar on a terminal or in a notebook; nothing elsewhere."""

    def __enter__(self) -> Callable[[int], None] | None:
        import sys  # noqa: PLC0415  only here

        self.bar = None
        if not (sys.stderr.isatty() or "ipykernel" in sys.modules):
            return None
        from tqdm.auto import tqdm  # noqa: PLC0415  slow to import

        self.bar = tqdm(unit=" records", unit_scale=True, delay=0.5, leave=False)
        return self.tick

    def tick(self, done: int) -> None:
        if self.bar is not None and done > self.bar.n:
            self.bar.update(done - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
