"""The files of an office of a made-up municipality, as Dutch Excel saves them; all SYNTHETIC."""

from datetime import date, timedelta
from random import Random

YEARS = (2023, 2024, 2025)
WIJKEN = {
    f"W{i:02d}": f"Wijk {name}"
    for i, name in enumerate(["Hoog", "Laag", "Oost", "West", "Molen", "Kerk", "Haven", "Beek"], 1)
}
#: The two target groups of the municipality's own table.
OWN = (["JG", "Jongeren", "Uitstroom", "laag"], ["VB", "Vergunninghouders", "Vergunninghouders", "laag"])


def dutch(path, head, rows):
    """Write a table as Dutch Excel does: semicolons, Windows-1252."""
    lines = [head, *(";".join(map(str, row)) for row in rows)]
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))


def write_office(folder, *, groups=("JG", "VB"), years=YEARS, skip=()):
    """Write lettings and dwellings per year, no boundaries or gebieden; no dwellings of the years to ``skip``."""
    chance = Random(5)
    for year in years:
        rows = []
        for code in WIJKEN:
            for _ in range(chance.randint(60, 90)):
                day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
                group = chance.choice(groups) if chance.random() < 0.3 else ""
                since = day - timedelta(days=chance.randrange(200))
                dates = [f"{at.day}-{at.month}-{at.year}" for at in (day, since)]
                rows.append([dates[0], code, group, chance.choice(["Één", "Twee"]), dates[1]])
        head = "Datum ingang contract;Wijkcode;Doelgroep;Verhuurder;Datum beschikbaar"
        dutch(folder / f"verhuringen {year}.csv", head, rows)
        stock = [[name, code, f"1-1-{year}", "1.500"] for code, name in WIJKEN.items()]
        if year not in skip:
            dutch(folder / f"voorraad {year}.csv", "Wijk;Wijkcode;Peildatum;Aantal woningen", stock)
    if "JG" in groups:
        dutch(folder / "doelgroepen.csv", "code;naam;hoofdgroep;gevoeligheid", OWN)
    return folder
