"""Writes calibrate/optimizers/sobol-numbers.ts: primitive polynomials and initial direction numbers of the first 128 dimensions.
They are those of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30
(2008) 2635-2654, file new-joe-kuo-6.21201, as SciPy ships them. Run in the repository's root; needs numpy and scipy."""
import os
import numpy as np, scipy

data = np.load(os.path.join(os.path.dirname(scipy.__file__), "stats", "_sobol_direction_numbers.npz"))
lines = []
for poly, initial in list(zip(data["poly"], data["vinit"]))[1:128]:
    degree = int(poly).bit_length() - 1
    assert all(initial[:degree] > 0) and not any(initial[degree:])
    lines.append(" ".join(map(str, [poly, *initial[:degree]])))
with open("calibrate/optimizers/sobol-numbers.ts", "w") as file:
    file.write("""// Direction numbers of Sobol's sequence, written by scripts/make-sobol-numbers.py.
// Source: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008)
// 2635-2654; file new-joe-kuo-6.21201 (BSD licence, copyright 2008 Frances Y. Kuo and Stephen Joe).

/** For each dimension from the second: the primitive polynomial as bits, then its m₁, m₂, … */
export const DIRECTIONS = `
""" + "\n".join(lines) + "\n`;\n")
