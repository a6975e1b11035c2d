"""Settings of the documentation site; ``python3 tasks.py docs`` builds it."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from spreiding.base.results import Result

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "spreiding"
copyright = "de auteurs van spreiding, MIT-licentie"  # noqa: A001  the name Sphinx asks for
version = release = installed("spreiding")
language = "nl"

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
html_theme = "furo"
html_title = f"spreiding {version}"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None

# Notebooks arrive with their outputs; see build.py.
nb_execution_mode = "off"
nb_output_stderr = "remove"
nb_mime_priority_overrides = [("html", "image/svg+xml", 10), ("html", "text/html", 20), ("html", "text/plain", 30)]
myst_enable_extensions = ["deflist", "colon_fence", "attrs_inline"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "inherited-members": "Autocorrelation,Result,ValueError,RuntimeError"}
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autoclass_content = "class"
numpydoc_show_class_members = False
python_maximum_signature_line_length = 88
python_use_unqualified_type_names = True
add_module_names = False

# Every reference must lead somewhere; the types in signatures may be other libraries' and lead to this site or nowhere.
nitpicky = True


def keep_small_types_plain(_: Sphinx, tree: nodes.document) -> None:
    """Take the links from types such as ``date`` and ``str``, which would lead to a field of that name."""
    for node in list(tree.findall(pending_xref)):
        if node.get("reftype") == "class" and "refwarn" not in node and node["reftarget"].islower():
            node.replace_self(nodes.inline(text=node["reftarget"].split(".")[-1]))


def is_a_type(_: Sphinx, __: Any, node: pending_xref) -> bool | None:
    """Say nothing of a type in a signature without a page; a reference that somebody wrote must have one."""
    return True if node["reftype"] in {"class", "obj", "exc"} and "refwarn" not in node else None


def without_constructor(_: Sphinx, what: str, __: str, kind: Any, *___: Any) -> tuple[str, str] | None:
    """Show no arguments of a result: a function makes it, and its fields are listed."""
    return ("", "") if what == "class" and issubclass(kind, Result) else None


def english_for_the_api(_: Sphinx, page: str, __: str, context: dict[str, Any], ___: Any) -> None:
    """State the language a page is written in, for screen readers."""
    if page.startswith("api/"):
        context["language"] = "en"


def setup(app: Sphinx) -> None:
    """Connect what Sphinx calls while it builds."""
    app.connect("doctree-read", keep_small_types_plain)
    app.connect("html-page-context", english_for_the_api)
    app.connect("autodoc-process-signature", without_constructor)
    app.connect("warn-missing-reference", is_a_type)
