// Which pairs, vectors and records of a value need a datum label when it is printed (R7RS 2.4, 6.13.3): a walk before the printing.
// Invariant: in every circle one object, at least, is labelled, so what prints labelled objects once only comes to an end. The walk
// takes time in proportion to the value's size, and keeps its own stack.
import { KIND_RECORD, KIND_VECTOR, TAG_OBJECT, TAG_PAIR, addressOf, kindOfHeader, sizeOfHeader, tagOf } from "./layout";
import { WORK, bufferLength, popWord, pushWord, setBufferLength } from "./buffers";
import { numberOf, openAddresses } from "./addresses";
import { isRecordType, recordWord } from "./records";

/** Values of up to so many parts are first walked without a table: most have no circle. */
const PATIENCE: i32 = 5000;

// Numbers in the table: how far the walk has come with an object, and whether it is labelled; later its label, from bit 3 on.
const OPEN: u32 = 1; // its parts are being walked
const DONE: u32 = 2;
const LABELLED: u32 = 4;

let labels: u32 = 0;

/** A word that is no value: the object below it on the stack is done. */
const LEAVE: i64 = 0;

@inline function isCompound(word: i64): bool {
  const tag = tagOf(word);
  return tag == TAG_PAIR || (tag == TAG_OBJECT && showsParts(word));
}

/** A vector, or a record that prints its fields. */
function showsParts(word: i64): bool {
  const kind = kindOfHeader(load<i64>(addressOf(word)));
  return kind == KIND_VECTOR || (kind == KIND_RECORD && isRecordType(recordWord(word, 0)));
}

/** Pushes the parts of a compound that are compounds themselves, the first on top. */
function pushParts(word: i64): void {
  const at = addressOf(word);
  if (tagOf(word) == TAG_PAIR) {
    if (isCompound(load<i64>(at, 8))) pushWord(WORK, load<i64>(at, 8));
    if (isCompound(load<i64>(at))) pushWord(WORK, load<i64>(at));
    return;
  }
  for (let offset = sizeOfHeader(load<i64>(at)) << 3; offset > 0; offset -= 8) {
    const part = load<i64>(at + offset);
    if (isCompound(part)) pushWord(WORK, part);
  }
}

/** Finds the labels of a value: of all that is met again (`shared`), or of one object in each circle. False: there are none. */
export function findLabels(value: i64, shared: bool): bool {
  if (!isCompound(value)) return false;
  const base = bufferLength(WORK);
  if (!shared && isSmallTree(value, base)) return false;
  openAddresses();
  labels = 0;
  let found = false;
  pushWord(WORK, value);
  while (bufferLength(WORK) > base) {
    const word = popWord(WORK);
    if (word == LEAVE) {
      const done = numberOf(addressOf(popWord(WORK)));
      store<u32>(done, (load<u32>(done) & ~OPEN) | DONE);
      continue;
    }
    const state = numberOf(addressOf(word));
    const known = load<u32>(state);
    if (known == 0) {
      store<u32>(state, shared ? DONE : OPEN);
      if (!shared) {
        pushWord(WORK, word);
        pushWord(WORK, LEAVE);
      }
      pushParts(word);
    } else if (shared || (known & OPEN) != 0) {
      store<u32>(state, known | LABELLED);
      found = true;
    }
  }
  return found;
}

/** Whether a value has few parts; then it has no circle. */
function isSmallTree(value: i64, base: usize): bool {
  let left = PATIENCE;
  pushWord(WORK, value);
  while (bufferLength(WORK) > base) {
    if (--left < 0) {
      setBufferLength(WORK, base);
      return false;
    }
    pushParts(popWord(WORK));
  }
  return true;
}

/** The label of an object that is about to be printed: -1 none, else number << 1 | whether it was printed before. */
export function labelOf(word: i64): i32 {
  if (!isCompound(word)) return -1;
  const state = numberOf(addressOf(word));
  const known = load<u32>(state);
  if ((known & LABELLED) == 0) return -1;
  if (known >> 3 != 0) return <i32>(((known >> 3) - 1) << 1 | 1);
  store<u32>(state, known | (++labels << 3));
  return <i32>((labels - 1) << 1);
}
