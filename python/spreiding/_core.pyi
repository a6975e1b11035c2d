"""Types of the compiled module; the modules of the same topic document each name."""

class InvalidInputError(ValueError):
    """An input breaks a stated rule."""

def embedded(name: str) -> str | None: ...
def embedded_names() -> list[str]: ...
