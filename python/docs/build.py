"""Build the documentation site in ``target/docs/html``: pages, notebooks with their outputs, and the API.

Everything the site is made of is laid together in ``target/docs/source`` first, so that nothing generated stands
among the sources. The site needs no network and no server: open ``index.html``.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbclient
import nbformat

from spreiding.edition import keytable

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
PACKAGE = TOP / "python" / "spreiding"
#: The steps of the road in reading order, with the title of their page.
STEPS = {
    "areas": "Areas",
    "records": "Records",
    "counts": "Counts, shares and classes",
    "uncertainty": "Uncertainty",
    "indices": "Indices of spread",
    "space": "Spatial autocorrelation",
    "regression": "Regression",
    "delivery": "Programme",
    "checks": "Checks",
    "disclosure": "Disclosure control",
    "publish": "Tables, maps, charts and files",
    "edition": "The edition",
    "examples": "Examples",
    "base": "Results and errors",
}


def public() -> dict[str, list[str]]:
    """Return the public names per step of the road, as ``__init__.pyi`` writes them."""
    found = _exported(PACKAGE / "__init__.pyi")
    return {step: found[step] for step in STEPS if step in found}


def _exported(path: Path) -> dict[str, list[str]]:
    """Return the names that a file imports, by the step of the road that they come from."""
    found: dict[str, list[str]] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            step = (node.module or "examples").removeprefix("spreiding.").split(".")[0]
            found.setdefault(step, []).extend(alias.asname or alias.name for alias in node.names)
    return found


def api_page(step: str, names: list[str]) -> str:
    """Write the page of one step: what it is, then every public name."""
    about = ast.get_docstring(ast.parse((PACKAGE / step / "__init__.py").read_text(encoding="utf-8")))
    about = "" if str(about).rstrip(".") == STEPS[step] else about
    # What one calls, then what comes of it.
    ordered = sorted(names, key=lambda name: (name[0].isupper(), name.endswith("Error"), name.lower()))
    directives = [f".. {_directive(name)}:: spreiding.{name}" for name in ordered]
    if step == "base":
        directives.append(".. autoclass:: spreiding.base.results.Result")
    if step == "examples":
        made = _exported(PACKAGE / "examples" / "__init__.py")
        directives = [f".. autofunction:: spreiding.examples.{name}" for name in sorted(chain(*made.values()))]
    body = "\n\n".join(directives)
    return f"# {STEPS[step]}\n\n{about}\n\n```{{eval-rst}}\n.. currentmodule:: spreiding\n\n{body}\n```\n"


def _directive(name: str) -> str:
    return (
        "autoexception" if name.endswith(("Error", "Warning")) else "autoclass" if name[0].isupper() else "autofunction"
    )


def write_api(folder: Path) -> None:
    """Write the pages of the API and the list of them."""
    folder.mkdir()
    steps = public()
    for step, names in steps.items():
        (folder / f"{step}.md").write_text(api_page(step, names), encoding="utf-8")
    index = (
        "# API\n\nAll names are used as `sp.NAME` after `import spreiding as sp`. The pages follow the order of the "
        "work: areas, records, counts, shares, then what is made of them.\n\n```{toctree}\n:maxdepth: 2\n\n"
    )
    (folder / "index.md").write_text(index + "\n".join(steps) + "\n```\n", encoding="utf-8")


def run_notebooks(folder: Path) -> None:
    """Run every notebook, two at a time, and keep it with its outputs; charts come out as SVG, without scripts."""
    folder.mkdir()
    profile = folder.parent / "ipython" / "profile_default" / "startup"
    profile.mkdir(parents=True)
    (profile / "charts.py").write_text('import altair\naltair.renderers.enable("svg")\n', encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(profile.parents[1])
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

    def run(path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbclient.NotebookClient(
            notebook, timeout=300, kernel_name="python3", extra_arguments=["--IPKernelApp.log_level=40"]
        ).execute()
        nbformat.write(notebook, folder / path.name)  # type: ignore[no-untyped-call]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, sorted((TOP / "notebooks").glob("*.ipynb"))))


def list_pages(index: Path) -> None:
    """Name every page of the folder in the list on the front page; those it does not place stand after the rules."""
    text = index.read_text(encoding="utf-8")
    listed = set(text.splitlines())
    others = sorted(path.stem for path in index.parent.glob("*.md") if path.stem not in {"index", *listed})
    index.write_text(text.replace("\ndisclosure\n", "\n".join(["", "disclosure", *others, ""]), 1), encoding="utf-8")


class _Links(HTMLParser):
    """The anchors of a page, where it points, and what it loads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.targets.append(given["href"])
        elif "src" in given or (tag == "link" and "href" in given):
            self.loaded.append(given.get("src") or given["href"])


def broken(site: Path) -> list[str]:
    """Return links to files or anchors of the site that do not exist, and whatever a page loads from a network."""
    pages = {path: _Links(path) for path in site.rglob("*.html")}
    found = []
    for path, page in pages.items():
        where = path.relative_to(site)
        for target in [*page.targets, *page.loaded]:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if target in page.loaded and parts.scheme != "data":
                    found.append(f"{where} loads {target}")
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            missing = to in pages and anchor and anchor not in pages[to].anchors
            if not to.is_file() or missing:
                found.append(f"{where} points to {target}")
    return sorted(found)


def main() -> int:
    """Build the site; 1 where a reference or a link leads nowhere."""
    start = time.perf_counter()
    work = TOP / "target" / "docs"
    shutil.rmtree(work, ignore_errors=True)
    source, site = work / "source", work / "html"
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("__pycache__"))
    list_pages(source / "index.md")
    for name in ("CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(TOP / name, source / name.lower())
    (source / "studiebestand.md").write_text(keytable.page("nl"), encoding="utf-8")
    write_api(source / "api")
    run_notebooks(source / "notebooks")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-j", "2", "-b", "html", source, site]
    done = subprocess.run([str(part) for part in command], check=False)
    faults = broken(site)
    print(*faults, f"{site / 'index.html'} [{time.perf_counter() - start:.0f} s]", sep="\n")
    return 1 if done.returncode or faults else 0


if __name__ == "__main__":
    sys.exit(main())
