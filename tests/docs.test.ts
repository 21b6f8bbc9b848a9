// The documentation is true: its snippets run and print what it shows, the examples in its tables hold on both engines, its generated
// parts are up to date, and it names every special form.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { formNames as allForms } from "../compiler/expand/special-forms.js";
import { procedures } from "../compiler/primitives/index.js";
import { compile, type Interpreter, loadInterpreter, type Program, SchemeError } from "../host/index.js";
import { documents, formNames } from "../scripts/generate-docs.js";
import { runDocument, tableRows } from "./support/documented.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

/** Runs a program on both engines. */
async function onBoth(source: string, use: (program: Program) => void): Promise<void> {
  use(await compile(source));
  const interpreted = interpreter.load(source);
  use(interpreted);
  interpreted.dispose();
}

describe("snippets", () => {
  it.each(["docs/tour.md", "docs/gradients.md", "docs/graphs.md", "docs/calibration.md"])(
    "%s prints what it shows",
    (document) => {
      const runs = runDocument(document);
      expect(runs.length).toBeGreaterThan(0);
      for (const { where, expected, actual } of runs) expect(actual, where).toBe(expected);
    },
  );
});

describe("generated parts", () => {
  it.each(documents())("%s is what npm run docs writes", (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("docs/language.md", () => {
  it("names every special form, and no other", () => {
    const described = formNames(readFileSync("docs/language.template.md", "utf8"));
    expect([...new Set(described)].sort()).toEqual([...allForms()].sort());
  });

  it("shows what the procedures' examples give", async () => {
    const examples = procedures.flatMap((p) => p.examples);
    const entries = Object.fromEntries(examples.map(([expression], i) => [`example ${i}`, expression]));
    for (const program of [await compile("", { entries }), interpreter.load("", { entries })])
      examples.forEach(([expression, value], i) => {
        expect(program.write(`example ${i}`), `${program.engine}: ${expression}`).toBe(value);
      });
  });

  const values = [
    ["form", "example", "value"] as const,
    ["numbers", "value"] as const,
    ["example", "value"] as const,
  ].flatMap((header) =>
    tableRows("docs/language.md", header).map((row) => row.slice(-2) as [string, string]),
  );
  it.each(values)("%s", (source, value) =>
    onBoth(source, (program) => expect(program.write(), program.engine).toBe(value)),
  );

  it.each(tableRows("docs/language.md", ["kind", "when", "program", "message"]))(
    "an error of kind %s: %s",
    async (kind, _when, source, message) => {
      const failure = async (run: () => Program | Promise<Program>): Promise<unknown> => {
        try {
          return (await run()).write();
        } catch (error) {
          return error instanceof SchemeError ? { kind: error.kind, message: error.message } : error;
        }
      };
      expect(await failure(() => compile(source as string))).toEqual({ kind, message });
      expect(await failure(() => interpreter.load(source as string))).toEqual({ kind, message });
    },
  );
});

describe("docs/gradients.md", () => {
  const number = (text: string | undefined): number =>
    Number(text?.replace(/inf\.0$/, "Infinity").replace("+nan.0", "NaN"));
  it.each(tableRows("docs/gradients.md", ["program", "value", "derivative by a"]))(
    "%s",
    (source, value, derivative) =>
      onBoth(source as string, (program) => {
        const result = program.valueAndGradient();
        expect(result.value, program.engine).toBe(number(value));
        expect(result.gradient.get("a"), program.engine).toBe(number(derivative));
      }),
  );
});

describe("docs/semantics.md", () => {
  it("names tests that exist", () => {
    const named = [...readFileSync("docs/semantics.md", "utf8").matchAll(/`(tests\/[\w./-]+)`/g)];
    expect(named.length).toBeGreaterThan(15);
    for (const [, file] of named) expect(existsSync(file as string), file).toBe(true);
  });
});

describe("docs/architecture.md", () => {
  it("draws every import between rooms", () => {
    const allowed = new Map(
      tableRows("docs/architecture.md", ["room", "what lives there", "imports from"]).map(
        ([room, , from]) => [
          room?.replace("/", "") as string,
          (from ?? "").split(",").map((name) => name.replaceAll("`", "").replace("/", "").trim()),
        ],
      ),
    );
    for (const [room, others] of allowed)
      for (const file of sources(room))
        for (const [, to] of readFileSync(file, "utf8").matchAll(
          /(?:from |import\()"(?:\.\.\/)+([a-z-]+)\//g,
        ))
          if (allowed.has(to as string) && to !== room)
            expect(others, `${file} imports from ${to}`).toContain(to);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .map((file) => join(folder, file));
}
