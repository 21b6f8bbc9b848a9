// The compiler as a function: text to module, through every pass, each of which can be dumped and checked.
// Invariant: the compiler knows nothing of hosts; what it needs from outside (binaryen, the runtime) is passed in.
import { analyseClosures } from "./closures.js";
import { checkProgram, type Parameter, type Program, unparseProgram } from "./core.js";
import { strip } from "./datum.js";
import { checkUnit, unparseUnit } from "./direct.js";
import type { Binaryen } from "./emit/context.js";
import type { StaticData } from "./emit/data.js";
import { emitModule } from "./emit/module.js";
import type { RuntimeImage } from "./emit/runtime-image.js";
import { ENTRY_LINES, entryName } from "./entries.js";
import { syntaxError, type Warning } from "./errors.js";
import { type EntrySyntax, expandForms } from "./expand/program.js";
import { checkCode, unparseCode } from "./flow.js";
import type { Pass } from "./passes.js";
import { instructions } from "./primitives/index.js";
import { read } from "./read.js";
import { resolve } from "./resolve.js";
import { sequence } from "./sequence.js";
import { split } from "./split.js";
import { writeDatum } from "./write.js";

/** An expression evaluated in the program's scope: a procedure of its variables. */
export interface EntrySource {
  readonly expression: string;
  readonly variables?: readonly string[];
}

export interface CompileSettings {
  readonly linked: boolean;
  readonly learn?: "parameters" | "literals";
  readonly entries?: Readonly<Record<string, EntrySource>>;
  /** Library-like sources may name instructions. */
  readonly trusted?: boolean;
  /** Top-level names that the host may ask for; all when absent. */
  readonly exports?: readonly string[];
  readonly optimize?: number;
  readonly shrink?: number;
  readonly names?: boolean;
  readonly sections?: Readonly<Record<string, Uint8Array>>;
  /** Run the checkers between the passes. */
  readonly check?: boolean;
  /** Called with the text of each stage. */
  readonly dump?: (pass: Pass, text: string) => void;
}

export { PASSES, type Pass } from "./passes.js";

export interface Compiled {
  readonly binary: Uint8Array;
  readonly data: StaticData;
  /** Attached: what the host passes to `setNativeBudget`. */
  readonly nativeBudget: number;
  readonly parameters: readonly Parameter[];
  /** Names that the host can call: top-level variables, and `entryName(…)` of the entries. */
  readonly exports: readonly string[];
  readonly warnings: readonly Warning[];
}

export function compileProgram(
  binaryen: Binaryen,
  runtime: RuntimeImage,
  source: string,
  settings: CompileSettings,
): Compiled {
  const dump = (pass: Pass, text: () => string): void => {
    if (settings.dump) settings.dump(pass, text());
  };
  const syntaxes = read(source);
  dump("read", () => `${syntaxes.map((s) => writeDatum(strip(s))).join("\n")}\n`);
  const program: Program = expandForms(syntaxes, {
    trusted: settings.trusted ?? false,
    entries: readEntries(settings.entries ?? {}),
    ...(settings.learn ? { learn: settings.learn } : {}),
  });
  if (settings.check) checkProgram(program);
  dump("core", () => unparseProgram(program));
  const resolved = resolve(program, settings.trusted ?? false, settings.exports);
  const { warnings } = resolved;
  const unit = split(resolved.unit);
  if (settings.check) checkUnit(unit, (name) => instructions.get(name)?.arity);
  dump("direct", () => unparseUnit(unit));
  const closures = analyseClosures(unit);
  const sequenced = sequence(unit, closures);
  if (settings.check) for (const code of sequenced.codes) checkCode(code);
  dump("flow", () => sequenced.codes.map(unparseCode).join("\n"));
  const emitted = emitModule(binaryen, runtime, unit.globals, closures, sequenced, program.parameters, {
    linked: settings.linked,
    optimize: settings.optimize ?? 3,
    shrink: settings.shrink ?? 0,
    sections: settings.sections ?? {},
    names: settings.names ?? false,
    text: settings.dump !== undefined,
  });
  dump("wasm", () => emitted.text ?? "");
  return {
    binary: emitted.binary,
    data: emitted.data,
    nativeBudget: emitted.nativeBudget,
    parameters: program.parameters,
    exports: unit.globals.filter((g) => g.exported).map((g) => g.name),
    warnings,
  };
}

/** The entries' expressions, each in a range of lines of its own. */
function readEntries(entries: Readonly<Record<string, EntrySource>>): EntrySyntax[] {
  return Object.entries(entries).map(([name, { expression, variables = [] }], index) => {
    const first = 1 + ENTRY_LINES * (index + 1);
    const [syntax, ...more] = read(expression, first);
    if (!syntax || more.length > 0)
      throw syntaxError(syntax ? "expected one expression" : "the expression is empty", {
        line: first,
        column: 1,
      });
    return { name: entryName(name), variables, expression: syntax };
  });
}
