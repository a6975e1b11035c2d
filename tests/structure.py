"""The structure of the Python package, counted on its own imports: ``python tests/structure.py``.

Prints the places at the top, the arrows between them, arrows against the order of the road, and loops of files.
``tests/python/test_layers.py`` holds the package to it.
"""

from __future__ import annotations

import ast
from pathlib import Path

#: The road: a place may import those before it, never one behind it.
ROAD = (
    "_core", "base", "words", "values", "areas", "records", "counts", "uncertainty", "indices", "space", "regression",
    "delivery", "checks", "disclosure", "publish", "edition", "examples", "cli", "__main__",
)  # fmt: skip
PACKAGE = Path(__file__).resolve().parents[1] / "python" / "spreiding"


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Return every module by its dotted name below the package; the package itself is the empty name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imports(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return what each module imports of the package, wherever in the file; an import of the root is ``""``."""
    known = modules(package)
    return {name: set(_imported(path, package, known)) for name, path in known.items()}


def _imported(path: Path, package: Path, known: dict[str, Path]) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top, _, rest = alias.name.partition(".")
                found += [rest] if top == package.name else []
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, path, package)
            if base is None:
                continue
            for alias in node.names:
                name = f"{base}.{alias.name}".strip(".")
                found.append(name if name in known or (not base and alias.name in ROAD) else base)
    return found


def _base(node: ast.ImportFrom, path: Path, package: Path) -> str | None:
    """Return the module below the package that names are imported from, or None for another library's."""
    if node.level:
        folder = path.parent
        for _ in range(node.level - 1):
            folder = folder.parent
        above = folder.relative_to(package).parts
        return ".".join([*above, *filter(None, [node.module])])
    top, _, rest = (node.module or "").partition(".")
    return rest if top == package.name else None


def wrong(package: Path = PACKAGE) -> list[str]:
    """Return the arrows against the road: backwards, to the root, or to or from a place that is not on it."""
    found = []
    for name, targets in imports(package).items():
        if not name:
            continue
        here = name.split(".")[0]
        for target in targets:
            there = target.split(".")[0]
            if not target or here not in ROAD or there not in ROAD or ROAD.index(there) > ROAD.index(here):
                found.append(f"{name} -> {target or 'the package root'}")
    return sorted(found)


def loops(package: Path = PACKAGE) -> list[list[str]]:
    """Return the groups of files that import each other (strongly connected components, Tarjan 1972)."""
    graph, found = imports(package), []
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> None:
        number[name] = low[name] = len(number)
        stack.append(name)
        for target in graph[name]:
            if target not in graph or not target:
                continue
            if target not in number:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], number[target])
        if low[name] == number[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name and name not in number:
            visit(name)
    return found


def main() -> None:
    """Print the counts."""
    graph = imports()
    places = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir() if path.suffix != ".pyi"}
    tops = {name for name in places if not name.startswith(("__", "py", "_core"))}
    arrows = {(a.split(".")[0], b.split(".")[0]) for a, targets in graph.items() for b in targets if a and b}
    between = sorted((a, b) for a, b in arrows if a != b)
    print(f"{len(tops)} places, {len(graph)} files, {sum(map(len, graph.values()))} imports, {len(between)} arrows")
    print(f"against the road: {', '.join(wrong()) or 'none'}")
    print(f"loops of files: {loops() or 'none'}")


if __name__ == "__main__":
    main()
