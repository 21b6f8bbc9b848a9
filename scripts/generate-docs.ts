// Writes the generated parts of the documentation: docs/language.md from its template and the table of primitives, the table of rules in
// docs/gradients.md, the tables of docs/enso.md from the results of the study. Run by `npm run docs`.
// Invariant: nothing here describes a procedure, a rule or a result; the tables do.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Operation, operations, type Procedure, procedures } from "../compiler/primitives/index.js";

const LANGUAGE = "docs/language.md";
const TEMPLATE = "docs/language.template.md";
const GRADIENTS = "docs/gradients.md";
const ENSO = "docs/enso.md";
const ENSO_RESULTS = "studies/enso/results.json";

// ---- Markdown -----------------------------------------------------------------------------------------------------------
/** A code span; backquotes inside need longer fences, bars an escape in tables. */
function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`.replaceAll("|", "\\|");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), `|${header.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

// ---- procedures ---------------------------------------------------------------------------------------------------------
/** All procedures, a table for each section, in the order of the primitives. */
export function procedureTables(): string {
  const sections = [...new Set(procedures.map((p) => p.section))];
  return sections
    .map((section) => {
      const members = procedures.filter((p) => p.section === section);
      const rows = members.flatMap((p) => (isDeepAccessor(p) ? [] : [procedureRow(p)]));
      const deep = members.filter(isDeepAccessor);
      const more = deep.length === 0 ? "" : `\n\n${accessors(deep)}`;
      return `### ${section}\n\n${table(["procedure", "arity", "∂", "", "examples"], rows)}${more}`;
    })
    .join("\n\n");
}

function procedureRow(p: Procedure): string[] {
  const examples = p.examples.map(([expression, value]) =>
    value === "" ? code(expression) : `${code(expression)} → ${code(value)}`,
  );
  return [code(p.signature), arity(p), p.differentiable ? "∂" : "", p.summary, examples.join("<br>")];
}

function arity({ least, most }: Procedure): string {
  if (most === undefined) return `${least} or more`;
  return most === least ? `${least}` : `${least} to ${most}`;
}

/** cadr and its relatives: what they do is in the name. */
function isDeepAccessor(p: Procedure): boolean {
  return /^c[ad]{2,4}r$/.test(p.name);
}

function accessors(deep: readonly Procedure[]): string {
  const names = deep.map((p) => code(p.name)).join(" ");
  const example = deep.find((p) => p.name === "caddr")?.summary;
  return `Compositions of \`car\` and \`cdr\`, of one argument each: ${names}. \`(caddr pair)\`: ${example?.replace(/^T/, "t")}`;
}

// ---- rules --------------------------------------------------------------------------------------------------------------
/** Every operation with its partial derivatives; x and y are the operands, z is the result. */
export function ruleTable(): string {
  const rows = operations.map((o) => [
    code(`(${[o.scheme, ..."xy".slice(0, o.arity)].join(" ")})`),
    partial(o, 0),
    o.arity === 2 ? partial(o, 1) : "",
    o.atSingularPoints ?? "",
  ]);
  return table(["operation", "∂z/∂x", "∂z/∂y", "where the formula is not unique or not finite"], rows);
}

function partial(o: Operation, operand: 0 | 1): string {
  return code((o.partials as readonly string[])[operand] as string);
}

// ---- what R7RS-small has --------------------------------------------------------------------------------------------------
/** Names that R7RS-small defines, by topic (appendix A of the report), less those that are only parts of `syntax-rules`. */
const R7RS: readonly (readonly [topic: string, names: string])[] = [
  [
    "Syntax",
    `quote lambda if set! include include-ci cond case and or when unless cond-expand let let* letrec letrec* let-values let*-values begin do
     delay delay-force parameterize guard quasiquote unquote unquote-splicing case-lambda let-syntax letrec-syntax syntax-rules syntax-error
     define define-values define-syntax define-record-type define-library import`,
  ],
  ["Equivalence and booleans", "eqv? eq? equal? not boolean? boolean=?"],
  [
    "Numbers",
    `number? complex? real? rational? integer? exact? inexact? exact-integer? finite? infinite? nan? = < > <= >= zero? positive? negative? odd?
     even? max min + * - / abs floor/ floor-quotient floor-remainder truncate/ truncate-quotient truncate-remainder quotient remainder modulo
     gcd lcm numerator denominator floor ceiling truncate round rationalize exp log sin cos tan asin acos atan square sqrt exact-integer-sqrt
     expt make-rectangular make-polar real-part imag-part magnitude angle inexact exact number->string string->number`,
  ],
  [
    "Pairs and lists",
    `pair? cons car cdr set-car! set-cdr! caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar
     cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr null? list? make-list list length append reverse list-tail
     list-ref list-set! memq memv member assq assv assoc list-copy`,
  ],
  ["Symbols", "symbol? symbol=? symbol->string string->symbol"],
  [
    "Characters",
    `char? char=? char<? char>? char<=? char>=? char-ci=? char-ci<? char-ci>? char-ci<=? char-ci>=? char-alphabetic? char-numeric?
     char-whitespace? char-upper-case? char-lower-case? digit-value char->integer integer->char char-upcase char-downcase char-foldcase`,
  ],
  [
    "Strings",
    `string? make-string string string-length string-ref string-set! string=? string-ci=? string<? string-ci<? string>? string-ci>? string<=?
     string-ci<=? string>=? string-ci>=? string-upcase string-downcase string-foldcase substring string-append string->list list->string
     string-copy string-copy! string-fill!`,
  ],
  [
    "Vectors",
    `vector? make-vector vector vector-length vector-ref vector-set! vector->list list->vector vector->string string->vector vector-copy
     vector-copy! vector-append vector-fill!`,
  ],
  [
    "Bytevectors",
    `bytevector? make-bytevector bytevector bytevector-u8-ref bytevector-u8-set! bytevector-length bytevector-copy bytevector-copy!
     bytevector-append utf8->string string->utf8`,
  ],
  [
    "Control",
    `procedure? apply map string-map vector-map for-each string-for-each vector-for-each call-with-current-continuation call/cc values
     call-with-values dynamic-wind`,
  ],
  [
    "Exceptions",
    `with-exception-handler raise raise-continuable error error-object? error-object-message error-object-irritants read-error? file-error?`,
  ],
  ["Promises and parameter objects", "force promise? make-promise make-parameter"],
  ["Evaluation", "environment interaction-environment eval load"],
  [
    "Input and output",
    `call-with-port call-with-input-file call-with-output-file input-port? output-port? textual-port? binary-port? port? input-port-open?
     output-port-open? current-input-port current-output-port current-error-port with-input-from-file with-output-to-file open-input-file
     open-binary-input-file open-output-file open-binary-output-file close-port close-input-port close-output-port open-input-string
     open-output-string get-output-string open-input-bytevector open-output-bytevector get-output-bytevector read read-char peek-char read-line
     eof-object? eof-object char-ready? read-string read-u8 peek-u8 u8-ready? read-bytevector read-bytevector! write write-shared write-simple
     display newline write-char write-string write-u8 write-bytevector flush-output-port`,
  ],
  [
    "System",
    `file-exists? delete-file command-line exit emergency-exit get-environment-variable get-environment-variables current-second
     current-jiffy jiffies-per-second features`,
  ],
];

/** What is missing, by topic: names that are no procedure of the table and no special form of the template. */
export function missingTable(template: string): string {
  const present = new Set([...procedures.map((p) => p.name), ...formNames(template)]);
  const rows = R7RS.flatMap(([topic, text]) => {
    const missing = text.split(/\s+/).filter((name) => name !== "" && !present.has(name));
    return missing.length === 0 ? [] : [[topic, missing.map(code).join(" ")]];
  });
  return table(["topic", "missing"], rows);
}

/** Procedures that R7RS-small does not have. */
export function extensions(): string {
  const standard = new Set(R7RS.flatMap(([, text]) => text.split(/\s+/)));
  const names = procedures.map((p) => p.name).filter((name) => !standard.has(name));
  return names.sort().map(code).join(", ");
}

/** Names of the special forms that the template describes: heads in the first cells of its table of forms. */
export function formNames(template: string): string[] {
  const rows = template.split("\n| form |")[1]?.split("\n\n")[0]?.split("\n") ?? [];
  return rows.flatMap((row) => {
    const cell = row.split(/(?<!\\)\|/)[1] ?? "";
    return [...cell.matchAll(/`\(([^\s()`]+)/g)].map((match) => match[1] as string);
  });
}

// ---- documents ------------------------------------------------------------------------------------------------------------
export function languageDocument(template: string): string {
  const parts: Readonly<Record<string, string>> = {
    procedures: procedureTables(),
    extensions: extensions(),
    missing: missingTable(template),
  };
  const note = `<!-- Generated by scripts/generate-docs.ts from ${TEMPLATE} and compiler/primitives; do not edit. -->\n\n`;
  return note + Object.entries(parts).reduce((text, [name, part]) => replaced(text, name, part), template);
}

function replaced(text: string, name: string, by: string): string {
  const mark = `<!-- ${name} -->`;
  if (!text.includes(mark)) throw new Error(`${TEMPLATE} has no ${mark}`);
  return text.replace(mark, () => by);
}

/** The document with the table of rules between its markers renewed. */
export function gradientsDocument(text: string): string {
  const [begin, end] = ["<!-- rules -->", "<!-- end of rules -->"];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${GRADIENTS} has no place for the rules`);
  return `${text.slice(0, from + begin.length)}\n\n${ruleTable()}\n\n${text.slice(to)}`;
}

interface Results {
  readonly sections: readonly {
    readonly title: string;
    readonly sentences: readonly string[];
    readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  }[];
}

/** The document with each section of the study's results between its marker and the next end renewed. */
export function ensoDocument(text: string, { sections }: Results): string {
  const end = "<!-- end -->";
  return text.replace(/<!-- section: (.*?) -->[\s\S]*?<!-- end -->/g, (_, title: string) => {
    const section = sections.find((one) => one.title === title);
    if (!section) throw new Error(`${ENSO_RESULTS} has no section "${title}", which ${ENSO} shows`);
    const { sentences, table: found } = section;
    const tabled = found ? [table(found.head, found.rows)] : [];
    return [`<!-- section: ${title} -->`, sentences.join(" "), ...tabled, end].join("\n\n");
  });
}

/** Every generated document: its file, and what it should hold. */
export function documents(): readonly (readonly [file: string, text: string])[] {
  return [
    [LANGUAGE, languageDocument(readFileSync(TEMPLATE, "utf8"))],
    [GRADIENTS, gradientsDocument(readFileSync(GRADIENTS, "utf8"))],
    [
      ENSO,
      ensoDocument(readFileSync(ENSO, "utf8"), JSON.parse(readFileSync(ENSO_RESULTS, "utf8")) as Results),
    ],
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of documents()) writeFileSync(file, text);
