// A benchmark of a wrong answer is worthless: before subjects are timed, their values and gradients are compared, here.

/** A value and its derivatives, in the order of the program's parameters. */
export interface Answer {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** Greatest differences allowed: of values relative to the value, of gradients relative to their largest component. */
export interface Tolerance {
  readonly value: number;
  readonly gradient: number;
}

/** Throws when `found` is not, within the tolerance, what was `expected`. */
export function agree(subject: string, expected: Answer, found: Answer, tolerance: Tolerance): void {
  const fail = (what: string, got: number, wanted: number, allowed: number): never => {
    throw new Error(`${subject} computes ${what} ${got}, expected ${wanted} within a relative ${allowed}`);
  };
  if (!near(found.value, expected.value, tolerance.value * Math.abs(expected.value)))
    fail("the value", found.value, expected.value, tolerance.value);
  if (found.gradient.length !== expected.gradient.length)
    throw new Error(
      `${subject} has ${found.gradient.length} derivatives, expected ${expected.gradient.length}`,
    );
  const largest = Math.max(...expected.gradient.map(Math.abs));
  expected.gradient.forEach((wanted, i) => {
    const got = found.gradient[i] as number;
    if (!near(got, wanted, tolerance.gradient * largest))
      fail("a derivative", got, wanted, tolerance.gradient);
  });
}

/** False for NaN on either side. */
function near(a: number, b: number, distance: number): boolean {
  return a === b || Math.abs(a - b) <= distance;
}
