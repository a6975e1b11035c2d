"""Spatial distribution of social-housing allocations: records in, a checked publication out.

The public names stand in ``__init__.pyi``, in the order of the road. Each is imported when first used, so that
``import spreiding`` costs next to nothing.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import lazy_loader

from spreiding.base import forked
from spreiding.base.views import VIEWS

_attribute, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name != "__version__":
        found = _attribute(name)
        if isinstance(found, FunctionType):
            from spreiding.words.arguments import guarded  # noqa: PLC0415  only when something is used

            found = globals()[name] = guarded(found, __name__)
        return found
    from spreiding.base.results import version  # noqa: PLC0415  slow to import

    return version()


forked.watch()

# How results are drawn: a result knows nothing of tables, maps and charts, which lie further down the road.
VIEWS.update(
    {
        ("Counts", "table"): "publish.tables.shapes:counts_spec",
        ("Shares", "table"): "publish.tables.shapes:shares_spec",
        ("Change", "table"): "publish.tables.change:change_spec",
        ("Trend", "table"): "publish.tables.change:trend_spec",
        ("Crosswalk", "table"): "publish.tables.crosswalk:crosswalk_spec",
        ("Programme", "table"): "publish.tables.programme:programme_spec",
        ("Bands", "table"): "publish.tables.shapes:bands_spec",
        ("CheckReport", "table"): "publish.tables.checks:findings_spec",
        ("Revisions", "table"): "publish.tables.checks:revisions_spec",
        ("Audit", "table"): "publish.tables.checks:audit_spec",
        ("Rentals", "table"): "publish.tables.records:rentals_spec",
        ("TargetGroups", "table"): "publish.tables.records:groups_spec",
        ("Funnel", "table"): "publish.tables.statistics:per_area",
        ("Smoothed", "table"): "publish.tables.statistics:per_area",
        ("LocationQuotients", "table"): "publish.tables.statistics:per_area",
        ("Certainty", "table"): "publish.tables.statistics:per_area",
        ("LocalMoran", "table"): "publish.tables.statistics:per_area",
        ("LocalGetisOrd", "table"): "publish.tables.statistics:per_area",
        ("Decomposition", "table"): "publish.tables.statistics:per_area",
        ("NestedEntropy", "table"): "publish.tables.statistics:per_area",
        ("Neighbours", "table"): "publish.tables.statistics:per_area",
        ("Stock", "table"): "publish.tables.statistics:per_area",
        ("Autocorrelation", "table"): "publish.tables.statistics:one_number",
        ("Spread", "table"): "publish.tables.statistics:one_number",
        ("Map", "chart"): "publish.maps.chart:chart",
        ("Path", "printed"): "edition.earlier:published",
        ("Edition", "printed"): "edition.earlier:published",
        ("Result", "html"): "publish.notebook:result",
        ("CheckReport", "html"): "publish.notebook:checks",
        ("Areas", "html"): "publish.notebook:areas",
        ("Study", "html"): "publish.notebook:study",
        ("Edition", "html"): "publish.notebook:edition",
        ("Regression", "table"): "publish.tables.regression:note_spec",
        ("Regression", "full_table"): "publish.tables.regression:full_table",
        ("Regression", "caveats"): "publish.tables.regression:caveats",
        ("Regression", "chart"): "publish.tables.regression:coefficient_chart",
        ("Regression", "residual_map"): "publish.maps.residuals:residual_map",
        ("Regression", "from_correlation"): "regression.correlation:regress_correlation",
    }
)
