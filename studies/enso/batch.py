"""The likelihoods of models/*.scm without a filter, in NumPy: writes tests/studies/enso/batch.json.

    python3 studies/enso/batch.py

All observations of a short series together are one normal vector. Its covariance is built block by block from the structure's F, Q and R,
and the value is that of its density; the mean of the last state given all of them is the conditional mean of that vector.
"""

import json
from pathlib import Path

import numpy as np

TARGET = Path(__file__).resolve().parents[2] / "tests" / "studies" / "enso" / "batch.json"
FLOOR = 1e-4


def triangle(entries, d):
    lower = np.zeros((d, d))
    lower[np.tril_indices(d)] = entries
    return lower


def system(structure, theta, d):
    """Start, twelve matrices F (from January on), Q, variance of an observation."""
    half = d * (d + 1) // 2
    r = np.logaddexp(0, theta[-1]) + FLOOR
    dynamics, entries = theta[: -half - 1], theta[-half - 1 : -1]
    lower = triangle(entries, d)
    q = lower @ lower.T + FLOOR * np.eye(d)
    start = np.eye(d)
    season = [np.zeros((d, d))] * 12
    if structure == "dense":
        f = dynamics.reshape(d, d)
    elif structure == "diagonal":
        f = np.diag(dynamics)
    elif structure == "lowRank":
        u, v = dynamics[d:].reshape(2, d, 2)
        f = np.diag(dynamics[:d]) + u @ v.T
    elif structure == "companion":
        f = np.eye(d, k=-1)
        f[0, :2] += dynamics
    elif structure == "seasonal":
        f = dynamics[: d * d].reshape(d, d)
        c, s = dynamics[d * d :].reshape(2, d)
        angle = 2 * np.pi * np.arange(12) / 12
        season = [np.diag(c * np.cos(a) + s * np.sin(a)) for a in angle]
    elif structure == "stable":
        m = dynamics.reshape(d, d)
        contraction = np.linalg.inv(np.linalg.cholesky(np.eye(d) + m @ m.T)) @ m
        f = lower @ contraction @ np.linalg.inv(lower)
        start = lower @ lower.T
        q = start - f @ start @ f.T
        assert np.abs(np.linalg.eigvals(f)).max() < 1
    return start, [f + x for x in season], q, r


def batch(structure, theta, observations, first):
    steps, d = observations.shape
    start, year, q, r = system(structure, theta, d)
    states = np.zeros((steps, steps, d, d))
    variance = start
    for k in range(steps):
        f = year[(first + k - 1) % 12]
        variance = f @ variance @ f.T + q
        states[k, k] = variance
        for j in range(k):
            states[k, j] = f @ states[k - 1, j]
            states[j, k] = states[k, j].T
    joint = states.transpose(0, 2, 1, 3).reshape(steps * d, steps * d)
    covariance = joint + r * np.eye(steps * d)
    y = observations.ravel()
    sign, size = np.linalg.slogdet(covariance)
    assert sign == 1
    weights = np.linalg.solve(covariance, y)
    value = 0.5 * (size + y @ weights + steps * d * np.log(2 * np.pi))
    return value, joint[-d:] @ weights


def start(structure, d, random):
    dynamics = {"dense": d * d, "diagonal": d, "lowRank": 5 * d, "companion": 2, "seasonal": d * d + 2 * d, "stable": d * d}[structure]
    theta = 0.2 * random.normal(size=dynamics + d * (d + 1) // 2 + 1)
    if structure in ("dense", "seasonal", "stable"):
        theta[np.arange(d) * (d + 1)] += 0.7
    elif structure != "companion":
        theta[:d] += 0.7
    diagonal = np.cumsum(np.arange(1, d + 1)) - 1
    theta[dynamics + diagonal] += 0.6
    theta[-1] = -1.5
    return np.round(theta, 6)


def main():
    random = np.random.default_rng(11)
    cases = []
    for structure in ("dense", "diagonal", "lowRank", "companion", "stable", "seasonal"):
        for d, steps, first in ((2, 15, 23645), (6, 14, 23640)):
            theta = start(structure, d, random)
            observations = np.round(random.normal(size=(steps, d)), 6)
            value, mean = batch(structure, theta, observations, first)
            cases.append(
                {
                    "structure": structure,
                    "dimension": d,
                    "first": first,
                    "theta": theta.tolist(),
                    "observations": observations.ravel().tolist(),
                    "value": float(value),
                    "last": mean.tolist(),
                }
            )
    TARGET.write_text("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")


main()
