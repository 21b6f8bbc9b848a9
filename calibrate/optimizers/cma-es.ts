// CMA-ES: a normal distribution that learns where good points lie (Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv:1604.00772,
// with its parameters of table 1 and the active update of the covariance).
// Invariant: the points of a generation depend on the seed, its number and the distribution alone, so that plain data suffices to resume.
import { seededRandom } from "../random.js";
import { symmetricEigen } from "./eigen.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface CmaEsOptions {
  readonly seed: number;
  /** Standard deviation of the first generation, above 0; in the unit of the coordinates, which should be alike. */
  readonly sigma: number;
  /** Points of a generation, at least 4. Default 4 + ⌊3 ln n⌋; more find more of the valleys. */
  readonly size?: number;
  /** Stops when the best values of the last generations, and all of the last one, differ by at most this. Default 1e-12. */
  readonly ftol?: number;
  /** Stops when no coordinate deviates by more than xtol times the first sigma. Default 1e-12. */
  readonly xtol?: number;
}

/** Plain data; the same after a round trip through JSON. */
export interface CmaEsState {
  readonly options: Required<CmaEsOptions>;
  readonly generation: number;
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: readonly (readonly number[])[];
  /** Roots of the eigenvalues and eigenvectors that are kept from an earlier generation; null: they are those of `covariance`. */
  readonly basis: Basis | null;
  /** Evolution paths of the covariance and, in isotropic coordinates, of the step size. */
  readonly path: readonly number[];
  readonly isotropicPath: readonly number[];
  /** Best values of the last generations, the latest at the end. */
  readonly history: readonly number[];
  readonly best: { readonly x: readonly number[]; readonly value: number } | null;
  /** Generations in succession in which most evaluations failed. */
  readonly failures: number;
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

/** The axes of the distribution: vector j has the deviation roots[j]. */
interface Basis {
  readonly roots: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

/** So many generations of mostly failing evaluations end the search. */
const FAILURES = 30;
/** A condition number of the covariance above which it is rounding. */
const CONDITION = 1e14;

export class CmaEs implements Optimizer {
  readonly name = "cma-es";
  private drawn: Generation | undefined;
  private constructor(private state: CmaEsState) {}

  /** @param start mean of the first generation. @throws RangeError on a start or options out of their range */
  static from(start: ArrayLike<number>, given: CmaEsOptions): CmaEs {
    const mean = Array.from(start);
    const n = mean.length;
    const options = { size: 4 + Math.floor(3 * Math.log(n)), ftol: 1e-12, xtol: 1e-12, ...given };
    if (n === 0 || !mean.every(Number.isFinite)) {
      throw new RangeError("CMA-ES needs a start of at least one number, all finite");
    }
    if (
      !(
        options.sigma > 0 &&
        Number.isFinite(options.sigma) &&
        Number.isInteger(options.size) &&
        options.size >= 4
      )
    ) {
      throw new RangeError("sigma must be above 0 and finite, size an integer from 4");
    }
    const zeros = mean.map(() => 0);
    return new CmaEs({
      ...{ options, generation: 0, mean, sigma: options.sigma, covariance: identity(n), basis: null },
      ...{ path: zeros, isotropicPath: zeros, history: [], best: null, failures: 0 },
      ...{ evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: CmaEsState): CmaEs {
    return new CmaEs(state);
  }

  toJSON(): CmaEsState {
    return this.state;
  }

  get evaluations(): number {
    return this.state.evaluations;
  }

  get stopped(): Reason | undefined {
    return this.state.stopped;
  }

  get best(): { x: Float64Array; value: number } | undefined {
    const { best } = this.state;
    return best === null ? undefined : { x: Float64Array.from(best.x), value: best.value };
  }

  ask(): Request {
    this.drawn ??= draw(this.state);
    return { points: this.drawn.points.map((x) => x.slice()), need: "value" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    const { points, steps, roots, vectors } = this.drawn ?? draw(this.state);
    if (answers.length !== points.length) {
      throw new RangeError(`${points.length} points were asked, but ${answers.length} answers were told`);
    }
    const values = answers.map((answer) => finiteOr(answer?.value, Number.POSITIVE_INFINITY));
    // Equal values keep the order of their points.
    const order = values
      .map((_, i) => i)
      .sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
    const finite = values.filter(Number.isFinite).length;
    const evaluations = this.state.evaluations + points.length;
    const value = values[order[0]!]!;
    const better = value < (this.state.best?.value ?? Number.POSITIVE_INFINITY);
    const best = better ? { x: Array.from(points[order[0]!]!), value } : this.state.best;
    this.state = { ...this.state, best, evaluations, generation: this.state.generation + 1 };
    this.drawn = undefined;
    if (finite < points.length / 4) this.retreat();
    else {
      this.learn(
        order.map((i) => steps[i]!),
        finite,
        roots,
        vectors,
      );
      this.judge(values, roots);
    }
  }

  /** Where most of a generation fails, nothing is learned: the next one lies closer around the best point known. */
  private retreat(): void {
    const { best, mean, sigma } = this.state;
    const failures = this.state.failures + 1;
    const stopped = failures >= FAILURES ? ("nonfinite" as const) : undefined;
    this.state = { ...this.state, failures, stopped, sigma: sigma / 2, mean: best?.x ?? mean };
  }

  /** @param steps (x - mean)/sigma from the best to the worst, of which the first `finite` were evaluated */
  private learn(
    steps: readonly (readonly number[])[],
    finite: number,
    roots: readonly number[],
    vectors: readonly (readonly number[])[],
  ): void {
    const { mean, sigma, covariance, path, isotropicPath, options, generation } = this.state;
    const n = mean.length;
    const c = constantsFor(n, options.size);
    // Points that failed must not attract the mean; they may repel the covariance.
    const positive = c.weights.map((w, i) => (w > 0 && i < finite ? w : 0));
    const sum = positive.reduce((total, w) => total + w, 0);
    const moved = mean.map((_, k) => steps.reduce((total, y, i) => total + (positive[i]! / sum) * y[k]!, 0));
    const whitened = (y: readonly number[]): number[] => {
      const inner = vectors.map((v, j) => dot(v, y) / roots[j]!);
      return combined(vectors, inner);
    };
    // Eqs. 43 to 45.
    const white = whitened(moved);
    const pull = Math.sqrt(c.cs * (2 - c.cs) * c.mueff);
    const ps = isotropicPath.map((p, k) => (1 - c.cs) * p + pull * white[k]!);
    const length = Math.sqrt(dot(ps, ps));
    const unbiased = length / Math.sqrt(1 - (1 - c.cs) ** (2 * generation));
    const h = unbiased < (1.4 + 2 / (n + 1)) * c.expected ? 1 : 0;
    const pc = path.map((p, k) => (1 - c.cc) * p + h * Math.sqrt(c.cc * (2 - c.cc) * c.mueff) * moved[k]!);
    // Eqs. 46 and 47.
    const weights = c.weights.map((w, i) => {
      if (w >= 0) return positive[i]!;
      const z = whitened(steps[i]!);
      return (w * n) / Math.max(dot(z, z), Number.MIN_VALUE);
    });
    const lost = (1 - h) * c.cc * (2 - c.cc);
    const kept = 1 + c.c1 * lost - c.c1 - c.cmu * c.weights.reduce((total, w) => total + w, 0);
    const entry = (i: number, j: number): number => {
      let rank = 0;
      for (let k = 0; k < steps.length; k++) rank += weights[k]! * steps[k]![i]! * steps[k]![j]!;
      return kept * covariance[i]![j]! + c.c1 * pc[i]! * pc[j]! + c.cmu * rank;
    };
    const upper = covariance.map((row, i) => row.map((_, j) => (j < i ? 0 : entry(i, j))));
    this.state = {
      ...this.state,
      failures: 0,
      mean: mean.map((m, k) => m + sigma * moved[k]!),
      sigma: sigma * Math.exp(Math.min(1, (c.cs / c.damps) * (length / c.expected - 1))),
      covariance: upper.map((row, i) => row.map((v, j) => (j < i ? upper[j]![i]! : v))),
      basis: (generation + 1) % c.interval === 0 ? null : { roots, vectors },
      path: pc,
      isotropicPath: ps,
    };
  }

  private judge(values: readonly number[], roots: readonly number[]): void {
    const { options, mean, sigma, covariance, path } = this.state;
    const low = Math.min(...values);
    const span = 10 + Math.ceil((30 * mean.length) / options.size);
    const history = [...this.state.history, low].slice(-span);
    const spread = (list: readonly number[]) => Math.max(...list) - Math.min(...list);
    const level =
      history.length === span && spread(history) <= options.ftol && spread(values) <= options.ftol;
    const reach = covariance.map((row, k) => sigma * Math.max(Math.sqrt(row[k]!), Math.abs(path[k]!)));
    const narrow = reach.every((r) => r <= options.xtol * options.sigma);
    const singular = (Math.max(...roots) / Math.min(...roots)) ** 2 > CONDITION || !Number.isFinite(sigma);
    const stopped: Reason | undefined = level ? "ftol" : narrow ? "xtol" : singular ? "stalled" : undefined;
    this.state = { ...this.state, history, stopped };
  }
}

interface Generation extends Basis {
  readonly points: readonly Float64Array[];
  readonly steps: readonly (readonly number[])[];
}

function basisOf(covariance: readonly (readonly number[])[]): Basis {
  const { values, vectors } = symmetricEigen(covariance);
  const largest = Math.max(...values);
  return { roots: values.map((v) => Math.sqrt(Math.max(v, largest * 1e-16))), vectors };
}

function draw({ options, generation, mean, sigma, covariance, basis }: CmaEsState): Generation {
  const { roots, vectors } = basis ?? basisOf(covariance);
  const random = seededRandom(options.seed + Math.imul(generation, 0x9e3779b1));
  // Box & Muller 1958.
  const normal = () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const steps = Array.from({ length: options.size }, () => {
    const z = roots.map((root) => root * normal());
    return combined(vectors, z);
  });
  const points = steps.map((y) => Float64Array.from(mean, (m, k) => m + sigma * y[k]!));
  return { points, steps, roots, vectors };
}

/** Table 1 of the tutorial, αcov = 2. */
function constantsFor(n: number, size: number) {
  const raw = Array.from({ length: size }, (_, i) => Math.log((size + 1) / 2) - Math.log(i + 1));
  const mu = Math.floor(size / 2);
  const total = (list: readonly number[]) => list.reduce((sum, w) => sum + w, 0);
  const effective = (list: readonly number[]) => total(list) ** 2 / dot(list, list);
  const mueff = effective(raw.slice(0, mu));
  const muminus = effective(raw.slice(mu));
  const c1 = 2 / ((n + 1.3) ** 2 + mueff);
  const cmu = Math.min(1 - c1, (2 * (1 / 4 + mueff + 1 / mueff - 2)) / ((n + 2) ** 2 + mueff));
  const negative = Math.min(1 + c1 / cmu, 1 + (2 * muminus) / (mueff + 2), (1 - c1 - cmu) / (n * cmu));
  const [gain, loss] = [total(raw.filter((w) => w > 0)), -total(raw.filter((w) => w < 0))];
  const cs = (mueff + 2) / (n + mueff + 5);
  return {
    weights: raw.map((w) => (w >= 0 ? w / gain : (negative * w) / loss)),
    mueff,
    c1,
    cmu,
    cs,
    cc: (4 + mueff / n) / (n + 4 + (2 * mueff) / n),
    /** Generations between two decompositions of the covariance, which has hardly changed meanwhile (section B.2). */
    interval: Math.max(1, Math.floor(1 / (10 * n * (c1 + cmu)))),
    damps: 1 + 2 * Math.max(0, Math.sqrt((mueff - 1) / (n + 1)) - 1) + cs,
    /** E‖N(0, I)‖ */
    expected: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** The sum of the vectors, each times its weight. */
function combined(vectors: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const sum = weights.map(() => 0);
  for (let j = 0; j < vectors.length; j++) {
    const [v, w] = [vectors[j]!, weights[j]!];
    for (let k = 0; k < sum.length; k++) sum[k]! += v[k]! * w;
  }
  return sum;
}

function identity(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}

function finiteOr(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
