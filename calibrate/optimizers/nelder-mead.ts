// Nelder–Mead (1965) with the acceptance rules of Lagarias et al. (1998), optionally with the coefficients of Gao & Han (2012).
// Invariants: vertices are sorted by value, equal ones in the order of their arrival; a failed evaluation counts as +∞.
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface NelderMeadOptions {
  /** Stops when the simplex is at most this wide around its best vertex, in the unit of the parameters … Default 1e-4. */
  readonly xatol?: number;
  /** … and its values differ by at most this from the best. Default 1e-4. */
  readonly fatol?: number;
  /** Coefficients that depend on the dimension (Gao & Han 2012, eq. 4.1). Default false. */
  readonly adaptive?: boolean;
}

type Phase = "start" | "reflect" | "expand" | "outside" | "inside" | "shrink";

interface Vertex {
  readonly x: readonly number[];
  /** null stands for +∞, which JSON has not. */
  readonly value: number | null;
}

/** Plain data; the same after a round trip through JSON. */
export interface NelderMeadState {
  readonly xatol: number;
  readonly fatol: number;
  readonly adaptive: boolean;
  readonly phase: Phase;
  readonly simplex: readonly Vertex[];
  readonly pending: readonly (readonly number[])[];
  readonly reflected: Vertex | undefined;
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

export class NelderMead implements Optimizer {
  readonly name = "nelder-mead";
  private constructor(private state: NelderMeadState) {}

  /** Starts from the simplex of `start` and one vertex for each parameter, 5 % further (0.00025 from a zero). */
  static from(start: ArrayLike<number>, options: NelderMeadOptions = {}): NelderMead {
    const x = Array.from(start);
    if (x.length === 0 || !x.every(Number.isFinite)) {
      throw new RangeError("Nelder–Mead needs a start of at least one number, all finite");
    }
    const vertices = x.map((_, k) => x.map((v, i) => (i !== k ? v : v !== 0 ? 1.05 * v : 0.00025)));
    const { xatol = 1e-4, fatol = 1e-4, adaptive = false } = options;
    return new NelderMead({
      ...{ xatol, fatol, adaptive, phase: "start", simplex: [], pending: [x, ...vertices] },
      ...{ reflected: undefined, evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: NelderMeadState): NelderMead {
    return new NelderMead(state);
  }

  toJSON(): NelderMeadState {
    return this.state;
  }

  get evaluations(): number {
    return this.state.evaluations;
  }

  get stopped(): Reason | undefined {
    return this.state.stopped;
  }

  get best(): { x: Float64Array; value: number } | undefined {
    const first = this.state.simplex[0];
    if (first === undefined || first.value === null) return undefined;
    return { x: Float64Array.from(first.x), value: first.value };
  }

  ask(): Request {
    return { points: this.state.pending.map((x) => Float64Array.from(x)), need: "value" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    const { pending, phase, simplex, reflected } = this.state;
    if (answers.length !== pending.length) {
      throw new RangeError(`${pending.length} points were asked, but ${answers.length} answers were told`);
    }
    const told = pending.map((x, i): Vertex => {
      const value = answers[i]?.value;
      return { x, value: value !== undefined && Number.isFinite(value) ? value : null };
    });
    this.state = { ...this.state, evaluations: this.state.evaluations + told.length };
    if (phase === "start") return this.next(told);
    if (phase === "shrink") return this.next([simplex[0]!, ...told]);
    const point = told[0]!;
    const worst = simplex.at(-1)!;
    if (phase === "reflect") {
      if (below(point, simplex[0]!)) this.request("expand", point);
      else if (below(point, simplex.at(-2)!)) this.replace(point);
      else this.request(below(point, worst) ? "outside" : "inside", point);
    } else if (phase === "expand") this.replace(below(point, reflected!) ? point : reflected!);
    else if (phase === "outside" ? !below(reflected!, point) : below(point, worst)) this.replace(point);
    else this.shrink();
  }

  private replace(point: Vertex): void {
    this.next([...this.state.simplex.slice(0, -1), point]);
  }

  private next(vertices: readonly Vertex[]): void {
    const simplex = [...vertices].sort((a, b) => (below(a, b) ? -1 : below(b, a) ? 1 : 0));
    const best = simplex[0]!;
    this.state = { ...this.state, simplex };
    const { xatol, fatol } = this.state;
    if (best.value === null) this.state = { ...this.state, stopped: "nonfinite" };
    else if (
      simplex.every((v) => v.x.every((xi, i) => Math.abs(xi - best.x[i]!) <= xatol)) &&
      simplex.every((v) => number(v) - number(best) <= fatol)
    )
      this.state = { ...this.state, stopped: "xtol" };
    this.request("reflect", undefined);
  }

  /** Asks for a point on the line through the centroid of all but the worst vertex and the worst. */
  private request(phase: "reflect" | "expand" | "outside" | "inside", reflected: Vertex | undefined): void {
    const { simplex, adaptive } = this.state;
    const n = simplex.length - 1;
    const chi = adaptive ? 1 + 2 / n : 2;
    const psi = adaptive ? 0.75 - 1 / (2 * n) : 0.5;
    const t = { reflect: 1, expand: chi, outside: psi, inside: -psi }[phase];
    const worst = simplex[n]!.x;
    const point = worst.map((w, i) => {
      let sum = simplex[0]!.x[i]!;
      for (let j = 1; j < n; j++) sum += simplex[j]!.x[i]!;
      return (1 + t) * (sum / n) - t * w;
    });
    this.state = { ...this.state, phase, pending: [point], reflected };
  }

  private shrink(): void {
    const { simplex, adaptive } = this.state;
    const sigma = adaptive ? 1 - 1 / (simplex.length - 1) : 0.5;
    const best = simplex[0]!.x;
    const pending = simplex.slice(1).map(({ x }) => x.map((v, i) => best[i]! + sigma * (v - best[i]!)));
    this.state = { ...this.state, phase: "shrink", pending, reflected: undefined };
  }
}

function number(vertex: Vertex): number {
  return vertex.value ?? Number.POSITIVE_INFINITY;
}

function below(a: Vertex, b: Vertex): boolean {
  return number(a) < number(b);
}
