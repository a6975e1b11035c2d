"""Build synthetic covariates per wijk with which Table 3.4 of the 2018 note comes out as printed.

Run ``python data/synthetic/make_covariates.py`` after ``make_counts.py``. Writes ``amsterdam_2016_2017_covariates.csv``.
SYNTHETIC: no value says anything about a real place. The outcome and the turnover follow from the synthetic counts, so
the association stock is chosen to give those two the correlations of ``published/regression_fixture_correlation.csv``;
the other five columns are then constructed to give the rest of that matrix exactly (70 wijken), from a rough pattern.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm

HERE = Path(__file__).parent
NAMES = ("welfare", "support_clients", "woz_per_m2", "neighbourhood_mark", "small_dwellings")
#: Positions in the matrix: the five built here, then association share, turnover and outcome.
FIVE, FIXED = [0, 1, 3, 4, 5], [2, 6, 7]
#: Mean, standard deviation and decimals of each column built here.
SCALE = {
    "welfare": (0.095, 0.036, 5),
    "support_clients": (0.030, 0.009, 5),
    "woz_per_m2": (3600.0, 700.0, 0),
    "neighbourhood_mark": (7.3, 0.35, 3),
    "small_dwellings": (0.45, 0.15, 4),
}
#: Rough pattern in standard units by stadsdeel: welfare, support, value, mark, small dwellings.
PATTERN = {
    "A": (-0.8, 0.0, 1.5, 0.9, 0.7), "E": (0.0, 0.0, 0.5, 0.3, 0.8), "F": (0.6, 0.2, -0.8, -0.6, -0.5),
    "K": (-0.8, -0.2, 1.2, 0.8, 0.4), "M": (0.0, 0.0, 0.2, 0.2, 0.0), "N": (0.6, 0.2, -0.9, -0.4, -0.6),
    "T": (0.9, 0.3, -1.3, -0.5, -0.6),
}
#: Wijken of chapter 4: three with much welfare and a low mark (705-709), and the estate behind the effect of the mark (785).
LIFT = {"N60": (1, 0.5, 0, -1, 0), "F77": (1, 0.5, 0, -1, 0), "T93": (1, 0.5, 0, -1, 0), "M34": (0, 0, -1.5, -5, -0.5)}


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def noise(n: int, k: int) -> np.ndarray:
    """Numbers in (-1.2, 1.2) that look irregular, the same on every machine (additive recurrence)."""
    steps = np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0])[:k]
    return 2.4 * (np.arange(1, n + 1)[:, None] * steps % 1 - 0.5)


def standard(values: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and standard deviation 1 (n - 1)."""
    return (values - values.mean(axis=0)) / values.std(axis=0, ddof=1)


def association(share: np.ndarray, rentals: np.ndarray, stock: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Association stock near a turnover of 5% that correlates as wanted with the outcome."""
    rate = rentals / stock
    low, high = np.maximum(rentals / 0.25, 0.03 * stock), 0.92 * stock
    turnover = 0.05 * np.sqrt(rate / rate.mean()) * np.exp(0.5 * noise(len(rate), 1)[:, 0])
    wish = np.clip(rentals / turnover, low * 1.1, high * 0.9)
    x = np.log((wish - low) / (high - wish))  # any x gives a stock between the bounds

    def dwellings(x: np.ndarray) -> np.ndarray:
        return low + (high - low) / (1 + np.exp(-x))

    def gaps(x: np.ndarray) -> np.ndarray:
        c = dwellings(x)
        found = np.corrcoef(np.column_stack([c / stock, rentals / c, share]), rowvar=False)
        return (found - target)[np.triu_indices(3, 1)]

    for _ in range(200):  # Newton steps of least length, each at most 1 long
        slope = np.column_stack([(gaps(x + h) - gaps(x - h)) / 2e-5 for h in 1e-5 * np.eye(len(x))])
        step = np.linalg.pinv(slope) @ gaps(x)
        x -= step / max(1.0, float(np.linalg.norm(step)))
    if np.abs(gaps(x)).max() > 1e-9:
        msg = f"association stock not found, gaps {gaps(x)}"
        raise RuntimeError(msg)
    return np.round(dwellings(x))


def five(pattern: np.ndarray, fixed: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Five standardised columns nearest to ``pattern`` that have exactly the correlations of ``matrix``."""
    n = len(fixed)
    within = np.corrcoef(fixed, rowvar=False)
    load = np.linalg.solve(within, matrix[np.ix_(FIXED, FIVE)])
    rest = matrix[np.ix_(FIVE, FIVE)] - matrix[np.ix_(FIVE, FIXED)] @ load
    root = np.real(sqrtm(rest))
    base = np.column_stack([np.ones(n), fixed])
    free = pattern - base @ np.linalg.lstsq(base, pattern, rcond=None)[0]
    u, _, vt = np.linalg.svd(free @ root, full_matrices=False)  # orthogonal Procrustes (Schoenemann 1966)
    return fixed @ load + np.sqrt(n - 1) * u @ vt @ root


def main() -> None:
    """Write the table."""
    table = read(HERE / "amsterdam_2016_2017_wijk.csv")
    number = {key: np.array([int(row[key]) for row in table]) for key in table[0] if key not in {"code", "gebied"}}
    allocations = sum(v for key, v in number.items() if key.startswith(("met", "zonder", "status")))
    rentals = allocations + number["regular_2016"] + number["regular_2017h1"]
    stock = number["stock"]
    codes = [row["code"] for row in table]
    order = sorted((n, code) for n, code in zip(rentals, codes, strict=True) if n >= 10)
    lacking = {code for _, code in order[: len(order) - 70]}  # the fewest rentals: too few answers in a survey
    used = np.array([n >= 10 and code not in lacking for n, code in zip(rentals, codes, strict=True)])

    source = read(HERE.parent / "published" / "regression_fixture_correlation.csv")
    matrix = np.array([[float(v) for key, v in row.items() if key != "variable"] for row in source])
    share = allocations / rentals
    dwellings = np.round(rentals / 0.04).clip(max=0.5 * stock)
    target = matrix[np.ix_(FIXED, FIXED)]
    dwellings[used] = association(share[used], rentals[used], stock[used], target)
    rough = noise(len(codes), 5) + [np.add(PATTERN[c[0]], LIFT.get(c, 0)) for c in codes]
    columns = standard(rough)
    fixed = standard(np.column_stack([dwellings / stock, rentals / dwellings, share])[used])
    columns[used] = five(columns[used], fixed, matrix)
    with (HERE / "amsterdam_2016_2017_covariates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "association_stock", *NAMES])
        for i, code in enumerate(codes):
            values = [m + sd * z for z, (m, sd, _) in zip(columns[i], SCALE.values(), strict=True)]
            text = [f"{v:.{SCALE[name][2]}f}" for name, v in zip(NAMES, values, strict=True)]
            if code in lacking:
                text[3] = ""
            writer.writerow([code, int(dwellings[i]), *text])


if __name__ == "__main__":
    main()
