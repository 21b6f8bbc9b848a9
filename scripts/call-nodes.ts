// Writes the closures of calls, one for each way an operator is found and each combination of operands that is worth its code: reading a
// variable within the call's closure saves the call of a node for it.
// Invariant: operands are evaluated from left to right, after the operator.

/** Operands of a call, as its closure tells them apart: v a variable, s a variable plus a small constant, g anything else (a node). */
type Shape = string;

/** The shapes of 0, 1, 2 … operands. */
type Shapes = readonly (readonly Shape[])[];
const MANY: Shapes = [
  [""],
  ["v", "s", "g"],
  ["vv", "vg", "gv", "sv", "sg", "gg"],
  ["vvv", "svv", "gvv", "vgv", "vvg", "sgg", "ggg"],
  ["gggg"],
  ["ggggg"],
  ["gggggg"],
];
const FEW: Shapes = [[""], ["v", "g"], ["vv", "vg", "gg"], ["vvv", "ggg"], ["gggg"], ["ggggg"], ["gggggg"]];
const NAMES = ["a", "b", "c", "d", "e", "h"];

interface Operator {
  /** Name of the builder; its formals beside source, kinds and operands. */
  readonly name: string;
  readonly formals: string;
  readonly shapes: Shapes;
  /** The body of a closure that calls with the values of these operands. */
  readonly body: (operands: readonly string[]) => string;
}

const OPERATORS: readonly Operator[] = [
  {
    // A global variable. While it has the procedure that its definition gave it, that procedure's body runs at once.
    name: "cell-call",
    formals: "cell slow",
    shapes: MANY.slice(0, 5),
    body: (operands) => {
      const names = operands.map((_, i) => ` ${NAMES[i]}`).join("");
      const values = operands.map((operand, i) => `(${NAMES[i]} ${operand})`).join(" ");
      return `(let ((f (%unsafe-vector-ref cell 0)))
          (if (%procedure? f)
              (let* (${values})
                (if (%same? f (%unsafe-vector-ref cell ${operands.length + 5}))
                    (%call (%unsafe-vector-ref cell 10) (%vector empty-environment${names}))
                    (f${names})))
              (%call slow env)))`;
    },
  },
  {
    // A local variable.
    name: "variable-call",
    formals: "f",
    shapes: FEW,
    body: (operands) => `(${["(variable env f)", ...operands].join(" ")})`,
  },
  {
    // A procedure that is only called (letrec.scm): the node of its body, in a vector; its rib's outer one is `depth` ribs out.
    name: "known-call",
    formals: "known depth",
    shapes: MANY,
    body: (operands) =>
      `(%call (%unsafe-vector-ref known 0) (${["%vector (rib-out env depth)", ...operands].join(" ")}))`,
  },
];

function operandText(shape: string, name: string): string {
  if (shape === "v") return `(variable env ${name})`;
  if (shape === "g") return `(%call ${name} env)`;
  return `(let ((x (variable env s))) (if (%fixnum? x) (%add x n) (%call ${name} env)))`;
}

function closure(operator: Operator, shape: Shape): string {
  const operands = [...shape].map((kind, i) => operandText(kind, NAMES[i] as string));
  const body = `(lambda/source source (env) ${operator.body(operands)})`;
  return shape.startsWith("s")
    ? `(let* ((step (%unsafe-vector-ref contents 0)) (s (step-address step)) (n (step-size step))) ${body})`
    : body;
}

/** Content of an operand of the shape: a variable's address or a node. */
function bindings(shape: Shape): string {
  const content = [...shape].map((kind, i) => {
    const at = `(%unsafe-vector-ref ${kind === "v" ? "contents" : "nodes"} ${i})`;
    return `(${NAMES[i]} ${at})`;
  });
  return content.join(" ");
}

function test(shape: Shape): string {
  const parts = [...shape].flatMap((kind, i) =>
    kind === "v"
      ? [`(eq? (%unsafe-vector-ref kinds ${i}) 0)`]
      : kind === "s"
        ? [`(eq? (%unsafe-vector-ref kinds ${i}) 3)`]
        : [],
  );
  return parts.length === 0 ? "else" : `(and ${parts.join(" ")})`;
}

/** The builders \`cell-call\`, \`variable-call\` and \`known-call\`. */
export function callBuilders(): string {
  return OPERATORS.map((operator) => {
    const counts = operator.shapes.map((shapes, count) => {
      // The more variables a shape reads, the earlier it is asked for; the general one comes last.
      const cases = shapes.map(
        (shape) => `(${test(shape)} (let (${bindings(shape)}) ${closure(operator, shape)}))`,
      );
      return `    ((${count}) (cond ${cases.join("\n      ")}))`;
    });
    return `(define (${operator.name} source ${operator.formals} kinds operands)
  (let ((count (length operands))
        (contents (list->vector (map cdr kinds)))
        (kinds (list->vector (map car kinds)))
        (nodes (list->vector operands)))
  (case count
${counts.join("\n")}
    (else #f))))\n`;
  }).join("\n");
}
