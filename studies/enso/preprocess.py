"""What prepare.ts computes, in NumPy: writes tests/studies/enso/prepare.json.

    python3 studies/enso/preprocess.py

A small field that this script draws, with all its values in the file, and the Kaplan record of 1950-2014 trained to 1984. The climatology
and the lines are least squares on their design matrices, the patterns singular vectors of the weighted field: no formula is shared.
"""

import csv
import gzip
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "tests" / "studies" / "enso" / "prepare.json"


def prepared(values, latitude, longitude, first, training, protocol, kept, window=3, trend="line"):
    """values: months x points."""
    months = len(values)
    estimated = training if protocol == "clean" else months
    t = np.arange(months)
    seasons = ((first + t)[:, None] % 12 == np.arange(12)).astype(float)
    means = np.linalg.lstsq(seasons[:estimated], values[:estimated], rcond=None)[0]
    anomalies = values - seasons @ means
    design = np.stack([np.ones(months), t], 1)
    lines = design @ np.linalg.lstsq(design[:estimated], anomalies[:estimated], rcond=None)[0]
    if trend == "none":
        lines = np.zeros_like(lines)

    def smooth(x):
        return np.lib.stride_tricks.sliding_window_view(x, window, axis=0).mean(-1)

    states = smooth(anomalies - lines)
    shift = window - 1 if protocol == "clean" else window // 2
    trained = min(len(states), training - shift)
    used = trained if protocol == "clean" else len(states)
    area = np.cos(np.radians(latitude))
    centre = states[:used].mean(0)
    weighted = (states - centre) * np.sqrt(area)
    _, sizes, right = np.linalg.svd(weighted[:used], full_matrices=False)
    units = sizes[:kept] / np.sqrt(used)
    patterns = right[:kept] * units[:, None] / np.sqrt(area)

    def region(west, east):
        inside = (np.abs(latitude) <= 5) & (longitude >= west) & (longitude <= east)
        return np.where(inside, area, 0) / area[inside].sum()

    sign = np.sign(patterns @ region(190, 270))
    nino34 = region(190, 240)
    return {
        "first": first + shift,
        "length": len(states),
        "training": trained,
        "shares": (sizes**2 / (sizes**2).sum())[:kept],
        "series": (weighted @ right[:kept].T / units * sign).T,
        "patterns": patterns * sign[:, None],
        "loadings": (patterns * sign[:, None]) @ nino34,
        "observed": (anomalies @ nino34)[shift : shift + len(states)],
        "smoothed": smooth(anomalies @ nino34),
        "background": smooth(lines @ nino34) + centre @ nino34,
    }


def table(name):
    with gzip.open(HERE / "data" / name, "rt", newline="") as file:
        _, *rows = csv.reader(file)
    return rows


def small():
    random = np.random.default_rng(7)
    latitude, longitude = (x.ravel() for x in np.meshgrid([-10.0, -4, 0, 4, 10], [180.0, 200, 220, 250, 280], indexing="ij"))
    months = 66
    t = np.arange(months)
    modes = random.normal(size=(6, 25))
    waves = np.cumsum(random.normal(size=(months, 6)), 0) * 0.5 ** np.arange(6)
    season = random.normal(size=(12, 25))[(t + 5) % 12]
    values = np.round(20 + season + waves @ modes + 0.01 * t[:, None] + 0.1 * random.normal(size=(months, 25)), 3)
    return values, latitude, longitude


def listed(result, digits=12):
    return {k: np.round(v, digits).tolist() if isinstance(v, np.ndarray) else v for k, v in result.items()}


def main():
    values, latitude, longitude = small()
    first = 12 * 1970 + 5
    field = {"values": values.T.tolist(), "latitudes": latitude.tolist(), "longitudes": longitude.tolist(), "first": first}
    cases = [
        {"protocol": protocol, "trainedMonths": 48, "window": window, "trend": trend, "wanted": listed(prepared(values, latitude, longitude, first, 48, protocol, 4, window, trend))}
        for protocol, window, trend in (("clean", 3, "line"), ("published", 3, "line"), ("clean", 1, "line"), ("clean", 3, "none"))
    ]
    places = np.array([[float(x) for x in row[1:]] for row in table("grid_kaplan5.csv.gz")])
    rows = [row for row in table("sst_kaplan5.csv.gz") if "1950-01" <= row[0] <= "2014-10"]
    kaplan = np.array([[float(x) for x in row[1:]] for row in rows])
    result = prepared(kaplan, places[:, 0], places[:, 1], 12 * 1950, 420, "clean", 20)
    result["samples"] = result.pop("series")[:, [0, 200, 417, 418, 600, 775]]
    for long in ("patterns", "observed", "smoothed", "background"):
        result[f"{long}Sum"] = float(np.square(result.pop(long)).sum())
    text = json.dumps({"small": {"field": field, "cases": cases}, "kaplan": listed(result)})
    TARGET.write_text(text.replace('"cases"', '\n"cases"').replace('{"protocol"', '\n{"protocol"').replace('"kaplan"', '\n"kaplan"') + "\n")
    print("shares of the Kaplan components:", np.round(result["shares"], 4).tolist())


main()
