"""Writes descent.json: minima that SciPy's MINPACK and L-BFGS-B find of the problems in problems.ts, and their evaluations,
with pycma's on standard functions, and SciPy's Sobol points. Run in this folder; needs numpy, scipy, cma."""
import json, warnings
import numpy as np, scipy
from scipy.optimize import approx_fprime, least_squares, minimize
from scipy.stats import qmc
warnings.simplefilter("ignore")
import cma

arr = lambda s: np.array(list(map(float, s.split())))
BARD = arr(".14 .18 .22 .25 .29 .32 .35 .39 .37 .58 .73 .96 1.34 2.10 4.39")
KY = arr(".1957 .1947 .1735 .1600 .0844 .0627 .0456 .0342 .0323 .0235 .0246")
KU = arr("4 2 1 .5 .25 .167 .125 .1 .0833 .0714 .0625")
O1 = arr(""".844 .908 .932 .936 .925 .908 .881 .850 .818 .784 .751 .718 .685 .658 .628 .603 .580 .558 .538 .522 .506 .490
  .478 .467 .457 .448 .438 .431 .424 .420 .414 .411 .406""")
O2 = arr("""1.366 1.191 1.112 1.013 .991 .885 .831 .847 .786 .725 .746 .679 .608 .655 .616 .606 .602 .626 .651 .724 .649
  .649 .694 .644 .624 .661 .612 .558 .533 .495 .500 .423 .395 .375 .372 .391 .396 .405 .428 .429 .523 .562 .607 .653 .672 .708 .633
  .668 .645 .632 .591 .559 .597 .625 .739 .710 .729 .720 .636 .581 .428 .292 .162 .098 .054""")

def rosenbrock(x):
    return np.stack([10 * (x[1:] - x[:-1] ** 2), 1 - x[:-1]], axis=1).ravel()
def beale(x): return np.array([c - x[0] * (1 - x[1] ** i) for i, c in enumerate([1.5, 2.25, 2.625], 1)])
def helical(x):
    t = np.arctan(x[1] / x[0]) / (2 * np.pi) + (.5 if np.real(x[0]) < 0 else 0)
    return np.array([10 * (x[2] - 10 * t), 10 * (np.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]])
def bard(x):
    u = np.arange(1, 16); v = 16 - u; w = np.minimum(u, v)
    return BARD - (x[0] + u / (v * x[1] + w * x[2]))
def powell(x):
    return np.array([x[0] + 10 * x[1], np.sqrt(5) * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, np.sqrt(10) * (x[0] - x[3]) ** 2])
def wood(x):
    return np.array([10 * (x[1] - x[0] ** 2), 1 - x[0], np.sqrt(90) * (x[3] - x[2] ** 2), 1 - x[2],
                     np.sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / np.sqrt(10)])
def kowalik(x): return KY - x[0] * (KU ** 2 + KU * x[1]) / (KU ** 2 + KU * x[2] + x[3])
def brownDennis(x):
    t = np.arange(1, 21) / 5
    return (x[0] + t * x[1] - np.exp(t)) ** 2 + (x[2] + x[3] * np.sin(t) - np.cos(t)) ** 2
def osborne1(x):
    t = 10 * np.arange(33); return O1 - (x[0] + x[1] * np.exp(-t * x[3]) + x[2] * np.exp(-t * x[4]))
def osborne2(x):
    t = np.arange(65) / 10
    return O2 - (x[0] * np.exp(-t * x[4]) + sum(x[k] * np.exp(-(t - x[k + 7]) ** 2 * x[k + 4]) for k in (1, 2, 3)))

STARTS = dict(rosenbrock=[-1.2, 1], rosenbrock10=[-1.2, 1] * 5, beale=[1, 1], helical=[-1, 0, 0], bard=[1, 1, 1], powell=[3, -1, 0, 1],
    wood=[-3, -1, -3, -1], kowalik=[.25, .39, .415, .39], brownDennis=[25, 5, -5, -1], osborne1=[.5, 1.5, -1, .01, .02],
    osborne2=[1.3, .65, .65, .7, .6, 3, 5, 7, 2, 4.5, 5.5])

def complex_step(f, x):
    return np.stack([np.imag(f(x + 1e-200j * e)) / 1e-200 for e in np.eye(len(x))], axis=1)

problems = []
for name, start in STARTS.items():
    f = globals()[name.replace("10", "")]
    jac = lambda x: complex_step(f, np.asarray(x, dtype=complex))
    x0 = np.array(start, dtype=float)
    assert np.allclose(jac(x0), approx_fprime(x0, f), rtol=1e-3, atol=1e-3), name
    lm = least_squares(f, x0, jac, method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=2000)
    # tight tolerances make MINPACK's last steps idle: what it needs to come near is counted at 1e-8
    near = least_squares(f, x0, jac, method="lm", ftol=1e-8, xtol=1e-8, gtol=1e-8, max_nfev=2000)
    q = minimize(lambda x: .5 * f(x) @ f(x), x0, jac=lambda x: jac(x).T @ f(x), method="L-BFGS-B",
                 options=dict(ftol=1e-15, gtol=1e-8, maxiter=5000, maxfun=9999))
    problems.append(dict(name=name, start=list(map(float, start)), x=list(lm.x), value=float(lm.cost), lm=int(near.nfev),
                         lmValue=float(near.cost), lbfgs=int(q.nfev), lbfgsValue=float(q.fun)))

def ellipsoid(x): return float(sum(10 ** (6 * i / (len(x) - 1)) * v * v for i, v in enumerate(x)))
def sphere(x): return float(sum(v * v for v in x))
def rastrigin(x): return float(sum(10 + v * v - 10 * np.cos(2 * np.pi * v) for v in x))
def ackley(x):
    x = np.asarray(x)
    return float(20 + np.e - 20 * np.exp(-.2 * np.sqrt(np.mean(x * x))) - np.exp(np.mean(np.cos(2 * np.pi * x))))
def rosen(x):
    x = np.asarray(x); return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))

evolution = []
for f, n, sigma, size, most in ((sphere, 8, 1, None, 9999), (ellipsoid, 6, 1, None, 19999), (rosen, 5, .5, None, 19999),
                                (ackley, 4, 5, 20, 9999), (rastrigin, 3, 3, 30, 9999)):
    counts = []
    for seed in range(1, 21):
        options = dict(seed=seed, verbose=-9, ftarget=1e-9, maxfevals=most, tolfun=1e-13, tolfunhist=0, tolx=1e-12)
        if size: options["popsize"] = size
        es = cma.CMAEvolutionStrategy([2.0] * n, sigma, options).optimize(f)
        if es.result.fbest <= 1e-9: counts.append(int(es.result.evals_best))
    evolution.append(dict(name=f.__name__, n=n, sigma=sigma, size=size, most=most, successes=len(counts), evaluations=float(np.mean(counts))))
    print(evolution[-1])

rows = [0, 1, 2, 3, 7, 12, 37, 64, 99]
points = qmc.Sobol(d=128, scramble=False, bits=32).random(128)[rows]
sobol = dict(rows=rows, points=points.tolist())
json.dump(dict(scipy=scipy.__version__, cma=cma.__version__, problems=problems, evolution=evolution, sobol=sobol), open("descent.json", "w"))
for p in problems: print(p["name"], p["value"], p["lm"], p["lbfgs"], p["lbfgsValue"])
