"""Fixture of the published recipe: Adam on a Gaussian likelihood of three made-up cells, with hand-derived gradients.

    python3 recipe.py > recipe.json      (NumPy alone)
"""
import json
import numpy as np

K = np.arange(70.0)
ASK = np.array([70.0, 80.0, 90.0, 99.0])
SIZES = np.array([1.0, 1.0, 0.0012, 1.0, 1.0, 1.0])
INITIAL = np.array([1.0, 4e-4, 1e-3, 75.0, 10.0, 1e-4])


def softplus(x):
    return np.logaddexp(0.0, x)


def model(p, k):
    fresh, slow, fast, knee, width = (p[j][:, None] for j in range(5))
    switch = 1 / (1 + np.exp(-(k - knee) / width))
    return fresh - slow * k - fast * k * switch, switch


def made(index):
    return 1 - 3e-4 * (1 + index) * K - 1e-3 * K / (1 + np.exp(-(K - 50 - 5 * index) / 6)) + 1e-3 * np.sin(K * (1 + index))


targets = np.array([made(i) for i in range(3)])
y = INITIAL / SIZES
raw = np.repeat((y + np.log(-np.expm1(-y)))[:, None], 3, axis=1)
m = np.zeros_like(raw)
v = np.zeros_like(raw)
recorded = {}


def record():
    p = SIZES[:, None] * softplus(raw)
    return {"parameters": p[:5].T.tolist(), "predictions": model(p, ASK)[0].tolist()}


for t in range(1, 301):
    p = SIZES[:, None] * softplus(raw)
    predicted, s = model(p, K)
    r = predicted - targets
    variance = p[5][:, None] + 1e-6
    w = r / variance
    knee, width, fast = p[3][:, None], p[4][:, None], p[2][:, None]
    ds = fast * K * s * (1 - s)
    g = np.array([
        w.sum(1),
        -(w * K).sum(1),
        -(w * K * s).sum(1),
        (w * ds / width).sum(1),
        (w * ds * (K - knee) / width**2).sum(1),
        (0.5 / variance - r**2 / (2 * variance**2)).sum(1),
    ]) * SIZES[:, None] / (1 + np.exp(-raw))
    length = np.sqrt((g**2).sum())
    if length > 10:
        g *= 10 / length
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    raw = raw - 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    if t in (30, 300):
        recorded[t] = record()
print(json.dumps({"targets": targets.tolist(), "after": recorded}))
