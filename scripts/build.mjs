// Builds everything: generated runtime sources, the runtime, the JavaScript, the interpreter's artifact.
// Invariant: the same sources give the same bytes; nothing here reads the clock, the environment or the network.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { splitBinaryen } from "./split-binaryen.mjs";

const BUILD = ".build";
const loader = { ".scm": "text" };
const common = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  loader,
  logLevel: "warning",
  packages: "external",
};

/** Runs a step only when its inputs have changed since it last succeeded. */
function step(name, inputs, outputs, run) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(files).sort()) hash.update(file).update(readFileSync(file));
  const digest = hash.digest("hex");
  const stamp = join(BUILD, `${name}.stamp`);
  if (outputs.every(existsSync) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  rmSync(stamp, { force: true });
  const started = performance.now();
  return Promise.resolve(run()).then(() => {
    writeFileSync(stamp, digest);
    console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("generated") && !file.endsWith(".wasm"));
}

async function bundled(entry, name) {
  const outfile = join(BUILD, name);
  await build({ ...common, entryPoints: [entry], outfile });
  return import(pathToFileURL(outfile).href);
}

/** The runtime twice, by target of asconfig.json: as compiled programs use it, and as it is linked into the interpreter. */
const RUNTIMES = { fast: "runtime", small: "runtime-small" };

async function buildRuntime() {
  await bundled("scripts/generate-runtime.ts", "generate-runtime.mjs");
  const asc = join("node_modules", "assemblyscript", "bin", "asc.js");
  const { describeRuntime } = await bundled("scripts/describe-runtime.ts", "describe-runtime.mjs");
  for (const [target, name] of Object.entries(RUNTIMES)) {
    execFileSync(
      process.execPath,
      [asc, "runtime-as/index.ts", "--config", "asconfig.json", "--target", target],
      { stdio: "inherit" },
    );
    const description = await describeRuntime(readFileSync(join(BUILD, `${name}.wasm`)));
    writeFileSync(join(BUILD, `${name}.json`), JSON.stringify(description));
  }
  mkdirSync("dist", { recursive: true });
  for (const file of ["runtime.wasm", "runtime.json"]) copyFileSync(join(BUILD, file), join("dist", file));
}

/** Interpreter files written from the compiler's tables; the artifact is built from them and the compiler bundles them. */
const GENERATED_SOURCES = ["nodes.scm", "standard.scm"].map((file) => join("interpreter", "generated", file));

mkdirSync(BUILD, { recursive: true });
const BINARYEN = join("node_modules", "binaryen");
const SPLIT = join("dist", "binaryen");
await step(
  "binaryen",
  [join(BINARYEN, "index.js"), "scripts/split-binaryen.mjs"],
  ["index.js", "binaryen.wasm", "LICENSE", "package.json"].map((file) => join(SPLIT, file)),
  () => {
    const { script, wasm } = splitBinaryen(readFileSync(join(BINARYEN, "index.js"), "utf8"));
    mkdirSync(SPLIT, { recursive: true });
    writeFileSync(join(SPLIT, "index.js"), script);
    writeFileSync(join(SPLIT, "binaryen.wasm"), wasm);
    copyFileSync(join(BINARYEN, "LICENSE"), join(SPLIT, "LICENSE"));
    writeFileSync(join(SPLIT, "package.json"), '{ "type": "module" }\n');
  },
);
await step(
  "runtime",
  [
    "runtime-as",
    "compiler/primitives",
    "scripts/generate-runtime.ts",
    "scripts/describe-runtime.ts",
    "asconfig.json",
    "package-lock.json",
  ],
  [
    ...Object.values(RUNTIMES).flatMap((name) => [join(BUILD, `${name}.wasm`), join(BUILD, `${name}.json`)]),
    join("dist", "runtime.wasm"),
    join("dist", "runtime.json"),
  ],
  buildRuntime,
);
await step(
  "nodes",
  ["scripts/generate-nodes.ts", "scripts/generate-standard.ts", "compiler/primitives", "compiler/expand"],
  GENERATED_SOURCES,
  async () => {
    await bundled("scripts/generate-nodes.ts", "generate-nodes.mjs");
    await bundled("scripts/generate-standard.ts", "generate-standard.mjs");
  },
);
await step(
  "interpreter",
  [
    "interpreter",
    "compiler",
    "scripts/build-interpreter.ts",
    "scripts/interpreter-sources.ts",
    join(BUILD, "runtime-small.wasm"),
    ...GENERATED_SOURCES,
  ],
  [join("interpreter", "dmci.wasm")],
  async () => {
    const { buildInterpreter } = await bundled("scripts/build-interpreter.ts", "build-interpreter.mjs");
    const wasm = buildInterpreter();
    writeFileSync(join("interpreter", "dmci.wasm"), wasm);
    console.log(`interpreter/dmci.wasm: ${wasm.length} bytes`);
  },
);
await step(
  "javascript",
  [
    "host",
    "compiler",
    "calibrate",
    "backends",
    "search",
    "cli",
    "studies",
    "bench",
    "interpreter",
    ...GENERATED_SOURCES,
    "package.json",
    "scripts/build.mjs",
  ],
  [join("dist", "index.js"), join("dist", "cli.js")],
  async () => {
    const { metafile } = await build({
      ...common,
      entryPoints: {
        index: "host/index.ts",
        calibrate: "calibrate/index.ts",
        tfjs: "backends/tfjs.ts",
        jax: "backends/jax.ts",
        cli: "cli/main.ts",
        "search-worker": "search/worker.ts",
        "calibrate-worker": "calibrate/threads/worker.ts",
        "studies-worker": "studies/worker.ts",
      },
      outdir: "dist",
      splitting: true,
      // Beside the entries: host/assets.ts finds the built files relative to the file that it is bundled into.
      chunkNames: "chunk-[hash]",
      sourcemap: true,
      metafile: true,
    });
    const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
    const isStale = (name) => name.startsWith("chunk-") && !written.has(name);
    for (const name of readdirSync("dist").filter(isStale)) rmSync(join("dist", name));
  },
);
await step(
  "types",
  ["host", "compiler", "calibrate", "backends", "package.json", "tsconfig.json", "tsconfig.types.json"],
  [join("dist", "types", "host", "index.d.ts")],
  () =>
    execFileSync(
      process.execPath,
      [join("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.types.json"],
      {
        stdio: "inherit",
      },
    ),
);
