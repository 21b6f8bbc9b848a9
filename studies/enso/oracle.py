"""The likelihoods of kalman.scm and scalar.scm in NumPy, at the initial values of likelihood.ts: writes tests/tensors/kalman.json.

    python3 studies/enso/oracle.py

Derivatives are imaginary parts of values at complex arguments a step of 1e-30 i away (Squire & Trapp 1998, SIAM Review 40): exact to
rounding, without a difference. Central differences, extrapolated from two steps (Richardson), must agree with them to 1e-5. The gain
is a solution of linear equations and the determinant comes from an LU factorisation: no Cholesky factor and no rule of a derivative is
shared with what is tested.
"""

import csv
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "tests" / "tensors" / "kalman.json"
DIMENSIONS = (1, 3, 10, 15)
STEPS = (50, 360)
LEAST_VARIANCE = 1e-4
IMAGINARY = 1e-30


def noise(k):
    k = np.asarray(k, dtype=float)
    return np.sqrt(12) * (((k * k * (np.sqrt(5) - 1)) / 2) % 1) - np.sqrt(3)


def initial(d):
    k = np.arange(1, d * d + 1).reshape(d, d)
    f = 0.9 * np.eye(d) + 0.02 * noise(k)
    l = 0.1 * np.eye(d) + np.tril(0.005 * noise(k + d * d), -1)
    return f, l, -4.0


def log_determinant(s):
    sign, size = np.linalg.slogdet(s)
    return size + (np.log(sign) if np.iscomplexobj(s) else 0.0)


def likelihood(f, l, r, y, form="joseph", means=None):
    identity = np.eye(len(f))
    factor = np.tril(l)
    q = factor @ factor.T + LEAST_VARIANCE * identity
    noise_covariance = (np.log1p(np.exp(r)) + LEAST_VARIANCE) * identity
    x, p, total = np.zeros(len(f)), identity, 0.0
    for observed in y:
        x, p = f @ x, f @ p @ f.T + q
        e, s = observed - x, p + noise_covariance
        if form == "joseph":
            gain = np.linalg.solve(s, p).T
            rest = identity - gain
            updated = rest @ p @ rest.T + gain @ noise_covariance @ gain.T
        else:
            gain = p @ np.linalg.inv(s)
            updated = (identity - gain) @ p
        total = total + log_determinant(s) + e @ np.linalg.solve(s, e)
        x, p = x + gain @ e, updated
        if means is not None:
            means.append(x)
    return total


def scalar_likelihood(f, q, r, y):
    x, p, total = 0.0, 1.0, 0.0
    for observed in y:
        x, p = f * x, f * f * p + q
        e, s = observed - x, p + r
        x, p = x + p / s * e, p * r / s
        total = total + np.log(s) + e * e / s
    return total


def moved(arguments, directions, by):
    return [value + by * direction for value, direction in zip(arguments, directions)]


def derivative(function, arguments, directions):
    """Along `directions`, one for each argument."""
    exact = function(*moved(arguments, directions, 1j * IMAGINARY)).imag / IMAGINARY

    def central(h):
        ahead, behind = (function(*moved(arguments, directions, by)) for by in (h, -h))
        return (ahead - behind) / (2 * h)

    difference = (4 * central(1e-5) - central(2e-5)) / 3
    scale = max(abs(exact), 1e-6 * abs(function(*arguments)))
    deviation = abs(difference - exact) / scale
    assert deviation < 1e-5, (exact, difference)
    return float(exact), deviation


def places(d):
    """Entries of f and l that are compared one by one: corners, the diagonal, the inside."""
    middle = d // 2
    of_f = {(0, 0), (d - 1, 0), (0, d - 1), (d - 1, d - 1), (middle, 0), (0, middle), (middle, middle)}
    of_l = {(i, j) for i, j in of_f if i >= j} | {(d - 1, middle)}
    return [("f", *at) for at in sorted(of_f)] + [("l", *at) for at in sorted(of_l)] + [("r",)]


def unit(d, argument, *at):
    directions = [np.zeros((d, d)), np.zeros((d, d)), 0.0]
    if argument == "r":
        directions[2] = 1.0
    else:
        directions["fl".index(argument)][at] = 1.0
    return directions


def case(d, t, observations):
    y = observations[:t, :d]
    arguments = initial(d)
    k = np.arange(1, d * d + 1).reshape(d, d)
    everywhere = [noise(k), np.tril(noise(k + d * d)), 1.0]
    result = {"dimension": d, "steps": t}
    worst = 0.0
    for form in ("joseph", "plain"):

        def function(f, l, r):
            return likelihood(f, l, r, y, form)

        entries = []
        for place in places(d):
            value, deviation = derivative(function, arguments, unit(d, *place))
            worst = max(worst, deviation)
            entries.append({"argument": place[0], "at": list(place[1:]), "derivative": value})
        along, deviation = derivative(function, arguments, everywhere)
        worst = max(worst, deviation)
        result[form] = {
            "value": float(function(*arguments)),
            "gradient": entries,
            "alongNoise": along,
        }
    means = []
    likelihood(*arguments, y, means=means)
    result["means"] = {"last": means[-1].tolist(), "sumOfSquares": float(np.sum(np.square(means)))}
    joseph, plain = result["joseph"]["value"], result["plain"]["value"]
    print(f"D = {d:2}, T = {t:3}: {joseph:.9g}; plain - Joseph {(plain - joseph) / abs(joseph):.1e} relative;", end=" ")
    print(f"differences - derivatives {worst:.1e} relative")
    return result


def scalar_case(t, observations):
    y = observations[:t, 0]
    f, l, r = initial(1)
    arguments = [f[0, 0], l[0, 0] ** 2 + LEAST_VARIANCE, np.log1p(np.exp(r)) + LEAST_VARIANCE]

    def function(*a):
        return scalar_likelihood(*a, y)

    gradient = [derivative(function, arguments, list(direction))[0] for direction in np.eye(3)]
    value = float(function(*arguments))
    assert abs(value - likelihood(f, l, r, observations[:t, :1])) < 1e-11 * abs(value)
    return {"steps": t, "value": value, "gradient": gradient}


def lines(records):
    """JSON, a record a line."""
    return "[\n" + ",\n".join(map(json.dumps, records)) + "\n]"


def main():
    with open(HERE / "data" / "principal_components.csv", newline="") as file:
        observations = np.array([[float(x) for x in row[1:]] for row in list(csv.reader(file))[1:]])
    scalars = [scalar_case(t, observations) for t in STEPS]
    cases = [case(d, t, observations) for d in DIMENSIONS for t in STEPS]
    TARGET.write_text(f'{{\n"scalar": {lines(scalars)},\n"cases": {lines(cases)}\n}}\n')
    for d in DIMENSIONS:
        radius = np.abs(np.linalg.eigvals(initial(d)[0])).max()
        print(f"D = {d:2}: spectral radius of the initial F {radius:.3f}")


main()
