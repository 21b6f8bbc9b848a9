// Many lanes from few runs: a lane runs and records its graph, the graph is evaluated for all lanes that take the same path, and what is left
// over gets another leader (runtime-as/lanes.ts evaluates). Graphs are kept, so that the next batch need not run the program at all.
// Invariant: a lane's numbers are those of an evaluation of its own, bit for bit; what a graph cannot promise runs by itself. Lanes that are
// left over stay in ascending order, so that the first failure that is met is that of the first lane that fails.
import type { Abi } from "./abi.js";
import { copyGraph, Kernel, type RecordedGraph } from "./kernels/kernel.js";

/** How the recording of a lane has ended. */
export type Recording =
  /** The graph stands for the run; its steps. */
  | { readonly steps: number }
  /** The lane has failed, and that has been reported. */
  | "failed"
  /** The lane has displayed something, which was not shown. */
  | "displayed"
  /** A limit was met; recording takes more of everything than a run for the lane alone. */
  | "limited";

/** What a batch needs of its program. */
export interface LaneRunner {
  readonly abi: Abi;
  /** Steps that a lane may take. */
  readonly fuel: number;
  /** Evaluates a lane by itself; answers whether it has a value, or else has reported its failure. */
  evaluate(lane: number): boolean;
  /** Runs a lane and records its graph. */
  record(lane: number): Recording;
}

export interface LaneArrays {
  readonly parameters: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
  /** By parameter. */
  readonly derivatives: readonly Float64Array[];
}

/** Where the numbers of a batch came from: `replayed` and `evaluated` add up to the number of lanes. */
export interface LaneStatistics {
  /** Runs of the program that were made to record a graph. */
  readonly recorded: number;
  /** Lanes whose numbers were computed from a graph. */
  readonly replayed: number;
  /** Those of them that a kernel computed: code made for their graph at run time. */
  readonly byKernel: number;
  /** Lanes that ran by themselves, or failed. */
  readonly evaluated: number;
}

/** Fewer lanes are not worth a graph: recording one takes as long as some ten gradients. */
const FEWEST = 12;
/** Graphs that are kept for each procedure. */
const MOST_KEPT = 4;
/** Leaders that few or no lanes could follow, so that lanes by themselves would have been faster, before a batch records no more. */
const PATIENCE = 4;
/** Numbers (operations times lanes) of one call of the runtime, and lanes. */
const MOST_AT_ONCE = 4e7;
const MOST_LANES = 65_536;
/** Entries of a graph beyond which its rows leave the caches, and lanes by themselves are as fast. */
const LARGEST = 1_000_000;

/** Lanes that a graph is evaluated for, row by row, before it is worth a kernel: about what making one takes. */
const LANES_BEFORE_KERNEL = 2048;

interface Kept {
  readonly handle: number;
  /** What a kernel is made of; undefined when there is to be none. */
  recorded: RecordedGraph | undefined;
  kernel: Kernel | undefined;
  /** Lanes that it has been evaluated for. */
  lanes: number;
  readonly operations: number;
  /** Of the run that it stands for. */
  readonly steps: number;
  used: number;
}

export class LaneGraphs {
  private readonly kept = new Map<string, Kept[]>();
  private clock = 0;
  /** Procedures that have shown that recording does not help. */
  private readonly hopeless = new Set<string>();

  /** `kernels`: whether graphs that serve many lanes get code of their own. */
  run(name: string, arrays: LaneArrays, runner: LaneRunner, kernels: boolean): LaneStatistics {
    const count = arrays.values.length;
    let recorded = 0;
    let evaluated = 0;
    let byKernel = 0;
    const follow = (graph: Kept, lanes: Uint32Array): Uint32Array<ArrayBuffer> => {
      const kernel = kernels ? kernelOf(graph, lanes.length, arrays, runner.abi) : undefined;
      const { left, computed } = followAll(graph, kernel, lanes, arrays, runner.abi);
      byKernel += computed;
      return left;
    };
    const evaluate = (lane: number): boolean => {
      evaluated++;
      return runner.evaluate(lane);
    };
    let pending = new Uint32Array(count);
    for (let lane = 0; lane < count; lane++) pending[lane] = lane;
    for (const graph of [...(this.kept.get(name) ?? [])].sort((a, b) => b.used - a.used)) {
      if (pending.length === 0) break;
      // Lanes that take the path of a graph take its steps.
      if (graph.steps > runner.fuel) continue;
      const before = pending.length;
      pending = follow(graph, pending);
      if (pending.length < before) graph.used = ++this.clock;
    }
    let patience = PATIENCE;
    while (pending.length >= FEWEST && patience > 0 && !this.hopeless.has(name)) {
      const leader = pending[0] as number;
      const recording = runner.record(leader);
      recorded++;
      const graph =
        typeof recording === "string" ? undefined : this.keep(name, recording.steps, arrays, runner.abi);
      if (graph) {
        const left = follow(graph, pending);
        if (pending.length - left.length < FEWEST) patience--;
        pending = left;
        // Its own guards hold for the leader; were it otherwise, it would be asked again and again.
        if (pending[0] !== leader) continue;
        evaluate(leader);
      } else if (recording === "failed") evaluated++;
      else {
        const succeeded = evaluate(leader);
        if (recording === "limited") {
          if (succeeded) this.hopeless.add(name);
        } else if (--patience === 0 && !this.kept.has(name)) this.hopeless.add(name);
      }
      pending = pending.subarray(1);
    }
    for (const lane of pending) evaluate(lane);
    return { recorded, replayed: count - evaluated, byKernel, evaluated };
  }

  /** Makes a lane program of the graph recorded last. */
  private keep(name: string, steps: number, { parameters }: LaneArrays, abi: Abi): Kept | undefined {
    const operations = abi.graphLength() / 64;
    if (operations > LARGEST) {
      this.hopeless.add(name);
      return undefined;
    }
    const all = this.kept.get(name) ?? [];
    const handle = abi.prepareLanes(parameters.length);
    if (handle < 0) return undefined;
    if (all.length >= MOST_KEPT) {
      const oldest = all.reduce((a, b) => (a.used < b.used ? a : b));
      abi.releaseLanes(oldest.handle);
      all.splice(all.indexOf(oldest), 1);
    }
    const graph: Kept = {
      handle,
      recorded: copyGraph(abi),
      kernel: undefined,
      lanes: 0,
      operations,
      steps,
      used: ++this.clock,
    };
    this.kept.set(name, [...all, graph]);
    return graph;
  }

  release(abi: Abi): void {
    for (const graphs of this.kept.values()) for (const { handle } of graphs) abi.releaseLanes(handle);
    this.kept.clear();
  }
}

/** The graph's kernel, made when the graph has served enough lanes. */
function kernelOf(graph: Kept, lanes: number, { parameters }: LaneArrays, abi: Abi): Kernel | undefined {
  graph.lanes += lanes;
  if (graph.recorded && graph.lanes >= LANES_BEFORE_KERNEL) {
    graph.kernel = Kernel.make(graph.recorded, parameters.length, abi);
    graph.recorded = undefined;
  }
  return graph.kernel;
}

/** Evaluates the graph for lanes; answers those whose guards do not hold, and how many a kernel computed. */
function followAll(
  graph: Kept,
  kernel: Kernel | undefined,
  lanes: Uint32Array,
  arrays: LaneArrays,
  abi: Abi,
): { readonly left: Uint32Array<ArrayBuffer>; readonly computed: number } {
  const left = new Uint32Array(lanes.length);
  let count = 0;
  let computed = 0;
  const some = kernel
    ? MOST_LANES
    : Math.min(MOST_LANES, Math.max(16, Math.floor(MOST_AT_ONCE / Math.max(1, graph.operations))));
  for (let from = 0; from < lanes.length; from += some) {
    const part = lanes.subarray(from, from + some);
    const byKernel = kernel?.usable ? kernel.run(part, arrays) : undefined;
    const refused = byKernel ?? followSome(graph, part, arrays, abi);
    if (byKernel) computed += part.length - refused.length;
    left.set(refused, count);
    count += refused.length;
  }
  return { left: left.subarray(0, count), computed };
}

const NO_LANES = new Uint32Array(0);

/** The same for lanes that go into one call of the runtime. */
function followSome(graph: Kept, lanes: Uint32Array, arrays: LaneArrays, abi: Abi): ArrayLike<number> {
  const { parameters, columns, values, derivatives } = arrays;
  const n = lanes.length;
  const first = lanes[0] as number;
  // Neighbours cross as whole blocks, which costs a tenth of one number after the other.
  const neighbours = (lanes[n - 1] as number) - first === n - 1;
  const words = parameters.length + (columns.length + 1 + derivatives.length) * n;
  const address = abi.input(words * 8 + n * 4);
  const inputs = new Float64Array(abi.memory.buffer, address, words);
  inputs.set(parameters);
  columns.forEach((column, c) => {
    const at = parameters.length + c * n;
    if (neighbours) inputs.set(column.subarray(first, first + n), at);
    else for (let i = 0; i < n; i++) inputs[at + i] = column[lanes[i] as number] as number;
  });
  const held = abi.runLanes(graph.handle, n);
  if (held < 0) return lanes;
  const results = new Float64Array(abi.memory.buffer, address, words);
  const passed = new Uint32Array(abi.memory.buffer, address + words * 8, n);
  let at = parameters.length + columns.length * n;
  for (const to of [values, ...derivatives]) {
    if (neighbours && held === n) to.set(results.subarray(at, at + n), first);
    else for (let i = 0; i < n; i++) if (passed[i] !== 0) to[lanes[i] as number] = results[at + i] as number;
    at += n;
  }
  return held === n ? NO_LANES : lanes.filter((_, i) => passed[i] === 0);
}
