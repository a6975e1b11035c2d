"""Regression with everything a reviewer asks: ours and each peer's best route, same input, same run.

Work: coefficients, standardised betas, VIF, Cook, DFBETAS and the coefficients with each area left out (ours:
also their standard errors, p and R²). Synthetic data. Run: ``python tests/benches/bench_regress.py``.
"""

import gc
import subprocess
import sys
import time
from pathlib import Path

SIZES = ((70, 7), (14_000, 20))


def data(n, k):
    import numpy as np
    import polars as pl

    random = np.random.default_rng(n)
    x = random.normal(size=(n, k)) @ (np.eye(k) + 0.3)
    y = 0.05 * x.sum(axis=1) + random.normal(size=n)
    names = [f"x{j}" for j in range(k)]
    frame = pl.DataFrame(dict(zip(names, x.T, strict=True)) | {"y": y, "area": [str(i) for i in range(n)]})
    return frame, names, x, y


def ours(frame, names, _x, _y):
    import spreiding as sp

    fit = sp.regress(frame, "y", names, area="area")
    return fit.coefficients, fit.areas, fit.leave_one_out()


def numpy_pass(_frame, _names, x, y, *, tails=False):
    """Closed form by QR: the least arithmetic a careful numpy user can do; without p of the reduced fits."""
    import numpy as np

    n, k = x.shape
    design = np.column_stack([np.ones(n), x])
    q, r = np.linalg.qr(design)
    inverse_r = np.linalg.inv(r)
    b = inverse_r @ (q.T @ y)
    e = y - design @ b
    s = inverse_r @ inverse_r.T
    h = np.einsum("ij,ij->i", q, q)
    df = n - k - 1
    variance = e @ e / df
    spread = x.var(axis=0, ddof=1)
    _beta, _vif = b[1:] * np.sqrt(spread / y.var(ddof=1)), np.diag(s)[1:] * spread * (n - 1)
    pull = q @ inverse_r.T
    _cooks = e**2 * h / ((1 - h) ** 2 * variance * (k + 1))
    without = (e @ e - e**2 / (1 - h)) / (df - 1)
    change = pull * (e / (1 - h))[:, None]
    dfbetas = change / np.sqrt(without[:, None] * np.diag(s))
    left = b - change
    if tails:
        from scipy.special import stdtr

        se = np.sqrt(without[:, None] * (np.diag(s) + pull**2 / (1 - h)[:, None]))
        return left, dfbetas, 2 * stdtr(df - 1, -np.abs(left / se))
    return left, dfbetas


def numpy_with_tails(*given):
    return numpy_pass(*given, tails=True)


def statsmodels_glm(_frame, _names, x, y):
    """The exact one-pass route: a Gaussian GLM's influence."""
    import statsmodels.api as sm

    influence = sm.GLM(y, sm.add_constant(x)).fit().get_influence()
    return influence.d_params, influence.cooks_distance[0], influence.dfbetas


def statsmodels_ols(_frame, _names, x, y):
    """What a tutorial shows; refits each area, so only for the small size."""
    import statsmodels.api as sm

    influence = sm.OLS(y, sm.add_constant(x)).fit().get_influence()
    return influence.dfbetas, influence.cooks_distance[0], influence.dffits[0]


def neighbours_of(n):
    """Two neighbours on either side of a ring, for both packages."""
    import libpysal
    import polars as pl

    from spreiding.areas.neighbours import Neighbours

    near = {i: [(i + d) % n for d in (-2, -1, 1, 2)] for i in range(n)}
    weights = libpysal.weights.W(near, silence_warnings=True)
    weights.transform = "r"
    pairs = [(str(a), str(b)) for a, others in near.items() for b in others]
    frame = pl.DataFrame(pairs, schema=["area", "neighbour"], orient="row")
    return Neighbours.from_pairs(frame, codes=[str(i) for i in range(n)]).row_standardised, weights


def spatial_ours(frame, names, _x, _y, neighbours, _weights):
    import spreiding as sp

    fit = sp.regress(frame, "y", names, area="area")
    return fit.spatial_tests(neighbours), fit.residual_moran(neighbours)


def spatial_spreg(_frame, _names, x, y, _neighbours, weights):
    """Its own classes for the tests, without the printed summary."""
    import numpy as np
    from spreg import diagnostics_sp
    from spreg.ols import BaseOLS

    fit = BaseOLS(y[:, None], np.column_stack([np.ones(len(y)), x]))
    return diagnostics_sp.LMtests(fit, weights, tests=["lme", "lml", "rlme", "rlml", "sarma"]), diagnostics_sp.MoranRes(
        fit, weights, z=True
    )


def spatial_spreg_ols(_frame, _names, x, y, _neighbours, weights):
    """spreg's front door: the whole report with its spatial tests."""
    from spreg import OLS

    return OLS(y[:, None], x, w=weights, spat_diag=True, moran=True)


SPATIAL = (spatial_ours, spatial_spreg, spatial_spreg_ols)
ROUTES = (ours, numpy_pass, numpy_with_tails, statsmodels_glm, statsmodels_ols)


def best(run, *given, repeats):
    times = []
    run(*given)
    gc.collect()
    for _ in range(repeats):
        start = time.perf_counter()
        run(*given)
        times.append(time.perf_counter() - start)
    return min(times)


def memory(route, n, k):
    """Peak memory of one route with its imports and data, MB, in a fresh process."""
    command = [sys.executable, __file__, route, str(n), str(k)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    print(f"{'n':>6} {'k':>3} {'route':<18} {'best s':>10} {'ratio':>8} {'peak MB':>8}")
    for n, k in SIZES:
        given = data(n, k)
        routes = ROUTES if n < 1_000 else ROUTES[:-1]
        # Interleave, so that a busy machine slows all alike.
        times = dict.fromkeys(routes, float("inf"))
        for _ in range(5):
            for run in routes:
                times[run] = min(times[run], best(run, *given, repeats=20 if n < 1_000 else 3))
        for run in routes:
            ratio, peak = times[run] / times[ours], memory(run.__name__, n, k)
            print(f"{n:>6} {k:>3} {run.__name__:<18} {times[run]:>10.5f} {ratio:>8.2f} {peak:>8.1f}")
        space = neighbours_of(n)
        pair = [best(run, *given, *space, repeats=5) for run in SPATIAL]
        for run, time_ in zip(SPATIAL, pair, strict=True):
            print(f"{n:>6} {k:>3} {run.__name__:<18} {time_:>10.5f} {time_ / pair[0]:>8.2f} {'':>8}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        name, n, k = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        run = {route.__name__: route for route in ROUTES}[name]
        run(*data(70, 7))
        given = data(n, k)
        run(*given)
        # Not getrusage: its peak is inherited from the process that starts this one.
        status = Path("/proc/self/status").read_text()
        print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)
    else:
        main()
