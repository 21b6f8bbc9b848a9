// Ports: reading and writing (R7RS 6.13), with their documentation. There are no files; what leads out of a program is its output.
import { defined, fixed, type Procedure } from "./procedure.js";

const OUTPUT = "Output";
const INPUT = "Input";
const PORTS = "Ports";

export const portProcedures: readonly Procedure[] = [
  defined(OUTPUT, "(display obj [port])", "Prints obj for people: strings and characters as they are.", [
    ['(with-output-to-string (lambda () (display "a") (display #\\b) (display \'(1 "c"))))', '"ab(1 c)"'],
  ]),
  defined(OUTPUT, "(write obj [port])", "Prints obj so that it reads back; what is circular gets labels.", [
    ['(call-with-output-string (lambda (port) (write "a" port)))', '"\\"a\\""'],
  ]),
  defined(OUTPUT, "(write-shared obj [port])", "The same, with labels for everything that occurs twice.", [
    [
      "(let ((x (list 1))) (call-with-output-string (lambda (port) (write-shared (list x x) port))))",
      '"(#0=(1) #0#)"',
    ],
  ]),
  defined(OUTPUT, "(write-simple obj [port])", "The same without labels.", [
    ['(call-with-output-string (lambda (port) (write-simple \'(a "b") port)))', '"(a \\"b\\")"'],
  ]),
  defined(OUTPUT, "(newline [port])", "Ends the line.", [["(call-with-output-string newline)", '"\\n"']]),
  defined(OUTPUT, "(write-char char [port])", "Prints a character.", [
    ["(call-with-output-string (lambda (port) (write-char #\\a port)))", '"a"'],
  ]),
  defined(OUTPUT, "(write-string string [port [start [end]]])", "Prints a string or a part of it.", [
    ['(call-with-output-string (lambda (port) (write-string "abcd" port 1 3)))', '"bc"'],
  ]),
  defined(OUTPUT, "(write-u8 byte [port])", "Writes a byte.", [
    ["(let ((port (open-output-bytevector))) (write-u8 7 port) (get-output-bytevector port))", "#u8(7)"],
  ]),
  defined(OUTPUT, "(write-bytevector bytevector [port [start [end]]])", "Writes bytes.", [
    [
      "(let ((port (open-output-bytevector))) (write-bytevector (bytevector 1 2 3) port 1) (get-output-bytevector port))",
      "#u8(2 3)",
    ],
  ]),
  defined(OUTPUT, "(flush-output-port [port])", "Does nothing: nothing waits.", [
    ["(flush-output-port)", ""],
  ]),
  defined(OUTPUT, "(open-output-string)", "A port that collects text.", [
    ["(let ((port (open-output-string))) (write 'a port) (display 5 port) (get-output-string port))", '"a5"'],
  ]),
  defined(OUTPUT, "(get-output-string port)", "The text written to such a port so far.", [
    ["(get-output-string (open-output-string))", '""'],
  ]),
  defined(OUTPUT, "(open-output-bytevector)", "A port that collects bytes.", [
    ["(binary-port? (open-output-bytevector))", "#t"],
  ]),
  defined(OUTPUT, "(get-output-bytevector port)", "The bytes written to such a port so far.", [
    ["(get-output-bytevector (open-output-bytevector))", "#u8()"],
  ]),
  defined(
    OUTPUT,
    "(call-with-output-string f)",
    "The text that f writes to the port that it is given. Not in R7RS.",
    [["(call-with-output-string (lambda (port) (write 1.5 port)))", '"1.5"']],
  ),
  defined(
    OUTPUT,
    "(with-output-to-string thunk)",
    "The text that thunk writes to the current output port. Not in R7RS.",
    [["(with-output-to-string (lambda () (write 'a)))", '"a"']],
  ),

  defined(INPUT, "(read [port])", "The next datum that the port's text spells, or an end-of-file object.", [
    ['(read (open-input-string "(a . #(1 \\"b\\")) c"))', '(a . #(1 "b"))'],
  ]),
  defined(INPUT, "(open-input-string string)", "A port that reads from a copy of the string.", [
    ['(read-line (open-input-string "one\\ntwo"))', '"one"'],
  ]),
  defined(INPUT, "(open-input-bytevector bytevector)", "A port that reads from a copy of the bytevector.", [
    ["(read-u8 (open-input-bytevector (bytevector 7 8)))", "7"],
  ]),
  defined(INPUT, "(read-char [port])", "The next character, or an end-of-file object.", [
    ['(read-char (open-input-string "ab"))', "#\\a"],
  ]),
  defined(INPUT, "(peek-char [port])", "The same, without passing over it.", [
    ['(let ((port (open-input-string "ab"))) (peek-char port) (read-char port))', "#\\a"],
  ]),
  defined(INPUT, "(read-line [port])", "The characters before the next line end, which is passed over.", [
    ['(let ((port (open-input-string "a\\nb"))) (read-line port) (read-line port))', '"b"'],
  ]),
  defined(INPUT, "(read-string k [port])", "The next k characters, or as many as there are.", [
    ['(read-string 2 (open-input-string "abc"))', '"ab"'],
  ]),
  defined(INPUT, "(char-ready? [port])", "#t: reading never waits.", [
    ['(char-ready? (open-input-string ""))', "#t"],
  ]),
  defined(INPUT, "(read-u8 [port])", "The next byte, or an end-of-file object.", [
    ["(eof-object? (read-u8 (open-input-bytevector (bytevector))))", "#t"],
  ]),
  defined(INPUT, "(peek-u8 [port])", "The same, without passing over it.", [
    ["(peek-u8 (open-input-bytevector (bytevector 7 8)))", "7"],
  ]),
  defined(INPUT, "(u8-ready? [port])", "#t: reading never waits.", [
    ["(u8-ready? (open-input-bytevector (bytevector)))", "#t"],
  ]),
  defined(INPUT, "(read-bytevector k [port])", "The next k bytes, or as many as there are.", [
    ["(read-bytevector 2 (open-input-bytevector (bytevector 1 2 3)))", "#u8(1 2)"],
  ]),
  defined(
    INPUT,
    "(read-bytevector! bytevector [port [start [end]]])",
    "Reads bytes into a bytevector; answers how many.",
    [
      [
        "(let ((b (bytevector 0 0 0 0))) (read-bytevector! b (open-input-bytevector (bytevector 1 2)) 1) b)",
        "#u8(0 1 2 0)",
      ],
    ],
  ),
  fixed(INPUT, "(eof-object)", "The end-of-file object.", "eof", [["(eof-object? (eof-object))", "#t"]]),
  defined(INPUT, "(eof-object? obj)", "Whether obj is an end-of-file object.", [["(eof-object? 5)", "#f"]]),

  defined(PORTS, "(port? obj)", "Whether obj is a port.", [["(port? (current-output-port))", "#t"]]),
  defined(PORTS, "(input-port? obj)", "Whether obj is a port to read from.", [
    ["(input-port? (current-output-port))", "#f"],
  ]),
  defined(PORTS, "(output-port? obj)", "Whether obj is a port to write to.", [
    ["(output-port? (current-output-port))", "#t"],
  ]),
  defined(PORTS, "(textual-port? obj)", "Whether obj is a port of characters.", [
    ['(textual-port? (open-input-string ""))', "#t"],
  ]),
  defined(PORTS, "(binary-port? obj)", "Whether obj is a port of bytes.", [
    ['(binary-port? (open-input-string ""))', "#f"],
  ]),
  defined(PORTS, "(input-port-open? port)", "Whether the port may be read from.", [
    ['(let ((port (open-input-string ""))) (close-port port) (input-port-open? port))', "#f"],
  ]),
  defined(PORTS, "(output-port-open? port)", "Whether the port may be written to.", [
    ["(output-port-open? (current-output-port))", "#t"],
  ]),
  defined(PORTS, "(close-port port)", "Closes the port. The ports that lead out of the program stay open.", [
    ['(close-port (open-input-string ""))', ""],
  ]),
  defined(PORTS, "(close-input-port port)", "Closes a port to read from.", [
    ['(close-input-port (open-input-string ""))', ""],
  ]),
  defined(PORTS, "(close-output-port port)", "Closes a port to write to.", [
    ["(close-output-port (open-output-string))", ""],
  ]),
  defined(PORTS, "(call-with-port port f)", "Calls f with the port and closes it.", [
    ['(call-with-port (open-input-string "a") read-char)', "#\\a"],
  ]),
  defined(
    PORTS,
    "(current-output-port)",
    "A parameter: where output goes without a port; at first, out of the program.",
    [
      [
        "(let ((port (open-output-string))) (parameterize ((current-output-port port)) (write 'a)) (get-output-string port))",
        '"a"',
      ],
    ],
  ),
  defined(
    PORTS,
    "(current-input-port)",
    "A parameter: where input comes from without a port; at first, a port with nothing to read.",
    [["(eof-object? (read-char))", "#t"]],
  ),
  defined(
    PORTS,
    "(current-error-port)",
    "A parameter: a port for messages; at first, one that leads out of the program.",
    [["(output-port? (current-error-port))", "#t"]],
  ),
];
