// Static data of a module: the descriptor that the runtime reads (offsets as in runtime-as/program.ts), and all that it points to.
import type { Proc } from "../closures.js";
import type { Parameter } from "../core.js";
import { type Atom, type Datum, NULL, SchemeChar, SchemeString, SchemeSymbol } from "../datum.js";
import { align, type Context } from "./context.js";
import * as layout from "./layout.js";

export interface StaticData {
  readonly segments: readonly { readonly address: number; readonly bytes: Uint8Array }[];
  readonly descriptor: number;
  readonly end: number;
}

/** A growing area of bytes with an address. */
class Area {
  private bytes: Uint8Array = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  length = 0;
  constructor(readonly address: number) {}
  private room(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }
  get here(): number {
    return this.address + this.length;
  }
  u8(n: number): void {
    const at = this.room(1);
    this.view.setUint8(at, n);
  }
  u32(n: number): void {
    const at = this.room(4);
    this.view.setUint32(at, n >>> 0, true);
  }
  u64(n: bigint): void {
    const at = this.room(8);
    this.view.setBigUint64(at, BigInt.asUintN(64, n), true);
  }
  f64(x: number): void {
    const at = this.room(8);
    this.view.setFloat64(at, x, true);
  }
  /** A number that is not negative, in LEB128. */
  unsigned(n: number): void {
    let rest = n;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.u8((rest % 0x80) + 0x80);
    this.u8(rest);
  }
  signed(n: bigint): void {
    let rest = n;
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.u8(Number(rest & 0x7fn) + 0x80);
    this.u8(Number(rest & 0x7fn));
  }
  put(data: Uint8Array): void {
    const at = this.room(data.length);
    this.bytes.set(data, at);
  }
  align(to: number): void {
    this.room(align(this.here, to) - this.here);
  }
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

const utf8 = new TextEncoder();

export function staticData(ctx: Context, parameters: readonly Parameter[]): StaticData {
  const closures = new Area(align(ctx.runtime.staticEnd, 16));
  for (const proc of ctx.rows) if (proc.isStatic) closures.u64(layout.procedureHeader(0, ctx.row(proc)));
  closures.u64(layout.procedureHeader(0, ctx.loadRow));

  const stateWords = ctx.globals.length + ctx.constants.length;
  const saved = ctx.stateAddress + stateWords * 8;
  const area = new Area(saved + stateWords * 8);
  const names = new Map<string, readonly [number, number]>();
  const name = (text: string): readonly [number, number] => {
    let at = names.get(text);
    if (!at) {
      const bytes = utf8.encode(text);
      at = [area.here, bytes.length];
      area.put(bytes);
      names.set(text, at);
    }
    return at;
  };
  const text = [
    ...ctx.sites.map((s) => s.procedure),
    ...ctx.globals.filter((g) => g.exported).map((g) => g.name),
    ...parameters.flatMap((p) => [p.name, p.per ?? ""]),
  ];
  for (const each of text) name(each);
  const put = (each: string): void => {
    for (const n of name(each)) area.u32(n);
  };

  area.align(8);
  const initial = area.here;
  for (const { initial: known } of ctx.globals) {
    const proc = known && ctx.closures.byGlobal.get(known);
    area.u64(proc ? ctx.staticClosure(proc) : layout.UNBOUND);
  }
  const values = area.here;
  for (const p of parameters) area.f64(p.init);
  const parameterTable = area.here;
  for (const p of parameters) {
    put(p.name);
    area.u32(p.place.line);
    area.u32(p.place.column);
    area.u32(
      (p.lower === undefined ? 0 : 1) |
        (p.upper === undefined ? 0 : 2) |
        (p.literal ? 4 : 0) |
        (p.per === undefined ? 0 : 8),
    );
    area.u32(0);
    for (const x of [p.init, p.lower ?? 0, p.upper ?? 0]) area.f64(x);
    put(p.per ?? "");
  }
  const exports = area.here;
  const exported = ctx.globals.filter((g) => g.exported);
  for (const global of exported) {
    put(global.name);
    area.u32(global.index);
    area.u32(0);
  }
  const rowInfo = area.here;
  for (const proc of ctx.rows) describeProcedure(ctx, area, proc);
  area.align(4);
  const entryInfo = area.here;
  // Most entries at both ends have nothing to tell.
  const informed = ctx.entries.flatMap(({ info }, index) => (info === 0 ? [] : [index]));
  const firstEntry = informed[0] ?? 0;
  const entries = ctx.entries.slice(firstEntry, (informed.at(-1) ?? -1) + 1);
  for (const { info } of entries) area.u32(info);
  const sites = area.here;
  for (const site of ctx.sites) {
    area.u32(site.line);
    area.u32(site.column);
    put(site.procedure);
  }
  const blob = area.here;
  for (const datum of ctx.constants) encode(area, datum);
  const blobLength = area.here - blob;
  area.align(8);
  const descriptor = area.here;
  const fields = [
    ctx.stateAddress,
    ctx.globals.length,
    ctx.constants.length,
    saved,
    initial,
    blob,
    blobLength,
    ctx.loadClosure,
    exports,
    exported.length,
    parameterTable,
    parameters.length,
    values,
    ctx.rowsBase,
    ctx.rows.length,
    rowInfo,
    ctx.entriesBase + firstEntry,
    entries.length,
    entryInfo,
    sites,
    ctx.sites.length,
  ]; // prettier-ignore
  for (const field of fields) area.u32(field);
  area.align(16);
  return {
    segments: [
      { address: closures.address, bytes: closures.finish() },
      { address: area.address, bytes: area.finish() },
    ],
    descriptor,
    end: area.here,
  };
}

/** Name, fewest and most arguments of a procedure (runtime-as/program.ts). */
function describeProcedure(ctx: Context, area: Area, proc: Proc): void {
  const name = utf8.encode(proc.name);
  const counts = proc.clauses.map((c) => c.clause.required.length);
  area.unsigned((name.length << 1) | (proc.carriesSource ? 1 : 0));
  area.put(name);
  area.unsigned(Math.min(...counts));
  area.unsigned(proc.clauses.some((c) => c.clause.rest) ? 0 : Math.max(...counts) + 1);
  area.unsigned(proc.lambda.trusted ? 0 : ctx.site(proc.lambda.place, proc.name));
}

// ---- constants, as runtime-as/constants.ts reads them ------------------------------------------------------------------------
function encode(area: Area, datum: Datum): void {
  const work: Datum[] = [datum];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (typeof next !== "object" || !("kind" in next)) encodeAtom(area, next);
    else if (next.kind === "literal") {
      area.u8(12);
      area.unsigned(next.index);
    } else if (next.kind === "reference") {
      area.u8(15);
      area.unsigned(next.index);
    } else if (next.kind === "label") {
      if (next.index !== undefined) {
        area.u8(14);
        area.unsigned(next.index);
      }
      work.push(next.datum);
    } else if (next.kind === "list" && next.items.length === 0) area.u8(0);
    else {
      area.u8(next.kind === "vector" ? 11 : 10);
      area.unsigned(next.items.length);
      if (next.kind === "list") work.push(next.tail ?? NULL);
      for (let i = next.items.length - 1; i >= 0; i--) work.push(next.items[i] as Datum);
    }
  }
}

function encodeAtom(area: Area, atom: Atom): void {
  if (typeof atom === "boolean") area.u8(atom ? 1 : 2);
  else if (typeof atom === "symbol") area.u8(3);
  else if (typeof atom === "bigint") {
    area.u8(5);
    area.signed(atom);
  } else if (typeof atom === "number") {
    area.u8(6);
    area.u64(layout.flonumWord(atom));
  } else if (atom instanceof SchemeString) {
    area.u8(7);
    bytes(area, atom.value);
  } else if (atom instanceof SchemeSymbol) {
    area.u8(8);
    bytes(area, atom.name);
  } else if (atom instanceof SchemeChar) {
    area.u8(9);
    area.unsigned(atom.codePoint);
  } else {
    area.u8(13);
    area.unsigned(atom.bytes.length);
    area.put(Uint8Array.from(atom.bytes));
  }
}

function bytes(area: Area, text: string): void {
  const encoded = utf8.encode(text);
  area.unsigned(encoded.length);
  area.put(encoded);
}
