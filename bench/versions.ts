// Which peers a machine has, and of which version: part of a report's description of the machine.
// Invariant: what is not installed is listed with version null and the reason, never left out.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./peers/optional.js";

export interface PeerVersion {
  readonly name: string;
  /** Null when it is not installed. */
  readonly version: string | null;
  /** Why there is no version. */
  readonly reason?: string;
}

/** Node's packages by the names that the tables use. */
const PACKAGES: readonly (readonly [string, string])[] = [
  ["AssemblyScript", "assemblyscript"],
  ["tfjs", "@tensorflow/tfjs-core"],
  ["tfjs wasm", "@tensorflow/tfjs-backend-wasm"],
  ["tfjs cpu", "@tensorflow/tfjs-backend-cpu"],
  ["jax-js", "@jax-js/jax"],
];

/** The peers of the bench, as they are installed here. */
export function peerVersions(): PeerVersion[] {
  return [
    command("gcc", [["gcc", "-dumpfullversion"]], "Debian: gcc", /^(\S+)/),
    adolc(),
    command(
      "Chez Scheme",
      [
        ["chezscheme", "--version"],
        ["scheme", "--version"],
      ],
      "Debian: chezscheme",
      /(\d\S*)/,
    ),
    command(
      "Guile",
      [
        ["guile-3.0", "--version"],
        ["guile", "--version"],
      ],
      "Debian: guile-3.0",
      /(\d\S*)\s*$/m,
    ),
    ...PACKAGES.map(([name, specifier]) => installedPackage(name, specifier)),
  ];
}

function command(
  name: string,
  commands: readonly (readonly [string, string])[],
  hint: string,
  pattern: RegExp,
): PeerVersion {
  for (const [program, flag] of commands) {
    const { status, stdout, stderr } = spawnSync(program, [flag], { encoding: "utf8" });
    // Chez writes its version to stderr.
    const version = status === 0 ? pattern.exec(stdout.trim() || stderr.trim())?.[1] : undefined;
    if (version) return { name, version };
  }
  return { name, version: null, reason: `not installed (${hint})` };
}

/** ADOL-C's headers do not tell their version; the package managers do. */
function adolc(): PeerVersion {
  const name = "ADOL-C";
  const input = "#include <adolc/adolc.h>\n";
  if (spawnSync("g++", ["-fsyntax-only", "-x", "c++", "-"], { input }).status !== 0)
    return { name, version: null, reason: "not installed (Debian: g++, libadolc-dev)" };
  for (const [program, ...args] of [
    ["pkg-config", "--modversion", "adolc"],
    ["dpkg-query", "-W", "libadolc-dev"],
  ] as const) {
    const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
    if (status === 0) return { name, version: stdout.trim().replace(/^.*\s/, "") };
  }
  return { name, version: null, reason: "installed, of a version that is not known" };
}

function installedPackage(name: string, specifier: string): PeerVersion {
  const file = join(packageRoot(), "node_modules", specifier, "package.json");
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
    return { name, version };
  }
  return { name, version: null, reason: `not installed (npm install --no-save ${specifier})` };
}
