// What the emission of one module shares: the binaryen module, static addresses, the code table, constants and sites.
// Invariant: static data is laid out as [static closures][state: globals, constants] from the runtime's end on, so the addresses of
// closures, globals and constants are known while code is emitted; everything else follows when all code is there (data.ts).
import type binaryenNamespace from "binaryen";
import type { Closures, Proc } from "../closures.js";
import type { Datum } from "../datum.js";
import { SchemeBytes, SchemeChar, SchemeString } from "../datum.js";
import type { Global } from "../direct.js";
import type { Place } from "../errors.js";
import type { Code, CodeRef } from "../flow.js";
import { writeDatum } from "../write.js";
import { Failures } from "./failures.js";
import * as layout from "./layout.js";
import type { RuntimeImage } from "./runtime-image.js";

export type Binaryen = typeof binaryenNamespace;
export type Module = binaryenNamespace.Module;
export type Expression = binaryenNamespace.ExpressionRef;
export type Type = binaryenNamespace.Type;

export const TABLE = "code";
const STATIC_ALIGN = 16;

/** An entry of the code table beyond the procedures' rows. */
export interface TableEntry {
  readonly name: string;
  /** Site index, and whether the frame's last word is a source-carrying procedure. */
  readonly info: number;
}
export interface Site {
  readonly line: number;
  readonly column: number;
  readonly procedure: string;
}

export class Context {
  readonly staticClosures = new Map<Proc, number>();
  readonly rows: Proc[] = [];
  private readonly rowOf = new Map<Proc, number>();
  /** Labels of code that stands in a row itself. */
  private readonly rowLabels = new Set<string>();
  readonly entries: TableEntry[] = [];
  private readonly entryIndex = new Map<string, number>();
  readonly constants: Datum[] = [];
  private readonly constantIndex = new Map<string | Datum, number>();
  readonly sites: Site[] = [{ line: 0, column: 0, procedure: "" }];
  private readonly siteIndex = new Map<string, number>();
  readonly usedRuntime = new Set<string>();
  readonly codes: ReadonlyMap<string, Code>;
  /** Functions whose size counts more than their speed. */
  readonly coldFunctions = new Set<string>();
  /** Functions emitted on demand, by name. */
  private readonly demanded = new Set<string>();
  readonly failures: Failures;
  readonly stateAddress: number;
  readonly rowsBase: number;
  readonly entriesBase: number;
  readonly mostParams: number;
  /** Bytes of the smallest Scheme frame below which a function makes native calls, by its name. */
  readonly frames = new Map<string, number>();

  constructor(
    readonly b: Binaryen,
    readonly m: Module,
    readonly runtime: RuntimeImage,
    readonly closures: Closures,
    codes: readonly Code[],
    readonly globals: readonly Global[],
    /** Prefer small code where speed is not known to matter. */
    readonly small: boolean,
    /** Linked: internal names of the runtime's functions. */
    private readonly internal: { readonly functions: ReadonlyMap<string, string> } | undefined,
  ) {
    this.codes = new Map(codes.map((code) => [code.label, code]));
    this.failures = new Failures(this.codes);
    this.mostParams = Math.max(
      layout.DIRECT_ARGS + 1,
      ...codes.map((code) => code.params.length + (code.hasSelf ? 1 : 0)),
    );
    this.rowsBase = layout.REENTER_CODE + this.mostParams + 1;
    let address = align(runtime.staticEnd, STATIC_ALIGN);
    for (const proc of closures.procs) {
      if (!proc.escapes) continue;
      this.rowOf.set(proc, this.rows.length);
      this.rows.push(proc);
      for (const { clause, label } of proc.clauses)
        if (!clause.rest && clause.required.length <= layout.DIRECT_ARGS) this.rowLabels.add(label);
      if (!proc.isStatic) continue;
      this.staticClosures.set(proc, address);
      address += 8;
    }
    // The procedure that loads the program: the last row, after those of the program's own procedures.
    this.loadClosure = address;
    this.loadRow = this.rowsBase + this.rows.length * layout.ROW;
    address += 8;
    this.entriesBase = this.loadRow + layout.ROW;
    this.stateAddress = align(address, STATIC_ALIGN);
  }
  readonly loadClosure: number;
  readonly loadRow: number;

  // ---- procedures -----------------------------------------------------------------------------------------------------
  /** Table index of a procedure's first entry. */
  row(proc: Proc): number {
    const row = this.rowOf.get(proc);
    if (row === undefined) throw new Error(`emit: ${proc.name} has no row`);
    return this.rowsBase + row * layout.ROW;
  }
  /** Whether an unknown call with as many arguments as the code has parameters enters it. */
  isRowEntry(label: string): boolean {
    return this.rowLabels.has(label);
  }
  staticClosure(proc: Proc): bigint {
    const address = this.staticClosures.get(proc);
    if (address === undefined) throw new Error(`emit: ${proc.name} is not static`);
    return layout.pointer(layout.TAG_PROCEDURE, address);
  }
  code(ref: CodeRef): Code {
    const code = this.codes.get(ref.label);
    if (!code) throw new Error(`emit: no code ${ref.label}`);
    return code;
  }

  /** Table index of a function that frames name. */
  tableIndex(name: string, info = 0): number {
    let index = this.entryIndex.get(name);
    if (index === undefined) {
      index = this.entries.length;
      this.entries.push({ name, info });
      this.entryIndex.set(name, index);
    }
    return this.entriesBase + index;
  }

  /** Emits a helper function when it is first wanted. */
  demand(name: string, emit: () => void): string {
    if (!this.demanded.has(name)) {
      this.demanded.add(name);
      emit();
    }
    return name;
  }

  // ---- data --------------------------------------------------------------------------------------------------------------
  globalAddress(global: Global): number {
    return this.stateAddress + global.index * 8;
  }
  /** Address of a quoted constant's word. */
  constantAddress(datum: Datum): number {
    // Only what cannot be changed is one object for equal texts; anything else is one for one place of the text, though code is emitted
    // more than once.
    const mutable =
      (typeof datum === "object" && "kind" in datum) ||
      datum instanceof SchemeString ||
      datum instanceof SchemeBytes;
    const key = mutable ? datum : writeDatum(datum);
    let index = this.constantIndex.get(key);
    if (index === undefined) {
      index = this.constants.length;
      this.constants.push(datum);
      this.constantIndex.set(key, index);
    }
    return this.stateAddress + (this.globals.length + index) * 8;
  }
  site(place: Place, procedure: string): number {
    if (place.line === 0) return 0;
    const key = `${place.line}:${place.column}:${procedure}`;
    let index = this.siteIndex.get(key);
    if (index === undefined) {
      index = this.sites.length;
      this.sites.push({ line: place.line, column: place.column, procedure });
      this.siteIndex.set(key, index);
    }
    return index;
  }

  // ---- the runtime ---------------------------------------------------------------------------------------------------------
  call(name: string, operands: Expression[]): Expression {
    const signature = this.runtime.functions[name];
    if (!signature) throw new Error(`emit: the runtime has no function ${name}`);
    this.usedRuntime.add(name);
    return this.m.call(this.internal?.functions.get(name) ?? name, operands, this.type(signature.result));
  }
  type(name: string): Type {
    const { i32, i64, f64, none } = this.b;
    return name === "i32" ? i32 : name === "i64" ? i64 : name === "f64" ? f64 : none;
  }
}

export function align(n: number, to: number): number {
  return Math.ceil(n / to) * to;
}

/** The word of a datum that needs no object; undefined when it does. */
export function immediateWord(datum: Datum): bigint | undefined {
  if (typeof datum === "bigint")
    return datum >= layout.FIXNUM_MIN && datum <= layout.FIXNUM_MAX ? layout.fixnum(datum) : undefined;
  if (typeof datum === "number") return layout.flonumWord(datum);
  if (typeof datum === "boolean") return datum ? layout.TRUE : layout.FALSE;
  if (typeof datum === "symbol") return layout.UNSPECIFIED;
  if (datum instanceof SchemeChar) return (layout.TAG_CHAR << 48n) | BigInt(datum.codePoint);
  if ("kind" in datum && datum.kind === "list" && datum.items.length === 0) return layout.NULL;
  return undefined;
}
