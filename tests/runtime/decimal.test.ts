// Number reading and printing (runtime-as/decimal) against JavaScript's own Number and BigInt. Invariant:
// every expected value comes from the host's arithmetic or from how the text was built, never from the room
// under test. Samples are drawn from a fixed seed; DMCI_LONG=1 draws forty times as many from a new one.
import { beforeAll, describe } from "vitest";
import { numberTests } from "./decimal/numbers.js";
import { printingTests } from "./decimal/printing.js";
import { integerPrintingTests, radixPrintingTests } from "./decimal/printing-radix.js";
import { readingTests } from "./decimal/reading.js";
import { openRoom } from "./decimal/room.js";

beforeAll(openRoom);

describe("formatFlonum", printingTests);
describe("formatInteger", integerPrintingTests);
describe("formatFlonumRadix", radixPrintingTests);
describe("parseDecimal", readingTests);
describe("parseNumber", numberTests);
