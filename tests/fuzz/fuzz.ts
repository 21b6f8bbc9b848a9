// Differential fuzzing: random programs on both roads and in another Scheme; all must have the same value, or all fail.
import {
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  SchemeError,
} from "../../host/index.js";
// @ts-expect-error: a script without types, shared with the oracle's own.
import * as oracle from "../oracle/systems.mjs";
import { randomProgram } from "./generator.js";

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly peer: "guile" | "chez";
  readonly onProgress?: (done: number) => void;
}
export interface Difference {
  readonly program: string;
  readonly compiled: string;
  readonly interpreted: string;
  readonly peer: string;
}
export interface FuzzReport {
  readonly cases: number;
  readonly failing: number;
  /** Programs on which Guile agrees as soon as its dynamic-wind is another: that of 3.0.8 winds too far when an escape leaves two of them. */
  readonly outvoted: number;
  readonly differences: readonly Difference[];
}

const BATCH = 250;
/** Programs in one module: a compilation costs tens of milliseconds. */
const MODULE = 50;

type Peer = (sources: readonly string[]) => string[];

/** What another Scheme answers; undefined when it is not installed. */
export function findPeer(name: string): Peer | undefined {
  const [entry] = oracle.installedSystems([name]) as [string, unknown][];
  if (!entry) return undefined;
  return (sources) => {
    const found = oracle.runSystem(entry[1], sources) as Map<number, { value: string }>;
    return sources.map((_, i) => oracle.normal(found.get(i)?.value ?? "nothing") as string);
  };
}

const source = (body: string): string => `((lambda () ${body}))`;

/** The program with call/cc and dynamic-wind of its own, over the peer's continuations: a list of winders, of which common tails stay. */
const withWinders = (body: string): string => `((lambda ()
  (define native call-with-current-continuation)
  (define here '())
  (define (shared a b)
    (let ((longer (- (length a) (length b))))
      (let meet ((a (if (> longer 0) (list-tail a longer) a)) (b (if (< longer 0) (list-tail b (- longer)) b)))
        (if (eq? a b) a (meet (cdr a) (cdr b))))))
  (define (travel to)
    (let ((common (shared here to)))
      (let out () (if (not (eq? here common)) (let ((w (car here))) (set! here (cdr here)) ((cdr w)) (out))))
      (let in ((l to)) (if (not (eq? l common)) (begin (in (cdr l)) ((car (car l))) (set! here l))))))
  (define (call/cc f) (let ((saved here)) (native (lambda (k) (f (lambda vs (travel saved) (apply k vs)))))))
  (define (dynamic-wind before thunk after)
    (before)
    (set! here (cons (cons before after) here))
    (call-with-values thunk (lambda vs (set! here (cdr here)) (after) (apply values vs))))
  (let () ${body})))`;

/** Steps that a program may take: a number's digits read in another base have made loops of 10¹¹ rounds. */
const FUEL = 100_000_000;
const TOO_LONG = "too long";

function written(program: Program, name: string): string {
  try {
    return oracle.normal(program.write(name, [], { fuel: FUEL })) as string;
  } catch (error) {
    if (error instanceof SchemeError) return "error";
    if (error instanceof LimitError && error.limit === "fuel") return TOO_LONG;
    throw error;
  }
}

async function onRoads(interpreter: Interpreter, bodies: readonly string[]): Promise<[string[], string[]]> {
  const compiled: string[] = [];
  const interpreted: string[] = [];
  for (let at = 0; at < bodies.length; at += MODULE) {
    const some = bodies.slice(at, at + MODULE);
    const text = some.map((body, i) => `(define (case-${i}) ${body})`).join("\n");
    const module = await compile(text);
    const loaded = interpreter.load(text);
    some.forEach((_, i) => {
      compiled.push(written(module, `case-${i}`));
      interpreted.push(written(loaded, `case-${i}`));
    });
    module.dispose();
    loaded.dispose();
  }
  return [compiled, interpreted];
}

/** Bytes of case `index` of a seed: a multiply-with-carry generator is random enough for choices. */
function bytesOf(seed: number, index: number): Uint8Array {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0 || 1;
  return Uint8Array.from({ length: 40 + ((index * 37) % 160) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 11) & 0xff;
  });
}

export async function fuzz({ cases, seed, peer: name, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const peer = findPeer(name);
  if (!peer) throw new Error(`${name} is not installed`);
  const interpreter = await loadInterpreter();
  const differences: Difference[] = [];
  const second = name === "guile" ? peer : undefined;
  let failing = 0;
  let outvoted = 0;
  for (let at = 0; at < cases; at += BATCH) {
    const inputs = Array.from({ length: Math.min(BATCH, cases - at) }, (_, i) => bytesOf(seed, at + i));
    const bodies = inputs.map(randomProgram);
    const theirs = peer(bodies.map(source));
    const [compiled, interpreted] = await onRoads(interpreter, bodies);
    for (const [i, bytes] of inputs.entries()) {
      if (theirs[i] === "error") failing++;
      if (compiled[i] === TOO_LONG || interpreted[i] === TOO_LONG) continue;
      if (compiled[i] === theirs[i] && interpreted[i] === theirs[i]) continue;
      const ours = compiled[i] === interpreted[i] ? compiled[i] : undefined;
      if (second?.([withWinders(bodies[i] as string)])[0] === ours) outvoted++;
      else differences.push(await shrink(interpreter, peer, bytes));
      if (differences.length >= 20) return { cases: at + inputs.length, failing, outvoted, differences };
    }
    onProgress?.(at + inputs.length);
  }
  return { cases, failing, outvoted, differences };
}

/** A smaller program that still differs: bytes are cut off and made zero, as long as it does. */
async function shrink(interpreter: Interpreter, peer: Peer, bytes: Uint8Array): Promise<Difference> {
  const differs = async (candidates: readonly Uint8Array[]): Promise<(Difference | undefined)[]> => {
    const bodies = candidates.map(randomProgram);
    const theirs = peer(bodies.map(source));
    const [compiled, interpreted] = await onRoads(interpreter, bodies);
    return bodies.map((program, i) => {
      const [a, b, c] = [compiled[i] as string, interpreted[i] as string, theirs[i] as string];
      return a === c && b === c ? undefined : { program, compiled: a, interpreted: b, peer: c };
    });
  };
  let best = bytes;
  let difference = (await differs([bytes]))[0] as Difference;
  for (let round = 0; round < 6; round++) {
    const candidates: Uint8Array[] = [];
    for (let length = best.length >> 1; length > 0; length >>= 1)
      for (let start = 0; start < best.length; start += length)
        candidates.push(
          Uint8Array.from([...best.slice(0, start), ...best.slice(start + length)]),
          best.map((byte, i) => (i >= start && i < start + length ? 0 : byte)),
        );
    const smaller = candidates.map(randomProgram);
    const chosen = candidates
      .filter((_, i) => (smaller[i] as string).length < difference.program.length)
      .sort((a, b) => randomProgram(a).length - randomProgram(b).length)
      .slice(0, 120);
    const found = await differs(chosen);
    const first = found.findIndex((d) => d !== undefined);
    if (first < 0) break;
    best = chosen[first] as Uint8Array;
    difference = found[first] as Difference;
  }
  return difference;
}
