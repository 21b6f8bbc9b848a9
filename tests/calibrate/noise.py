# Fits by SciPy and NumPy for tests/calibrate/fit-noise.test.ts: python3 tests/calibrate/noise.py > tests/calibrate/noise.json
import json

import numpy as np
from scipy import optimize, special

rng = np.random.default_rng(7)
x = np.linspace(0.0, 4.0, 30)
decay = lambda p, t=x: p[0] * np.exp(-p[1] * t)
y = decay([3.0, 0.7]) + 0.05 * rng.standard_normal(30)
sigma = 0.02 + 0.03 * (np.arange(30) % 3)
outliers = y.copy()
outliers[[4, 11, 20]] += [1.5, -1.0, 2.0]
counts = rng.poisson(decay([20.0, 0.5]))


def polished(f, start):
    found = optimize.minimize(f, start, method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-15, "maxiter": 20000})
    return optimize.minimize(f, found.x, method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-15, "maxiter": 20000})


def squares(scale):
    fit = optimize.least_squares(lambda p: (decay(p) - y) / scale, [1, 0.5], xtol=1e-15, ftol=1e-15, gtol=1e-15)
    return fit.x, np.linalg.inv(fit.jac.T @ fit.jac), 2 * fit.cost


weighted, wcov, wsum = squares(sigma)
plain, pcov, psum = squares(np.ones(30))
huber = optimize.least_squares(
    lambda p: (decay(p) - outliers) / 0.05, [1, 0.5], loss="huber", f_scale=1.345, xtol=1e-15, ftol=1e-15, gtol=1e-15
)


def student(q):
    a, b, log_s = q
    z = (decay([a, b]) - outliers) / np.exp(log_s)
    nu = 4.0
    return np.sum(
        log_s + 0.5 * np.log(nu * np.pi) + special.gammaln(nu / 2) - special.gammaln((nu + 1) / 2) + (nu + 1) / 2 * np.log1p(z**2 / nu)
    )


def poisson(p):
    mean = decay(p)
    return np.sum(mean - counts * np.log(mean) + special.gammaln(counts + 1)) if np.all(mean > 0) else np.inf


t_fit = polished(student, [3, 0.7, -3])
p_fit = polished(poisson, [20, 0.5])
mean = decay(p_fit.x)
information = np.array([[np.sum(np.exp(-p_fit.x[1] * x) ** 2 * counts / mean**2), 0], [0, 0]])
# Observed information of Poisson noise: Σ (count/mean²) ∂m ∂mᵀ + (1 - count/mean) ∂²m.
e = np.exp(-p_fit.x[1] * x)
first = np.array([e, -p_fit.x[0] * x * e])
second = np.array([[np.zeros(30), -x * e], [-x * e, p_fit.x[0] * x**2 * e]])
information = np.einsum("in,jn,n->ij", first, first, counts / mean**2) + np.einsum("ijn,n->ij", second, 1 - counts / mean)

# A line with known noise and a normal prior on its slope: the posterior in closed form.
line_y = 1.0 + 0.5 * x + 0.2 * rng.standard_normal(30)
design = np.column_stack([np.ones(30), x])
precision = design.T @ design / 0.2**2 + np.diag([0.0, 1 / 0.05**2])
posterior = np.linalg.inv(precision)
mode = posterior @ (design.T @ line_y / 0.2**2 + np.array([0.0, 0.3 / 0.05**2]))

# Three series with intercepts of their own and one slope.
series = np.repeat([0, 1, 2], 10)
series_y = np.array([1.0, 2.0, 4.0])[series] + 0.5 * x + 0.1 * rng.standard_normal(30)
dummies = np.column_stack([series == k for k in range(3)] + [x]).astype(float)
beta, rest, _, _ = np.linalg.lstsq(dummies, series_y, rcond=None)
cov = np.linalg.inv(dummies.T @ dummies) * rest[0] / 26

n = 30
aic = lambda nll, k: 2 * k + 2 * nll
gauss_nll = 0.5 * n * (np.log(2 * np.pi * psum / n) + 1)
known_nll = 0.5 * wsum + np.sum(np.log(sigma)) + 0.5 * n * np.log(2 * np.pi)
left_out = []
for k in range(3):
    keep = series != k
    others = [j for j in range(3) if j != k]
    fit, _, _, _ = np.linalg.lstsq(dummies[keep][:, [*others, 3]], series_y[keep], rcond=None)
    # The lower of the two other intercepts is their lower median.
    left_out.append(float(np.sqrt(np.mean((series_y[~keep] - min(fit[0], fit[1]) - fit[2] * x[~keep]) ** 2))))

print(
    json.dumps(
        {
            "x": x.tolist(),
            "y": y.tolist(),
            "sigma": sigma.tolist(),
            "outliers": outliers.tolist(),
            "counts": counts.tolist(),
            "plain": {"p": plain.tolist(), "aic": aic(gauss_nll, 3), "bic": 3 * np.log(n) + 2 * gauss_nll, "sigma": float(np.sqrt(psum / n))},
            "weighted": {"p": weighted.tolist(), "errors": np.sqrt(np.diag(wcov)).tolist(), "aic": aic(known_nll, 2)},
            "weightErrors": np.sqrt(np.diag(wcov) * wsum / 28).tolist(),
            "huber": huber.x.tolist(),
            "student": {"p": t_fit.x[:2].tolist(), "sigma": float(np.exp(t_fit.x[2])), "nll": float(t_fit.fun)},
            "poisson": {"p": p_fit.x.tolist(), "errors": np.sqrt(np.diag(np.linalg.inv(information))).tolist(), "nll": float(p_fit.fun)},
            "line": {"y": line_y.tolist(), "mode": mode.tolist(), "errors": np.sqrt(np.diag(posterior)).tolist()},
            "series": {
                "of": series.tolist(),
                "y": series_y.tolist(),
                "beta": beta.tolist(),
                "errors": np.sqrt(np.diag(cov)).tolist(),
                "leftOut": left_out,
            },
        },
        indent=1,
    )
)
