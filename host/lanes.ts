// Many lanes from few runs: a lane runs and records its graph, the graph is evaluated for all lanes that take the same path, and what is left
// over gets another leader (runtime-as/lanes.ts evaluates). Graphs are kept, so that the next batch need not run the program at all.
// Invariant: a lane's numbers are those of an evaluation of its own, bit for bit; what a graph cannot promise runs by itself.
import type { Abi } from "./abi.js";

/** What a batch needs of its program. */
export interface LaneRunner {
  readonly abi: Abi;
  /** Evaluates a lane by itself. */
  evaluate(lane: number): void;
  /**
   * Runs a lane and records its graph; false when that cannot stand for its run: it has displayed something, or recording has met a limit, which
   * takes more of everything.
   */
  record(lane: number): boolean;
}

export interface LaneArrays {
  readonly parameters: Float64Array;
  readonly columns: readonly ArrayLike<number>[];
  readonly values: Float64Array;
  /** By parameter. */
  readonly derivatives: readonly Float64Array[];
}

/** Fewer lanes are not worth a graph: recording one takes as long as some ten gradients. */
const FEWEST = 12;
/** Graphs that are kept for each procedure. */
const MOST_KEPT = 4;
/** Leaders with so few followers that lanes by themselves would have been faster, before graphs are given up. */
const PATIENCE = 4;
/** Numbers (operations times lanes) of one call of the runtime, and lanes. */
const MOST_AT_ONCE = 4e7;
const MOST_LANES = 65_536;
/** Entries of a graph beyond which its rows leave the caches, and lanes by themselves are as fast. */
const LARGEST = 1_000_000;

interface Kept {
  readonly handle: number;
  readonly operations: number;
  used: number;
}

export class LaneGraphs {
  private readonly kept = new Map<string, Kept[]>();
  private clock = 0;
  /** Programs that have shown that graphs do not help. */
  private readonly hopeless = new Set<string>();

  run(name: string, arrays: LaneArrays, runner: LaneRunner): void {
    let pending = Array.from({ length: arrays.values.length }, (_, lane) => lane);
    if (!this.hopeless.has(name)) {
      for (const graph of [...(this.kept.get(name) ?? [])].sort((a, b) => b.used - a.used)) {
        if (pending.length === 0) return;
        const before = pending.length;
        pending = this.follow(graph, pending, arrays, runner.abi);
        if (pending.length < before) graph.used = ++this.clock;
      }
      let patience = PATIENCE;
      while (pending.length >= FEWEST && patience > 0) {
        const leader = pending[0] as number;
        const graph = runner.record(leader) ? this.keep(name, arrays, runner.abi) : undefined;
        if (!graph) {
          this.hopeless.add(name);
          break;
        }
        const left = this.follow(graph, pending, arrays, runner.abi);
        if (pending.length - left.length < FEWEST) patience--;
        pending = left;
        // Its own guards hold for the leader; were it otherwise, it would be asked again and again.
        if (pending[0] === leader) {
          runner.evaluate(leader);
          pending.shift();
        }
      }
    }
    for (const lane of pending) runner.evaluate(lane);
  }

  /** Makes a lane program of the graph recorded last. */
  private keep(name: string, { parameters }: LaneArrays, abi: Abi): Kept | undefined {
    const all = this.kept.get(name) ?? [];
    if (all.length >= MOST_KEPT) {
      const oldest = all.reduce((a, b) => (a.used < b.used ? a : b));
      abi.releaseLanes(oldest.handle);
      all.splice(all.indexOf(oldest), 1);
    }
    const operations = abi.graphLength() / 64;
    const handle = operations > LARGEST ? -1 : abi.prepareLanes(parameters.length);
    if (handle < 0) return undefined;
    const graph = { handle, operations, used: ++this.clock };
    this.kept.set(name, [...all, graph]);
    return graph;
  }

  /** Evaluates the graph for lanes; answers those whose guards do not hold. */
  private follow(graph: Kept, lanes: readonly number[], arrays: LaneArrays, abi: Abi): number[] {
    const left: number[] = [];
    const some = Math.min(MOST_LANES, Math.max(16, Math.floor(MOST_AT_ONCE / Math.max(1, graph.operations))));
    for (let from = 0; from < lanes.length; from += some)
      this.followSome(graph, lanes.slice(from, from + some), arrays, abi, left);
    return left;
  }

  private followSome(
    graph: Kept,
    lanes: readonly number[],
    arrays: LaneArrays,
    abi: Abi,
    left: number[],
  ): void {
    const { parameters, columns, values, derivatives } = arrays;
    const n = lanes.length;
    const words = parameters.length + (columns.length + 1 + derivatives.length) * n;
    const address = abi.input(words * 8 + n * 4);
    const inputs = new Float64Array(abi.memory.buffer, address, words);
    inputs.set(parameters);
    columns.forEach((column, c) => {
      const at = parameters.length + c * n;
      for (let i = 0; i < n; i++) inputs[at + i] = column[lanes[i] as number] as number;
    });
    if (abi.runLanes(graph.handle, n) < 0) {
      left.push(...lanes);
      return;
    }
    const results = new Float64Array(abi.memory.buffer, address, words);
    const passed = new Uint32Array(abi.memory.buffer, address + words * 8, n);
    const valuesAt = parameters.length + columns.length * n;
    for (let i = 0; i < n; i++) {
      const lane = lanes[i] as number;
      if (passed[i] === 0) {
        left.push(lane);
        continue;
      }
      values[lane] = results[valuesAt + i] as number;
      for (let p = 0; p < derivatives.length; p++)
        (derivatives[p] as Float64Array)[lane] = results[valuesAt + (p + 1) * n + i] as number;
    }
  }

  release(abi: Abi): void {
    for (const graphs of this.kept.values()) for (const { handle } of graphs) abi.releaseLanes(handle);
    this.kept.clear();
  }
}
