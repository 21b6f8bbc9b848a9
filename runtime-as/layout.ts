// The representation of every Scheme value and the fixed addresses that compiled code shares with the runtime.
// Invariant: compiler/emit/layout.ts has the same numbers (a test compares them), and no tag ever equals the
// two NaN patterns that WebAssembly arithmetic produces from canonical inputs (7ff8…0 and fff8…0).
//
// A value is one i64 word. An ordinary f64 is its own bits. Everything else is a quiet NaN with the tag in its top 16 bits:
//
//   7ff9  header of a heap object (never a value)        fff9  symbol, payload = index in the symbol table
//   7ffa  pair, payload = address                        fffa  character, payload = code point
//   7ffb  object with a header, payload = address        fffb  immediate: #f #t () unspecified eof …
//   7ffc  procedure (closure), payload = address         fffc … ffff  exact integer n, as n + (fffe << 48)
//   7ffd  forwarding address (collector only)
//   7ffe  active number: level << 32 | slot address
//   7fff  signals of the calling convention (never a value)

// ---- tags (top 16 bits) ---------------------------------------------------------------------------------------------
export const TAG_HEADER: u32 = 0x7ff9;
export const TAG_PAIR: u32 = 0x7ffa;
export const TAG_OBJECT: u32 = 0x7ffb;
export const TAG_PROCEDURE: u32 = 0x7ffc;
export const TAG_FORWARD: u32 = 0x7ffd;
export const TAG_ACTIVE: u32 = 0x7ffe;
export const TAG_SYMBOL: u32 = 0xfff9;
export const TAG_CHAR: u32 = 0xfffa;
export const TAG_IMMEDIATE: u32 = 0xfffb;

// ---- immediates -----------------------------------------------------------------------------------------------------
export const FALSE: i64 = 0xfffb_0000_0000_0000;
export const TRUE: i64 = 0xfffb_0000_0000_0001;
export const NULL: i64 = 0xfffb_0000_0000_0002;
export const UNSPECIFIED: i64 = 0xfffb_0000_0000_0003;
export const EOF_OBJECT: i64 = 0xfffb_0000_0000_0004;
export const DEFAULT: i64 = 0xfffb_0000_0000_0005; // an optional argument that was not given
export const UNBOUND: i64 = 0xfffb_0000_0000_0006; // a global before its definition
export const UNINITIALIZED: i64 = 0xfffb_0000_0000_0007; // a letrec variable before its initialisation
// The ports that lead out of the program: 8 input, 9 output, 10 errors.
export const CONSOLE_OUTPUT: i64 = 0xfffb_0000_0000_0009;
export const CONSOLE_ERRORS: i64 = 0xfffb_0000_0000_000a;

// ---- signals: what a procedure may return instead of a value ----------------------------------------------------------
export const SENTINEL: i64 = 0x7fff_0000_0000_0000; // memory at PENDING_SP is the truth; return at once
export const ERROR: i64 = 0x7fff_0000_0000_0001; // a runtime primitive failed; the error registers say how
export const RETRY: i64 = 0x7fff_0000_0000_0002; // a runtime primitive needs a collection first; enter again after it

// ---- exact integers -------------------------------------------------------------------------------------------------
export const FIXNUM_OFFSET: i64 = 0xfffe_0000_0000_0000;
export const FIXNUM_LOW: i64 = 0xfffc_0000_0000_0000; // unsigned: every word at or above is a fixnum
export const FIXNUM_MAX: i64 = (1 << 49) - 1;
export const FIXNUM_MIN: i64 = -(1 << 49);

// ---- kinds of objects with a header: 7ff9 | kind << 40 | size ---------------------------------------------------------
// Size counts the words after the header; kinds from RAW_KINDS up hold raw data that the collector skips.
// A procedure's header is 7ff9 | PROCEDURE << 40 | captures << 32 | code index (captures 255: the count is in word 1).
export const KIND_VECTOR: u32 = 1;
export const KIND_CELL: u32 = 2; // box of an assigned variable
export const KIND_PROCEDURE: u32 = 3;
export const KIND_RECORD: u32 = 4;
export const KIND_VALUES: u32 = 5;
export const KIND_STACK: u32 = 6; // frames of a continuation, the last of them a terminal frame (continuations.ts)
export const KIND_ACTIVE_TENSOR: u32 = 7; // tensors/tensor.ts
export const RAW_KINDS: u32 = 0x80;
export const KIND_STRING: u32 = 0x81; // word 1: length in code points; then 32-bit code points
export const KIND_INTEGER: u32 = 0x82; // one raw i64 outside the fixnum range
export const KIND_BYTES: u32 = 0x83;
export const KIND_TENSOR: u32 = 0x84; // tensors/tensor.ts

// ---- registers: fixed addresses below the static data ----------------------------------------------------------------
export const R_HP: usize = 8; // u32: next free byte of the heap
export const R_HEAP_LIMIT: usize = 12; // u32: end of the current heap chunk
export const R_FUEL: usize = 16; // i32: steps left; 0 or less asks for a stop at the next safe point
export const R_SP_LIMIT: usize = 20; // u32: a procedure that makes non-tail calls stops when sp is below
export const R_PENDING_SP: usize = 24; // u32: top frame when the sentinel travels
export const R_PENDING: usize = 32; // word: the value that the top frame waits for
export const R_SITE: usize = 40; // word: place of the latest call out of user code: fixnum site or a source vector
export const R_TAPE_TOP: usize = 48; // u32: next free slot of the innermost level
export const R_TAPE_END: usize = 52; // u32: end of the primal column of its chunk
export const R_TAPE_HIGH: usize = 56; // u32: upper half of the innermost level's active words when it may be recorded directly
export const R_TAPE_SINK: usize = 60; // u32: slot that stands for an operand without a derivative
/** From a slot of the tape to its cotangent, in bytes. */
export const TAPE_ADJOINT: usize = 204544;
export const R_ARGS_TAIL: usize = 64; // word: list of the arguments that did not fit the argument buffer
export const R_DYNAMIC: usize = 72; // word: the dynamic state, '() or #(signal handlers winders parameters)
export const R_FUSES: usize = 80; // u32: whether loops may be recorded as fused sweeps now (fused.ts)
export const R_FUSED_END: usize = 84; // u32: end of the room for what a fused loop writes down
export const R_ARGS: usize = 1024; // words: arguments of a call with more than DIRECT_ARGS arguments
export const ARGS_CAPACITY: i32 = 376;

// ---- calling convention ----------------------------------------------------------------------------------------------
export const DIRECT_ARGS: i32 = 6; // up to this many arguments travel as wasm parameters
export const ROW: i32 = 8; // table entries per procedure: arities 0 … 6, then "many"
// Frames handled by the driver itself carry these codes; all other codes are indices of the code table.
// Codes 0 … 6 enter a procedure with so many arguments again, 7 one with more: frame [code, procedure, argument …].
// Codes 8 + n enter code with n parameters: frame [code, fixnum of its table index, parameter …].
export const REENTER_CODE: u32 = 8;
export const CODE_HALT: u32 = 0xffff_ffff; // [code]: the bottom
export const CODE_UNDERFLOW: u32 = 0xffff_fffe; // [code, address]: goes on in the segment below
export const CODE_PHASE: u32 = 0xffff_fffd; // [code, phase, …]: what an evaluation does next (evaluate.ts)
export const CODE_PROMPT: u32 = 0xffff_fffc; // [code, dynamic state before, within]: a dynamic extent ends here
export const CODE_RESUME: u32 = 0xffff_fffb; // [code, stack object, fixnum of an offset in it]: goes on in the heap
export const CODE_SPECIAL: u32 = CODE_RESUME; // the lowest of them

@inline export function tagOf(word: i64): u32 { return <u32>(<u64>word >> 48); }
@inline export function addressOf(word: i64): usize { return <usize><u32>word; }
@inline export function pointer(tag: u32, address: usize): i64 { return <i64>(<u64>tag << 48) | <i64><u64>address; }
@inline export function isPair(word: i64): bool { return tagOf(word) == TAG_PAIR; }
@inline export function isFixnum(word: i64): bool { return <u64>word >= <u64>FIXNUM_LOW; }
@inline export function fixnum(n: i64): i64 { return n + FIXNUM_OFFSET; }
@inline export function fixnumValue(word: i64): i64 { return word - FIXNUM_OFFSET; }
@inline export function flonum(x: f64): i64 { return reinterpret<i64>(x); }
/** The word of an f64 from outside. */
@inline export function canonical(x: f64): i64 { return x == x ? flonum(x) : 0x7ff8_0000_0000_0000; }
@inline export function boolean(b: bool): i64 { return select<i64>(TRUE, FALSE, b); }
@inline export function header(kind: u32, size: u64): i64 {
  return <i64>((<u64>TAG_HEADER << 48) | (<u64>kind << 40) | size);
}
@inline export function kindOfHeader(head: i64): u32 { return <u32>(<u64>head >> 40) & 0xff; }
@inline export function sizeOfHeader(head: i64): usize { return <usize>(head & 0xff_ffff_ffff); }
/** A flonum word: an f64 that is not NaN, or one of the two canonical NaNs. */
@inline export function isFlonum(word: i64): bool {
  const x = reinterpret<f64>(word);
  return x == x || (word & 0x7fff_ffff_ffff_ffff) == 0x7ff8_0000_0000_0000;
}
@inline export function isActive(word: i64): bool { return tagOf(word) == TAG_ACTIVE; }
/** Whether `word` is an object of this kind (the header is read). */
@inline export function isKind(word: i64, kind: u32): bool {
  return tagOf(word) == TAG_OBJECT && kindOfHeader(load<i64>(addressOf(word))) == kind;
}
@inline export function car(pair: i64): i64 { return load<i64>(addressOf(pair)); }
@inline export function cdr(pair: i64): i64 { return load<i64>(addressOf(pair), 8); }
