# Writes diagnostics.json: what statsmodels, SciPy and NumPy say about fits that the tests repeat.
# Run with: python3 tests/calibrate/diagnostics.py (statsmodels 0.15, SciPy 1.17, NumPy 2.4 wrote the committed file).
import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.genmod.families import Poisson
from statsmodels.miscmodels.tmodel import TLinearModel

rng = np.random.default_rng(20240611)
n = 40
x = np.sort(rng.uniform(0, 10, n))
z = rng.normal(size=n)
X = np.column_stack([np.ones(n), x, z])
beta = np.array([1.5, -0.7, 2.0])
y = X @ beta + (0.3 + 0.2 * x) * rng.normal(size=n)
weights = 1 / (0.3 + 0.2 * x) ** 2


def matrix(a):
    return [list(map(float, row)) for row in np.asarray(a)]


def linear(fit):
    frame = fit.get_prediction().summary_frame(alpha=0.1)
    return {
        "params": list(fit.params),
        "bse": list(fit.bse),
        "cov": matrix(fit.cov_params()),
        "interval95": matrix(fit.conf_int(0.05)),
        "llf": float(fit.llf),
        "aic": float(fit.aic),
        "bic": float(fit.bic),
        "scale": float(fit.scale),
        "df": float(fit.df_resid),
        "robust": {kind: list(fit.get_robustcov_results(kind).bse) for kind in ["HC0", "HC1", "HC2", "HC3"]},
        "mean": matrix(frame[["mean_se", "mean_ci_lower", "mean_ci_upper"]]),
        "obs": matrix(frame[["obs_ci_lower", "obs_ci_upper"]]),
    }


def score_sandwich(H, scores):
    B = np.linalg.inv(H)
    return matrix(B @ (scores.T @ scores) @ B)


out = {"X": matrix(X.T), "y": list(y), "weights": list(weights)}
out["ols"] = linear(sm.OLS(y, X).fit())
out["wls"] = linear(sm.WLS(y, X, weights=weights).fit())
# AICc from its definition (Hurvich & Tsai), k with the variance counted.
k = X.shape[1] + 1
aic = 2 * k - 2 * out["ols"]["llf"]
out["ols"]["aicc_with_sigma"] = aic + 2 * k * (k + 1) / (n - k - 1)

counts = rng.poisson(np.exp(0.4 + 0.2 * x))
poisson = sm.GLM(counts, X, family=Poisson()).fit(tol=1e-14, maxiter=200)
out["poisson"] = {
    "counts": list(map(int, counts)),
    "params": list(poisson.params),
    "bse": list(poisson.bse),
    "llf": float(poisson.llf),
    "deviance": list(poisson.resid_deviance),
    "aic": float(poisson.aic),
}

heavy = X @ beta + 0.5 * rng.standard_t(3, size=n)
heavy[5] += 8
sigma, delta = 0.6, 1.345
huber = optimize.minimize(
    lambda b: special.huber(delta, (X @ b - heavy) / sigma).sum(),
    np.linalg.lstsq(X, heavy, rcond=None)[0],
    method="BFGS",
    options={"gtol": 1e-11},
).x
for _ in range(20):  # Newton on the estimating equations, to full precision
    r = (X @ huber - heavy) / sigma
    inside = np.abs(r) <= delta
    H = (X.T * (inside / sigma**2)) @ X
    g = X.T @ (np.clip(r, -delta, delta) / sigma)
    huber = huber - np.linalg.solve(H, g)
scores = X * (np.clip((X @ huber - heavy) / sigma, -delta, delta) / sigma)[:, None]
rlm = sm.RLM(heavy, X, M=sm.robust.norms.HuberT(delta)).fit(scale_est=sm.robust.scale.HuberScale(), tol=1e-13, maxiter=500)
out["heavy"] = list(heavy)
out["huber"] = {
    "sigma": sigma,
    "params": list(huber),
    "value": float(special.huber(delta, (X @ huber - heavy) / sigma).sum()),
    "sandwich": score_sandwich(H, scores),
    "rlm": {"params": list(rlm.params), "scale": float(rlm.scale), "weights": list(map(float, rlm.weights))},
}


def t_nll(p):
    return -stats.t.logpdf(heavy, p[4], loc=X @ p[:3], scale=p[3]).sum()


t_fit = TLinearModel(heavy, X).fit(start_params=[1.5, -0.7, 2, 3, 0.5], maxiter=5000, maxfun=10000, disp=0)
start = [*t_fit.params[:3], abs(t_fit.params[4]), t_fit.params[3]]
best = optimize.minimize(t_nll, start, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 50000, "maxfev": 50000, "adaptive": True})
out["student"] = {"params": list(best.x), "nll": float(best.fun), "statsmodels_llf": float(t_fit.llf)}
fixed = optimize.minimize(lambda p: -stats.t.logpdf(heavy, 4, loc=X @ p[:3], scale=0.5).sum(), best.x[:3], method="BFGS", options={"gtol": 1e-9})
r = X @ fixed.x - heavy
q = r**2 / (4 * 0.25)
w = 5 / (4 * 0.25) / (1 + q)
H = (X.T * (w * (1 - q) / (1 + q))) @ X
out["student"]["fixed"] = {
    "params": list(fixed.x),
    "nll": float(fixed.fun),
    "bse": list(np.sqrt(np.diag(np.linalg.inv(H)))),
    "gradient": list(X.T @ (w * r)),
}

# Pointwise values by the distributions themselves.
points = []
for prediction, target in [(1.2, 3), (4.0, 4), (0.3, 0), (250.5, 260), (3.0000001, 3)]:
    points.append([prediction, target, -stats.poisson.logpmf(target, prediction)])
out["poisson_points"] = points
out["t_points"] = [[p, t, nu, s, -stats.t.logpdf(t, nu, loc=p, scale=s)] for p, t, nu, s in [(0, 0, 3, 1), (1, 5, 1, 0.5), (2, -9, 30, 2), (0.1, 0.2, 4.5, 0.01)]]
out["priors"] = {
    "normal": [[v, -stats.norm.logpdf(v, 1.5, 0.7)] for v in [-1, 1.5, 3]],
    "logNormal": [[v, -stats.lognorm.logpdf(v, s=0.8, scale=np.exp(0.3))] for v in [0.1, 1, 7]],
    "uniform": [[v, -stats.uniform.logpdf(v, -2, 5)] for v in [-1, 0, 2.5]],
    "halfNormal": [[v, -stats.halfnorm.logpdf(v, scale=2)] for v in [0.1, 1, 5]],
    "laplace": [[v, -stats.laplace.logpdf(v, 0.5, 2)] for v in [-3, 0.6, 4]],
}
out["quantiles"] = {
    "normal": [[p, stats.norm.ppf(p)] for p in [1e-6, 0.025, 0.5, 0.9, 0.9995]],
    "t": [[p, d, stats.t.ppf(p, d)] for p in [0.025, 0.95, 0.9995] for d in [1, 2.5, 7, 40, 1e4, 1e9]],
    "chi2": [[p, d, stats.chi2.ppf(p, d)] for p in [0.1, 0.6827, 0.95, 0.999] for d in [1, 2, 5, 30, 200]],
    "digamma": [[v, float(special.digamma(v))] for v in [0.05, 0.5, 1, 1.46, 3, 9.99, 10, 250]],
    "logGamma": [[v, float(special.gammaln(v))] for v in [0.05, 0.5, 1.5, 9, 171, 3000]],
}

# Exponential waiting times with mean θ: -log L = m log θ + Σt/θ; profile interval by Brent's method.
times = rng.exponential(2.5, 15)
nll = lambda theta: len(times) * np.log(theta) + times.sum() / theta
hat = times.mean()
crossing = lambda level: (lambda theta: nll(theta) - nll(hat) - stats.chi2.ppf(level, 1) / 2)
out["exponential"] = {
    "times": list(times),
    "intervals": {
        str(level): [optimize.brentq(crossing(level), 1e-3, hat, xtol=1e-14), optimize.brentq(crossing(level), hat, 1e3, xtol=1e-13)]
        for level in [0.68, 0.95, 0.99]
    },
}

# A matrix of bad condition: singular values.
A = rng.normal(size=(8, 4)) @ np.diag([1, 1e-2, 1e-5, 1e-7]) @ rng.normal(size=(4, 4))
_, s, vt = np.linalg.svd(A, full_matrices=False)
out["svd"] = {"columns": matrix(A.T), "values": list(s), "right": matrix(vt)}

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out, indent=None, default=float) + "\n")
