// binaryen's package is one script of 15 MB, nearly all of it WebAssembly written as a string: parsing it is most of what a compiled program waits
// for in a cold process. This takes the two apart.
// Invariant: the module's bytes are binaryen's own, and valid; of the script nothing changes but where these bytes come from.

/** Where the script decodes its module: `name ??= decode(` and a template literal. */
const BEGIN = /\b(\w+)\?\?=\w+\(`(?=\\0asm)/;
const DECODED = "binaryen.wasm";

/**
 * @param {string} source binaryen's index.js
 * @returns {{ script: string, wasm: Uint8Array }} the script reads `binaryen.wasm` beside it
 * @throws Error when the script is not written as expected
 */
export function splitBinaryen(source) {
  const found = BEGIN.exec(source);
  const require = /\b(\w+)=\w+\(import\.meta\.url\)/.exec(source);
  if (!found || !require)
    throw new Error("binaryen's script is not written as scripts/split-binaryen.mjs expects it");
  const begin = found.index + found[0].length;
  let end = begin;
  while (source[end] !== "`") end += source[end] === "\\" ? 2 : 1;
  const text = new Function(`return \`${source.slice(begin, end)}\``)();
  const wasm = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(wasm))
    throw new Error("what is written in binaryen's script is no WebAssembly module");
  const read = `${require[1]}("node:fs").readFileSync(new URL("./${DECODED}",import.meta.url))`;
  const script = `${source.slice(0, found.index)}${found[1]}??=${read}${source.slice(end + 2)}`;
  return { script, wasm };
}
