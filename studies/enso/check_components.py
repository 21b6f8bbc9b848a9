"""Compares data/principal_components.csv and data/components.csv with NumPy's singular value decomposition of the field.

    python3 studies/enso/check_components.py
"""

import csv
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent / "data"


def table(name):
    with open(DATA / name, newline="") as file:
        header, *rows = csv.reader(file)
    return header[1:], [row[0] for row in rows], np.array([[float(x) for x in row[1:]] for row in rows])


def close(what, actual, wanted, bound=1e-8):
    error = np.abs(actual - wanted).max()
    assert error < bound, f"{what}: {error}"
    print(f"{what}: largest difference {error:.1e}")


boxes, months, anomalies = table("sst_anomaly_coarse4x10.csv")
_, places, (latitude, longitude, cells) = (x.T if isinstance(x, np.ndarray) else x for x in table("grid_coarse4x10.csv"))
_, component_months, components = table("principal_components.csv")
_, _, (share, nino34_of_components) = (x.T if isinstance(x, np.ndarray) else x for x in table("components.csv"))
assert boxes == places and months == component_months
assert months == [f"{1970 + i // 12}-{1 + i % 12:02}" for i in range(399)]

area = np.cos(np.radians(latitude)) * cells
region = (np.abs(latitude) <= 5) & (longitude >= 190) & (longitude <= 240)
nino34 = anomalies[:, region] @ area[region] / area[region].sum()
centred = anomalies - anomalies.mean(0)
left, sizes, right = np.linalg.svd(centred * np.sqrt(area), full_matrices=False)
patterns = (right / np.sqrt(area) * sizes[:, None] / np.sqrt(len(months)))[:20]
loadings = patterns[:, region] @ area[region] / area[region].sum()
signs = np.sign(loadings)
wanted = left[:, :20] * np.sqrt(len(months)) * signs

close("components beside the decomposition", components, wanted)
close("shares of variance", share, (sizes**2 / (sizes**2).sum())[:20])
close("Niño-3.4 loadings", nino34_of_components, loadings * signs)
close("variances beside 1", components.var(0), 1)
close("correlations beside 0", np.corrcoef(components.T), np.eye(20))
correlation = np.corrcoef(components[:, 0], nino34)[0, 1]
assert correlation > 0.9
print(f"first component and Niño 3.4 of the field: correlation {correlation:.4f}")
for count in (1, 3, 6, 10, 15, 20):
    rebuilt = components[:, :count] @ nino34_of_components[:count]
    print(f"Niño 3.4 from {count:2} components: correlation {np.corrcoef(rebuilt, nino34)[0, 1]:.4f}")
print(f"smallest ratio of neighbouring singular values: {(sizes[:20] / sizes[1:21]).min():.4f}")
