// The built files that the library loads: the runtime (for compiled programs) and the interpreter's artifact.
// Invariant: paths are relative to this package, which has host/ (sources) and dist/ (bundle) side by side.
import type { RuntimeImage } from "../compiler/emit/runtime-image.js";
import { usageError } from "./errors.js";

async function bytesOf(path: string): Promise<Uint8Array> {
  const url = new URL(path, import.meta.url);
  try {
    if (url.protocol === "file:") {
      const { readFile } = await import("node:fs/promises");
      return await readFile(url);
    }
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usageError(`cannot read ${url.href} (${reason}); in a checkout, run: npm run build`);
  }
}

export function interpreterBytes(): Promise<Uint8Array> {
  return bytesOf("../interpreter/dmci.wasm");
}

let image: Promise<RuntimeImage> | undefined;

/** The runtime that compiled programs attach to or are linked with; read once. */
export function runtimeImage(): Promise<RuntimeImage> {
  image ??= Promise.all([bytesOf("../dist/runtime.wasm"), bytesOf("../dist/runtime.json")]).then(
    ([bytes, json]) => ({
      bytes,
      ...(JSON.parse(new TextDecoder().decode(json)) as Omit<RuntimeImage, "bytes">),
    }),
  );
  return image;
}

/**
 * binaryen with its module in a file of its own, which starts in half the time of the package's one script; the package where there are no files
 * (the same bytes: scripts/split-binaryen.mjs).
 */
export async function binaryenNamespace(): Promise<typeof import("binaryen")> {
  const url = new URL("../dist/binaryen/index.js", import.meta.url);
  if (url.protocol !== "file:") return import("binaryen");
  const { existsSync } = await import("node:fs");
  return existsSync(url) ? import(/* @vite-ignore */ url.href) : import("binaryen");
}
