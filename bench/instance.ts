// What an instance's memory is used for, from the inside: the library does not tell, and only a bench needs to know.
import type { Program } from "../host/index.js";

interface Pages {
  heapPages(): number;
  tapePages(): number;
}

const PAGE = 65536;

/** Bytes of heap and tape that the instance holds now, in whole pages. */
export function bytesHeld(program: Program): number {
  const { heapPages, tapePages } = (program as unknown as { at: { machine: { abi: Pages } } }).at.machine.abi;
  return (heapPages() + tapePages()) * PAGE;
}
