"""What files are by the names of their columns: records, dwellings, boundaries, a list of areas, target groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spreiding.areas import vector
from spreiding.base.errors import InvalidInputError
from spreiding.records.groups import fold
from spreiding.records.sources import column_names, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The library's name of a column -> names that offices give it, folded; the first that a file has is taken.
NAMES: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum", "datumcontract", "contractdatum", "datumtekening", "tekendatum", "ingangsdatum",
             "datumingangcontract", "contractdate", "startdate", "verhuurdatum", "datumverhuring"),
    "area": ("area", "wijkcode", "codewijk", "wijkcode2015", "wijkcode2022", "buurtcode", "gebiedcode", "gebiedscode",
             "areacode", "districtcode", "wijk", "buurt", "gebied", "code"),
    "group": ("group", "groep", "doelgroep", "doelgroepcode", "labelcode", "label", "targetgroup", "urgentie",
              "urgentiecode", "categorie"),
    "corporation": ("corporation", "corporatie", "verhuurder", "woningcorporatie", "eigenaar", "association", "landlord"),
    "dwelling_id": ("dwellingid", "woningid", "bagid", "adresid", "objectid", "verblijfsobject", "vboid", "vhenummer",
                    "vhe", "eenheid"),
    "channel": ("channel", "kanaal", "bemiddeling", "wijzevanverhuren", "aanbodmodel"),
    "first_letting": ("firstletting", "eersteverhuring", "nieuwbouw", "eersteverhuurnieuwbouw"),
    "rent": ("rent", "huur", "huurprijs", "kalehuur", "nettohuur"),
    "floor_area": ("floorarea", "oppervlakte", "gbo", "woonoppervlak"),
    "x": ("x", "xcoordinaat", "rdx"),
    "y": ("y", "ycoordinaat", "rdy"),
}  # fmt: skip
#: Names of the column with the dwellings of a stock, of the associations among them, and with the reference day.
STOCK = {
    "stock": ("stock", "voorraad", "woningvoorraad", "woningen", "aantalwoningen", "wvoorrbag", "dwellings"),
    "association_stock": (
        "associationstock",
        "corporatiewoningen",
        "corporatiebezit",
        "wcorhuur",
        "corporatievoorraad",
    ),
    "date": ("date", "datum", "peildatum", "referencedate", "stand"),
}
YEAR = ("year", "jaar")
#: Endings of files of boundaries.
BOUNDARIES = (".geojson", ".json", *vector.ENDINGS)
#: Names of the column with the day the wait began.
WAITING = (
    "availabledate",
    "waitingfrom",
    "datumbeschikbaar",
    "startbemiddeling",
    "datumactievebemiddeling",
    "beschikking",
)
#: What boundaries call a code, a name; and the levels that a property may be the parent of.
CODES, TITLES = (
    ("code", "wijkcode", "buurtcode", "statcode", "gebiedcode"),
    ("name", "naam", "wijk", "wijknaam", "statnaam"),
)
LEVELS = ("gebied", "stadsdeel", "kern", "district")
#: Names of the columns of a table of target groups.
GROUPS = {
    "code": ("code", "groep", "doelgroep", "doelgroepcode", "groepcode", "targetgroup"),
    "main_group": ("maingroup", "hoofdgroep", "categorie", "hoofdcategorie"),
    "name": ("name", "naam", "omschrijving", "label", "groepsnaam"),
    "sensitivity": ("sensitivity", "gevoeligheid"),
    "city_only": ("cityonly", "alleenstad", "alleengemeente"),
    "aliases": ("aliases", "andereschrijfwijzen"),
}
#: Names of the column with the name of an area, beside the one with its code.
NAMES_OF_AREAS = ("naam", "wijknaam", "buurtnaam", "gebiednaam", "gebiedsnaam", "areaname", "name", "districtname",
                  "wijk", "buurt", "gebied")  # fmt: skip


def kind_of_file(path: str) -> str:
    """Say what a file is by the names of its columns."""
    if path.lower().endswith(BOUNDARIES):
        return "areas"
    try:
        names = columns_of(path)
    except InvalidInputError:
        return "unknown"
    of, dwellings, groups = roles(names, NAMES), roles(names, STOCK), roles(names, GROUPS)
    area = of.get("area")
    kinds = {
        "groups": {"code", "main_group"} <= set(groups) and "date" not in of,
        "stock": "stock" in dwellings and area is not None,
        "records": "date" in of and (area is not None or {"x", "y"} <= set(of)),
        "areas": area is not None and len(names) > 1 and _only_names(names, area),
        "covariates": area is not None and len(names) > 1,
    }
    return next((kind for kind, so in kinds.items() if so), "unknown")


def _only_names(names: Sequence[str], area: str) -> bool:
    """Return whether all columns beside the code are names, or codes of higher levels."""
    known = {*NAMES_OF_AREAS, *(f"{level}{end}" for level in LEVELS for end in ("", "code", "naam"))}
    return all(fold(name) in known for name in names if name != area)


def columns_of(path: str) -> list[str]:
    """Return the names of the columns of a file."""
    return column_names(next(parts_of(path, score=_known)))


def _known(names: Sequence[str]) -> int:
    """Return how many names are those of a table that is known here, to find the headings of a workbook."""
    return sum(len(roles(names, known)) for known in (NAMES, STOCK, GROUPS))


def roles(names: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the library's name -> the column that bears one of its names.

    >>> roles(["Wijk", "Wijkcode"], {"area": ("wijkcode", "wijk"), "date": ("datum",)})
    {'area': 'Wijkcode'}
    """
    folded = {fold(name): name for name in reversed(names)}
    found = {role: next((folded[word] for word in words if word in folded), None) for role, words in known.items()}
    return {role: name for role, name in found.items() if name is not None}


def candidates(names: Sequence[str], words: Sequence[str]) -> list[str]:
    """Return all columns that bear one of these names, in the order of the names."""
    folded = {fold(name): name for name in reversed(names)}
    return [folded[word] for word in words if word in folded]
