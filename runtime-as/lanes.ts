// A recorded graph evaluated for many lanes at once: forward and backward, in blocks of lanes whose rows stay in the caches.
// Invariant: a lane in which every guard holds has the value and the derivatives that an evaluation of its own would have, bit for bit,
// because rows are computed by the same formulas in the same order. What a lane's guards refuse has no meaning.
import { GRAPH, INPUT, bufferAddress, bufferLength } from "./buffers";
import {
  CONSTANT_OF, ENTRY, GUARD, TEST_CEILING, TEST_EQUAL, TEST_FINITE, TEST_FLOOR, TEST_GREATER, TEST_INFINITE, TEST_INTEGER, TEST_LESS, TEST_NAN,
  TEST_NOT_GREATER, TEST_NOT_LESS, TEST_ROUND, TEST_TRUNCATE, graphResultSlot, isRepeatable,
} from "./graph";
import { backwardFirst, backwardSecond, forwardRow } from "./generated/lanes";
import { PAGE, SCRATCH, allocatePages, freePages } from "./pages";

const MOST: i32 = 64;
const programs = memory.data(512); // address and pages by handle

// ---- a lane program: header, instructions, guards, constants; rows are numbered inputs first, then operations, then constants --------
const P_ROWS: usize = 0;
const P_INPUTS: usize = 4;
const P_PARAMETERS: usize = 8;
const P_INSTRUCTIONS: usize = 12;
const P_GUARDS: usize = 16;
const P_CONSTANTS: usize = 20;
const P_RESULT: usize = 24; // its row
const P_ACTIVE: usize = 28; // whether the result depends on a parameter
const P_HEADER: usize = 32;
const INSTRUCTION: usize = 20; // operation, rows x, y, z, flags
const FIRST: u32 = 1; // x has a derivative
const SECOND: u32 = 2; // y has one
const LIVE: u32 = 4; // the result's derivatives pass through it
const UNIFORM: u32 = 8; // it has the same value in all lanes, so that the first block computes it for all
const GUARD_BYTES: usize = 24; // test, rows x, y, unused, outcome

/** Lanes of a block come in multiples of this, so that the kernels' loops are whole. */
const STEP: usize = 8;
const WIDEST: usize = 256;
/** Bytes of rows that one block may take. Beyond one core's cache, but narrower rows cost more in calls than they gain in the cache (measured). */
const BLOCK: usize = 0x20_0000;

// ---- making one -------------------------------------------------------------------------------------------------------------------------
let table: usize = 0; // rows by slot, open addressing: slot u32, row u32
let tableMask: usize = 0;

function powerAbove(count: u32): usize {
  let size: usize = 16;
  while (size < <usize>count << 1) size <<= 1;
  return size;
}

function find(slot: u32): usize {
  let i = (<usize>(slot >> 3) * 0x9e37_79b1) & tableMask;
  while (true) {
    const at = table + (i << 3);
    const key = load<u32>(at);
    if (key == slot || key == 0) return at;
    i = (i + 1) & tableMask;
  }
}

/**
 * Makes a lane program of the graph that was recorded last; its inputs are `parameters` constants and then the arguments. Answers its handle;
 * -1: the graph cannot be repeated (custom rules, the clock), or there is no room.
 */
export function prepareLanes(parameters: u32): i32 {
  if (!isRepeatable()) return -1;
  let handle: i32 = 0;
  while (handle < MOST && load<u32>(programs + (<usize>handle << 3)) != 0) handle++;
  if (handle == MOST) return -1;
  const graph = bufferAddress(GRAPH);
  const end = graph + bufferLength(GRAPH);
  let inputs: u32 = 0;
  let operations: u32 = 0;
  let guards: u32 = 0;
  let constants: u32 = 1; // at most; the first is the second operand of those that have none
  for (let at = graph; at < end; at += ENTRY) {
    const kind = load<u32>(at);
    const found = constantsOf(at, kind);
    constants += found;
    if (kind >= GUARD) guards++;
    else if (kind == 0) {
      // Inputs come before everything else.
      if (operations != 0 || guards != 0) return -1;
      inputs++;
    } else operations++;
  }
  if (graphResultSlot() == 0) return -1;
  const bytes = P_HEADER + <usize>operations * INSTRUCTION + <usize>guards * GUARD_BYTES + <usize>constants * 8 + 16;
  const pages = <u32>((bytes + PAGE - 1) / PAGE);
  const program = allocatePages(SCRATCH, pages, 1, false);
  if (program == 0) return -1;
  tableMask = powerAbove(inputs + operations);
  constantsMask = powerAbove(constants);
  const tableBytes = (tableMask << 3) + (constantsMask << 2);
  const tablePages = <u32>((tableBytes + PAGE - 1) / PAGE);
  table = allocatePages(SCRATCH, tablePages, 1, false);
  if (table == 0) {
    freePages(SCRATCH, program, pages);
    return -1;
  }
  memory.fill(table, 0, tableBytes);
  constantsTable = table + (tableMask << 3);
  tableMask--;
  constantsMask--;
  store<u32>(program, inputs, P_INPUTS);
  store<u32>(program, parameters, P_PARAMETERS);
  store<u32>(program, operations, P_INSTRUCTIONS);
  store<u32>(program, guards, P_GUARDS);
  fill(program, graph, end, inputs, operations);
  store<u32>(program, constantCount, P_CONSTANTS);
  store<u32>(program, inputs + operations + constantCount, P_ROWS);
  freePages(SCRATCH, table, tablePages);
  markLive(program);
  store<u32>(programs + (<usize>handle << 3), <u32>program);
  store<u32>(programs + (<usize>handle << 3), pages, 4);
  return handle;
}

function constantsOf(at: usize, kind: u32): u32 {
  if (kind == 0) return 0;
  return (load<u32>(at, 8) == 0 ? 1 : 0) + (load<u32>(at, 12) == 0 ? 1 : 0);
}

@inline function instructionsOf(program: usize): usize { return program + P_HEADER; }
@inline function guardsOf(program: usize): usize { return instructionsOf(program) + <usize>load<u32>(program, P_INSTRUCTIONS) * INSTRUCTION; }
@inline function constantsAt(program: usize): usize {
  // f64 values, aligned.
  return (guardsOf(program) + <usize>load<u32>(program, P_GUARDS) * GUARD_BYTES + 7) & ~7;
}

let constantsTable: usize = 0; // one more than the constant's index, open addressing by its bits
let constantsMask: usize = 0;
let constantCount: u32 = 0;
let constantRow: u32 = 0;
let constantAddress: usize = 0;

function rowOf(slot: u32, value: f64): u32 {
  if (slot != 0) return load<u32>(find(slot), 4);
  const bits = reinterpret<u64>(value);
  let i = <usize>((bits * 0x9e37_79b9_7f4a_7c15) >> 40) & constantsMask;
  while (true) {
    const at = constantsTable + (i << 2);
    const known = load<u32>(at);
    if (known == 0) {
      store<u32>(at, constantCount + 1);
      store<u64>(constantAddress + (<usize>constantCount << 3), bits);
      return constantRow + constantCount++;
    }
    if (load<u64>(constantAddress + (<usize>(known - 1) << 3)) == bits) return constantRow + known - 1;
    i = (i + 1) & constantsMask;
  }
}

function fill(program: usize, graph: usize, end: usize, inputs: u32, operations: u32): void {
  constantRow = inputs + operations;
  constantCount = 0;
  constantAddress = constantsAt(program);
  let to = instructionsOf(program);
  let guard = guardsOf(program);
  let row = inputs;
  let input: u32 = 0;
  for (let at = graph; at < end; at += ENTRY) {
    const kind = load<u32>(at);
    if (kind == 0) {
      name(load<u32>(at, 4), input++);
      continue;
    }
    const x = rowOf(load<u32>(at, 8), load<f64>(at, 24));
    const y = rowOf(load<u32>(at, 12), load<f64>(at, 32));
    if (kind >= GUARD) {
      store<u32>(guard, kind - GUARD);
      store<u32>(guard, x, 4);
      store<u32>(guard, y, 8);
      store<f64>(guard, load<f64>(at, 40), 16);
      guard += GUARD_BYTES;
      continue;
    }
    store<u32>(to, kind);
    store<u32>(to, x, 4);
    store<u32>(to, y, 8);
    store<u32>(to, row, 12);
    store<u32>(to, 0, 16);
    to += INSTRUCTION;
    name(load<u32>(at, 4), row++);
  }
  store<u32>(program, rowOf(graphResultSlot(), 0), P_RESULT);
}
function name(slot: u32, row: u32): void {
  const at = find(slot);
  store<u32>(at, slot);
  store<u32>(at, row, 4);
}

/** Finds out which operations pass derivatives of the result to parameters. */
function markLive(program: usize): void {
  const rows = <usize>load<u32>(program, P_ROWS);
  const pages = <u32>((rows + PAGE - 1) / PAGE);
  const marks = allocatePages(SCRATCH, pages, 1, true); // 1: depends on a parameter, 2: the result depends on it, 4: differs between lanes
  const parameters = <usize>load<u32>(program, P_PARAMETERS);
  memory.fill(marks, 0, rows);
  memory.fill(marks, 1, parameters);
  memory.fill(marks + parameters, 4, <usize>load<u32>(program, P_INPUTS) - parameters);
  const first = instructionsOf(program);
  const last = guardsOf(program);
  for (let at = first; at < last; at += INSTRUCTION) {
    const passes: u32 = load<u32>(at) == CONSTANT_OF ? 0 : 1;
    const x = load<u8>(marks + <usize>load<u32>(at, 4));
    const y = load<u8>(marks + <usize>load<u32>(at, 8));
    const differs = (x | y) & 4;
    store<u32>(at, ((x & passes) != 0 ? FIRST : 0) | ((y & passes) != 0 ? SECOND : 0) | (differs != 0 ? 0 : UNIFORM), 16);
    store<u8>(marks + <usize>load<u32>(at, 12), ((x | y) & passes) | differs);
  }
  const result = marks + <usize>load<u32>(program, P_RESULT);
  store<u32>(program, load<u8>(result) & 1, P_ACTIVE);
  store<u8>(result, load<u8>(result) | 2);
  for (let at = last; at > first; ) {
    at -= INSTRUCTION;
    const flags = load<u32>(at, 16);
    if ((load<u8>(marks + <usize>load<u32>(at, 12)) & 2) == 0 || (flags & (FIRST | SECOND)) == 0) continue;
    store<u32>(at, flags | LIVE, 16);
    if ((flags & FIRST) != 0) store<u8>(marks + <usize>load<u32>(at, 4), 2);
    if ((flags & SECOND) != 0) store<u8>(marks + <usize>load<u32>(at, 8), 2);
  }
  freePages(SCRATCH, marks, pages);
}

export function releaseLanes(handle: i32): void {
  const at = programs + (<usize>handle << 3);
  if (load<u32>(at) != 0) freePages(SCRATCH, load<u32>(at), load<u32>(at, 4));
  store<u32>(at, 0);
}

// ---- running it -------------------------------------------------------------------------------------------------------------------------
let rows: usize = 0;
let adjoints: usize = 0;
let bytes: usize = 0; // of a row

/**
 * Evaluates `lanes` lanes. The input buffer holds, in f64: the parameters' values; for each argument its column; then room for the values, and for
 * each parameter its column of derivatives; at last `lanes` u32, which become 1 where all guards hold, else 0. Answers how many do; -1: no room.
 */
export function runLanes(handle: i32, lanes: u32): i32 {
  const program = <usize>load<u32>(programs + (<usize>handle << 3));
  const count = <usize>load<u32>(program, P_ROWS);
  const width = min(max((BLOCK / (count << 4)) & ~(STEP - 1), STEP), min(WIDEST, (<usize>lanes + STEP - 1) & ~(STEP - 1)));
  bytes = width << 3;
  const pages = <u32>(((count * bytes << 1) + PAGE - 1) / PAGE);
  rows = allocatePages(SCRATCH, pages, 1, false);
  if (rows == 0) return -1;
  adjoints = rows + count * bytes;
  const parameters = <usize>load<u32>(program, P_PARAMETERS);
  const inputs = <usize>load<u32>(program, P_INPUTS);
  const constants = <usize>load<u32>(program, P_CONSTANTS);
  const buffer = bufferAddress(INPUT);
  const columns = buffer + (parameters << 3);
  const stride = <usize>lanes << 3;
  const values = columns + (inputs - parameters) * stride;
  const derivatives = values + stride;
  const passed = derivatives + parameters * stride;
  for (let i: usize = 0; i < parameters; i++) splat(rows + i * bytes, load<f64>(buffer + (i << 3)));
  for (let i: usize = 0; i < constants; i++) splat(rows + (count - constants + i) * bytes, load<f64>(constantsAt(program) + (i << 3)));
  let all: i32 = 0;
  const result = <usize>load<u32>(program, P_RESULT);
  for (let lane: usize = 0; lane < <usize>lanes; lane += width) {
    const some = min<usize>(width, <usize>lanes - lane);
    for (let i = parameters; i < inputs; i++) {
      const to = rows + i * bytes;
      const from = columns + (i - parameters) * stride + (lane << 3);
      memory.copy(to, from, some << 3);
      // A last block is filled up with its own last lane.
      for (let k = some; k < width; k++) store<f64>(to + (k << 3), load<f64>(to + ((some - 1) << 3)));
    }
    forward(program, lane == 0 ? 0 : UNIFORM);
    memory.copy(values + (lane << 3), rows + result * bytes, some << 3);
    for (let k: usize = 0; k < some; k++) store<u32>(passed + ((lane + k) << 2), 1);
    const held = check(program, passed + (lane << 2), some);
    all += held;
    if (load<u32>(program, P_ACTIVE) != 0 && held != 0) backward(program);
    else memory.fill(adjoints, 0, parameters * bytes);
    for (let i: usize = 0; i < parameters; i++) memory.copy(derivatives + i * stride + (lane << 3), adjoints + i * bytes, some << 3);
  }
  freePages(SCRATCH, rows, pages);
  return all;
}

function splat(to: usize, value: f64): void {
  const pair = f64x2.splat(value);
  for (let k: usize = 0; k < bytes; k += 16) v128.store(to + k, pair);
}

/** Computes all rows but those that have one of the flags `done`. */
function forward(program: usize, done: u32): void {
  const last = guardsOf(program);
  for (let at = instructionsOf(program); at < last; at += INSTRUCTION) {
    if ((load<u32>(at, 16) & done) != 0) continue;
    const op = load<u32>(at);
    const x = rows + <usize>load<u32>(at, 4) * bytes;
    const z = rows + <usize>load<u32>(at, 12) * bytes;
    if (op == CONSTANT_OF) memory.copy(z, x, bytes);
    else forwardRow(op, x, rows + <usize>load<u32>(at, 8) * bytes, z, bytes);
  }
}

function backward(program: usize): void {
  const offset = adjoints - rows;
  memory.fill(adjoints, 0, <usize>load<u32>(program, P_ROWS) * bytes);
  splat(adjoints + <usize>load<u32>(program, P_RESULT) * bytes, 1);
  const first = instructionsOf(program);
  for (let at = guardsOf(program); at > first; ) {
    at -= INSTRUCTION;
    const flags = load<u32>(at, 16);
    if ((flags & LIVE) == 0) continue;
    const op = load<u32>(at);
    const x = rows + <usize>load<u32>(at, 4) * bytes;
    const y = rows + <usize>load<u32>(at, 8) * bytes;
    const z = rows + <usize>load<u32>(at, 12) * bytes;
    if ((flags & FIRST) != 0) backwardFirst(op, x, y, z, z + offset, x + offset, bytes);
    if ((flags & SECOND) != 0) backwardSecond(op, x, y, z, z + offset, y + offset, bytes);
  }
}

/** Marks the lanes whose guards do not all hold; answers how many do. */
function check(program: usize, passed: usize, some: usize): i32 {
  const last = guardsOf(program) + <usize>load<u32>(program, P_GUARDS) * GUARD_BYTES;
  for (let at = guardsOf(program); at < last; at += GUARD_BYTES) {
    const test = load<u32>(at);
    const x = rows + <usize>load<u32>(at, 4) * bytes;
    const y = rows + <usize>load<u32>(at, 8) * bytes;
    const outcome = load<f64>(at, 16);
    for (let k: usize = 0; k < some; k++)
      if (!holds(test, load<f64>(x + (k << 3)), load<f64>(y + (k << 3)), outcome)) store<u32>(passed + (k << 2), 0);
  }
  let held: i32 = 0;
  for (let k: usize = 0; k < some; k++) held += load<u32>(passed + (k << 2));
  return held;
}
function holds(test: u32, x: f64, y: f64, outcome: f64): bool {
  switch (test) {
    case TEST_EQUAL: return (x == y) == (outcome != 0);
    case TEST_LESS: return (x < y) == (outcome != 0);
    case TEST_GREATER: return (x > y) == (outcome != 0);
    case TEST_NOT_GREATER: return (x <= y) == (outcome != 0);
    case TEST_NOT_LESS: return (x >= y) == (outcome != 0);
    case TEST_NAN: return (x != x) == (outcome != 0);
    case TEST_FINITE: return (x - x == 0) == (outcome != 0);
    case TEST_INFINITE: return (x == x && x - x != 0) == (outcome != 0);
    case TEST_INTEGER: return (x - x == 0 && floor<f64>(x) == x) == (outcome != 0);
    case TEST_FLOOR: return isSame(floor<f64>(x), outcome);
    case TEST_CEILING: return isSame(ceil<f64>(x), outcome);
    case TEST_TRUNCATE: return isSame(trunc<f64>(x), outcome);
    case TEST_ROUND: return isSame(nearest<f64>(x), outcome);
  }
  return isSame(x, outcome);
}
/** The same bits: the sign of a zero may be seen, too. (All NaNs are one.) */
function isSame(a: f64, b: f64): bool {
  return reinterpret<u64>(a) == reinterpret<u64>(b) || (a != a && b != b);
}
