// The door of the room of number reading and printing; the rest of the runtime imports from here only.
// Invariant: no function here allocates or keeps state, apart from the result of the last parseNumber and
// scratch registers that every call starts afresh, so none may be called from two threads on one memory.

export { formatFlonum } from "./format";
export { formatFlonumRadix, formatInteger } from "./format-radix";
export { parseDecimal } from "./parse-decimal";
export { parseNumber, parsedFlonum, parsedInteger } from "./parse-number";
