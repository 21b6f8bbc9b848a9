// The runtime's representation, for the emitter: the same numbers as runtime-as/layout.ts (tests/build.test.ts compares).

// ---- tags -------------------------------------------------------------------------------------------------------------
export const TAG_HEADER = 0x7ff9n;
export const TAG_PAIR = 0x7ffan;
export const TAG_OBJECT = 0x7ffbn;
export const TAG_PROCEDURE = 0x7ffcn;
export const TAG_ACTIVE = 0x7ffen;
export const TAG_SYMBOL = 0xfff9n;
export const TAG_CHAR = 0xfffan;
export const TAG_IMMEDIATE = 0xfffbn;

// ---- immediates and signals ----------------------------------------------------------------------------------------------
export const FALSE = 0xfffb_0000_0000_0000n;
export const TRUE = 0xfffb_0000_0000_0001n;
export const NULL = 0xfffb_0000_0000_0002n;
export const UNSPECIFIED = 0xfffb_0000_0000_0003n;
export const DEFAULT = 0xfffb_0000_0000_0005n;
export const UNBOUND = 0xfffb_0000_0000_0006n;
export const EOF_OBJECT = 0xfffb_0000_0000_0004n;
export const CONSOLE_INPUT = 0xfffb_0000_0000_0008n;
export const UNINITIALIZED = 0xfffb_0000_0000_0007n;
export const SENTINEL = 0x7fff_0000_0000_0000n;
export const ERROR = 0x7fff_0000_0000_0001n;
export const RETRY = 0x7fff_0000_0000_0002n;

// ---- exact integers --------------------------------------------------------------------------------------------------------
export const FIXNUM_OFFSET = 0xfffe_0000_0000_0000n;
export const FIXNUM_LOW = 0xfffc_0000_0000_0000n;
export const FIXNUM_MAX = (1n << 49n) - 1n;
export const FIXNUM_MIN = -(1n << 49n);

// ---- kinds --------------------------------------------------------------------------------------------------------------------
export const KIND_VECTOR = 1n;
export const KIND_CELL = 2n;
export const KIND_PROCEDURE = 3n;
export const KIND_RECORD = 4n;
export const KIND_VALUES = 5n;
export const KIND_STRING = 0x81n;

// ---- registers ------------------------------------------------------------------------------------------------------------------
export const R_HP = 8;
export const R_HEAP_LIMIT = 12;
export const R_FUEL = 16;
export const R_SP_LIMIT = 20;
export const R_PENDING_SP = 24;
export const R_SITE = 40;
export const R_TAPE_HIGH = 56;
export const R_DYNAMIC = 72;
export const R_FUSES = 80;
export const R_FUSED_END = 84;
export const R_ARGS = 1024;

/** From a slot of the tape to its cotangent, in bytes. */
export const TAPE_ADJOINT = 204_544;

// ---- calls ------------------------------------------------------------------------------------------------------------------------
export const DIRECT_ARGS = 6;
export const ROW = 8;
export const SOURCE_CARRYING = 0x8000_0000;
export const NODE = 0x4000_0000;
/** Table indices of the support code: see runtime-as/layout.ts. */
export const REENTER_MANY = 7;
export const CODE_PROMPT = 0xffff_fffcn;
export const REENTER_CODE = 8;

// ---- expectations (runtime-as/errors.ts) ---------------------------------------------------------------------------------------------
export const EXPECT_PAIR = 3;
export const EXPECT_LIST = 4;

export function fixnum(n: bigint): bigint {
  return n + FIXNUM_OFFSET;
}
export function header(kind: bigint, size: number): bigint {
  return (TAG_HEADER << 48n) | (kind << 40n) | BigInt(size);
}
export function procedureHeader(captures: number, code: number): bigint {
  return (
    (TAG_HEADER << 48n) | (KIND_PROCEDURE << 40n) | (BigInt(Math.min(captures, 255)) << 32n) | BigInt(code)
  );
}
export function pointer(tag: bigint, address: number): bigint {
  return (tag << 48n) | BigInt(address);
}
const bits = new DataView(new ArrayBuffer(8));
export function flonumWord(x: number): bigint {
  if (Number.isNaN(x)) return 0x7ff8_0000_0000_0000n;
  bits.setFloat64(0, x);
  return bits.getBigUint64(0);
}
