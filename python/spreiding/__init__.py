"""Spatial distribution of social-housing allocations: records in, a checked publication out.

The public names, in the order of the road. Each is imported when first used, so that
``import spreiding`` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spreiding import examples as examples
    from spreiding._core import InvalidInputError as InvalidInputError
    from spreiding.areas import Area as Area
    from spreiding.areas import Areas as Areas
    from spreiding.areas import read_areas as read_areas
    from spreiding.autocorrelation import Autocorrelation as Autocorrelation
    from spreiding.autocorrelation import Geary as Geary
    from spreiding.autocorrelation import GetisOrd as GetisOrd
    from spreiding.autocorrelation import Moran as Moran
    from spreiding.autocorrelation import geary as geary
    from spreiding.autocorrelation import getis_ord as getis_ord
    from spreiding.autocorrelation import moran as moran
    from spreiding.autocorrelation import moran_rate as moran_rate
    from spreiding.bands import Bands as Bands
    from spreiding.bands import bands as bands
    from spreiding.bands import classify as classify
    from spreiding.certainty import Certainty as Certainty
    from spreiding.certainty import class_certainty as class_certainty
    from spreiding.charts import composition_chart as composition_chart
    from spreiding.charts import group_shares_chart as group_shares_chart
    from spreiding.charts_space import lisa_map as lisa_map
    from spreiding.charts_space import moran_scatter as moran_scatter
    from spreiding.charts_spread import decomposition_chart as decomposition_chart
    from spreiding.charts_spread import funnel_chart as funnel_chart
    from spreiding.charts_spread import lorenz_chart as lorenz_chart
    from spreiding.checks import CheckReport as CheckReport
    from spreiding.checks import Reference as Reference
    from spreiding.checks import Revisions as Revisions
    from spreiding.checks import Thresholds as Thresholds
    from spreiding.checks import check as check
    from spreiding.checks import revisions as revisions
    from spreiding.correlation import regress_correlation as regress_correlation
    from spreiding.counting import count as count
    from spreiding.counts import Counts as Counts
    from spreiding.decompose import Decomposition as Decomposition
    from spreiding.decompose import decompose as decompose
    from spreiding.decompose import decompose_change as decompose_change
    from spreiding.disclosure.audit import audit as audit
    from spreiding.disclosure.printed import PrintedTable as PrintedTable
    from spreiding.disclosure.protect import protect as protect
    from spreiding.disclosure.rules import Rules as Rules
    from spreiding.examples import Study as Study
    from spreiding.exports import write_csv as write_csv
    from spreiding.funnel import Funnel as Funnel
    from spreiding.funnel import funnel as funnel
    from spreiding.groups import TargetGroups as TargetGroups
    from spreiding.groups import target_groups as target_groups
    from spreiding.local_autocorrelation import LocalGetisOrd as LocalGetisOrd
    from spreiding.local_autocorrelation import LocalMoran as LocalMoran
    from spreiding.local_autocorrelation import local_getis_ord as local_getis_ord
    from spreiding.local_autocorrelation import local_moran as local_moran
    from spreiding.locate import locate as locate
    from spreiding.maps import choropleth as choropleth
    from spreiding.neighbours import Neighbours as Neighbours
    from spreiding.neighbours import neighbours as neighbours
    from spreiding.nested import NestedEntropy as NestedEntropy
    from spreiding.nested import nested_entropy as nested_entropy
    from spreiding.records import Rentals as Rentals
    from spreiding.records import read_rentals as read_rentals
    from spreiding.regression import Regression as Regression
    from spreiding.regression import regress as regress
    from spreiding.report import report as report
    from spreiding.shares import Shares as Shares
    from spreiding.shares import shares as shares
    from spreiding.smooth import LocationQuotients as LocationQuotients
    from spreiding.smooth import Smoothed as Smoothed
    from spreiding.smooth import location_quotient as location_quotient
    from spreiding.smooth import smooth as smooth
    from spreiding.spread import Spread as Spread
    from spreiding.spread import spread as spread
    from spreiding.stock import Stock as Stock
    from spreiding.stock import read_stock as read_stock
    from spreiding.tables import table as table

#: Public name -> module that defines it.
_PUBLIC = {
    "InvalidInputError": "_core",
    "choropleth": "maps",
    "composition_chart": "charts",
    "group_shares_chart": "charts",
    "report": "report",
    "table": "tables",
    "write_csv": "exports",
    "Area": "areas",
    "Areas": "areas",
    "read_areas": "areas",
    "Bands": "bands",
    "classify": "bands",
    "bands": "bands",
    "Spread": "spread",
    "spread": "spread",
    "decomposition_chart": "charts_spread",
    "funnel_chart": "charts_spread",
    "lorenz_chart": "charts_spread",
    "Certainty": "certainty",
    "class_certainty": "certainty",
    "Decomposition": "decompose",
    "decompose": "decompose",
    "decompose_change": "decompose",
    "Funnel": "funnel",
    "funnel": "funnel",
    "LocationQuotients": "smooth",
    "location_quotient": "smooth",
    "Smoothed": "smooth",
    "smooth": "smooth",
    "NestedEntropy": "nested",
    "nested_entropy": "nested",
    "read_rentals": "records",
    "Rentals": "records",
    "read_stock": "stock",
    "Stock": "stock",
    "check": "checks",
    "CheckReport": "checks",
    "Reference": "checks",
    "Thresholds": "checks",
    "revisions": "checks",
    "Revisions": "checks",
    "count": "counting",
    "Counts": "counts",
    "shares": "shares",
    "Shares": "shares",
    "target_groups": "groups",
    "TargetGroups": "groups",
    "regress": "regression",
    "Regression": "regression",
    "regress_correlation": "correlation",
    "locate": "locate",
    "Neighbours": "neighbours",
    "neighbours": "neighbours",
    "Study": "examples",
    "Autocorrelation": "autocorrelation",
    "Moran": "autocorrelation",
    "moran": "autocorrelation",
    "moran_rate": "autocorrelation",
    "Geary": "autocorrelation",
    "geary": "autocorrelation",
    "GetisOrd": "autocorrelation",
    "getis_ord": "autocorrelation",
    "LocalMoran": "local_autocorrelation",
    "local_moran": "local_autocorrelation",
    "LocalGetisOrd": "local_autocorrelation",
    "local_getis_ord": "local_autocorrelation",
    "moran_scatter": "charts_space",
    "lisa_map": "charts_space",
    "PrintedTable": "disclosure.printed",
    "audit": "disclosure.audit",
    "Rules": "disclosure.rules",
    "protect": "disclosure.protect",
}

#: Public modules.
_MODULES = ("examples",)

__all__ = list(_PUBLIC)
__all__ += ["examples"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from spreiding.results import version  # noqa: PLC0415  slow to import

        return version()
    if name in _MODULES:
        return import_module(f"spreiding.{name}")
    if name not in _PUBLIC:
        msg = f"module 'spreiding' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f"spreiding.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


class _Package(ModuleType):
    """Keeps a public name for its verb where a module has the same name: ``sp.report`` is the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PUBLIC and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
