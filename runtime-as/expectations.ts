// What procedures want of their arguments: one line for each EXPECT_ number of errors.ts, in their order, "name:words of the message".
// Invariant: library code refers to a line by its name (`%raise-expected`); the last line stands for whatever has no name.
import { putByte } from "./buffers";
import { symbolLength, symbolName } from "./symbols";

// One literal: a concatenation would be made when the runtime starts, where the program's data lie.
const TABLE = `number:a number
integer:an integer
exact-integer:an exact integer
pair:a pair
list:a proper list
vector:a vector
string:a string
symbol:a symbol
character:a character
procedure:a procedure
index:an index (an exact integer that is not negative)
radix:a radix (an exact integer from 2 to 36)
boolean:a boolean
length:a length (an exact integer that is not negative)
integral:a number with an integral value
code-point:a Unicode scalar value
record:a record
bytevector:a bytevector
byte:a byte (an exact integer from 0 to 255)
natural:an exact integer that is not negative
finite:a finite number
fraction-radix:a radix of 2, 4, 8, 10, 16 or 32 for a fraction
which:a character or a procedure
positive:a finite number above 0
generator:a generator made by make-random-generator
sequence:a list or a vector
hash-table:a hash table
key:a key of the table
int64:an integral value within 64 bits
tensor:a number or a tensor
dimensions:dimensions (exact integers that are not negative, at most 8)
axes:an axis (an exact integer) or a list of axes, each once
part:an index, #t, or a list (start stop [step]) of exact integers or #f
triangle:the symbol lower or upper
error-object:an error object
promise:a promise
parameter:a parameter object
port:a port
input-port:an input port
output-port:an output port
text-output:an open textual output port
text-input:an open textual input port
binary-output:an open binary output port
binary-input:an open binary input port
string-port:a string output port
bytevector-port:a bytevector output port
environment:an environment
version:a version of the standard (5 or 7)
numbers:a number or tensor, or lists or vectors of them
scalar:a function whose result is a number
shape:numbers in the shape of its argument
matrix:a matrix
other:another value
`;

const NEWLINE: u32 = 10;
const COLON: u32 = 58;

@inline function unit(index: i32): u32 { return load<u16>(changetype<usize>(TABLE) + (<usize>index << 1)); }

/** The number of the line that a symbol names. */
export function expectationOf(symbol: i64): i32 {
  const name = symbolName(symbol);
  const length = symbolLength(symbol);
  let line = 0;
  for (let i = 0; i < TABLE.length; i++) {
    let n = 0;
    while (n < length && unit(i + n) == <u32>load<u8>(name + n)) n++;
    if (n == length && unit(i + n) == COLON) return line;
    while (unit(i) != NEWLINE) i++;
    line++;
  }
  return line - 1;
}

/** Appends the words of a line. */
export function putExpectation(buffer: i32, what: i32): void {
  let i = 0;
  for (let line = 0; line < what; line++) {
    while (unit(i) != NEWLINE) i++;
    i++;
  }
  while (unit(i) != COLON) i++;
  for (i++; unit(i) != NEWLINE; i++) putByte(buffer, unit(i));
}
