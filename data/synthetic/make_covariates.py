# ruff: noqa: INP001  a script beside its output
"""Build synthetic covariates per wijk with which Table 3.4 of the 2018 note comes out as printed.

Run ``python data/synthetic/make_covariates.py`` after ``make_counts.py``; writes
``amsterdam_2016_2017_covariates.csv``.
SYNTHETIC: no value says anything about a real place. The outcome and the turnover follow from the synthetic counts, so
with a made-up association stock three of the eight columns are given. A correlation matrix is found that holds their
correlations and gives the printed betas, p-values and R2; the other five columns are constructed to have exactly those
correlations over 70 wijken, as near as possible to a rough pattern.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm
from scipy.optimize import minimize

HERE = Path(__file__).parent
NAMES = ("welfare", "support_clients", "woz_per_m2", "neighbourhood_mark", "small_dwellings")
#: Positions in the matrix: the five built here, then association share, turnover and outcome.
FIVE, FIXED = [0, 1, 3, 4, 5], [2, 6, 7]
TILT = 0.7
#: Printed below Table 3.4.
R2 = 0.238
#: Mean, standard deviation and decimals of each column built here.
SCALE = {
    "welfare": (0.095, 0.036, 5),
    "support_clients": (0.030, 0.009, 6),
    "woz_per_m2": (3600.0, 700.0, 1),
    "neighbourhood_mark": (7.3, 0.35, 4),
    "small_dwellings": (0.45, 0.15, 5),
}
#: Rough pattern in standard units by stadsdeel: welfare, support, value, mark, small dwellings.
PATTERN = {
    "A": (-0.8, 0.0, 1.5, 0.9, 0.7),
    "E": (0.0, 0.0, 0.5, 0.3, 0.8),
    "F": (0.6, 0.2, -0.8, -0.6, -0.5),
    "K": (-0.8, -0.2, 1.2, 0.8, 0.4),
    "M": (0.0, 0.0, 0.2, 0.2, 0.0),
    "N": (0.6, 0.2, -0.9, -0.4, -0.6),
    "T": (0.9, 0.3, -1.3, -0.5, -0.6),
}
#: Wijken of chapter 4: three with much welfare and a low mark, and the estate behind the effect of the mark.
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


def association(rentals: np.ndarray, stock: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Association stock for a turnover of about 5%, lower where the share is high; 9% to 90% of the stock."""
    rate = rentals / stock
    turnover = 0.05 * (rate / np.median(rate)) ** 0.4 * np.exp(0.25 * noise(len(rate), 1)[:, 0] - TILT * (share - 0.29))
    return np.round(np.clip(rentals / turnover, 0.09 * stock, 0.9 * stock).clip(min=rentals / 0.2))


def matrix_like(start: np.ndarray, within: np.ndarray, beta: np.ndarray, vif: np.ndarray) -> np.ndarray:
    """Correlation matrix near ``start`` that gives the printed table, with the correlations of ``FIXED`` as they are.

    The outcome is the last row. With R the correlations of the predictors, R beta is their correlation with the
    outcome; the diagonal of the inverse of R is the VIF, which fixes every standard error and so every p.
    """
    k = len(beta)
    upper = np.triu_indices(k, 1)
    free = [(i, j) for i, j in zip(*upper, strict=True) if (i, j) != tuple(FIXED[:2])]

    def whole(x: np.ndarray) -> np.ndarray:
        r = np.eye(k)
        r[FIXED[0], FIXED[1]] = r[FIXED[1], FIXED[0]] = within[0, 1]
        for (i, j), value in zip(free, x, strict=True):
            r[i, j] = r[j, i] = value
        return r

    def gaps(x: np.ndarray) -> np.ndarray:
        r = whole(x)
        outcome = r @ beta
        return np.concatenate(
            [np.diag(np.linalg.inv(r)) / vif - 1, outcome[FIXED[:2]] - within[:2, 2], [beta @ outcome - R2]]
        )

    x0 = np.array([start[i, j] for i, j in free])
    found = minimize(
        lambda x: np.sum((x - x0) ** 2),
        x0,
        jac=lambda x: 2 * (x - x0),
        method="SLSQP",
        constraints={"type": "eq", "fun": gaps},
        options={"maxiter": 1000, "ftol": 1e-14},
    )
    if not found.success or np.abs(gaps(found.x)).max() > 1e-8:
        msg = f"no matrix found: {found.message}"
        raise RuntimeError(msg)
    r = np.eye(k + 1)
    r[:k, :k] = whole(found.x)
    r[k, :k] = r[:k, k] = r[:k, :k] @ beta
    if np.linalg.eigvalsh(r).min() <= 0:
        msg = "the matrix found is not a correlation matrix"
        raise RuntimeError(msg)
    return r


def five(pattern: np.ndarray, fixed: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Five standardised columns nearest to ``pattern`` that have exactly the correlations of ``matrix``."""
    n = len(fixed)
    within = matrix[np.ix_(FIXED, FIXED)]
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
    dwellings = association(rentals, stock, share)
    rough = noise(len(codes), 5) + [np.add(PATTERN[c[0]], LIFT.get(c, 0)) for c in codes]
    columns = standard(rough)
    fixed = standard(np.column_stack([dwellings / stock, rentals / dwellings, share])[used])
    implied = read(HERE.parent / "published" / "regression_implied.csv")
    beta, vif = (np.array([float(row[key]) for row in implied]) for key in ("beta", "vif"))
    matrix = matrix_like(matrix, np.corrcoef(fixed, rowvar=False), beta, vif)
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
