// define-record-type (R7RS 5.5): the type, and procedures that construct, test, read and change records, each a lambda around a primitive.
// The procedures refer to the type by a hidden variable, so that a program may use the type's name for something else. A failure in
// them is reported at the call: they are transparent.
import type { Core, Variable } from "../core.js";
import { type Identifier, identifierOf, SchemeSymbol, type Syntax, symbolOf } from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import type { Expander } from "./expander.js";
import type { Scan, Scope } from "./scope.js";

/** `(define-record-type name constructor predicate field …)`. */
const defineRecordType: Scan = (expander, form, _scope, sink, formName) => {
  const { place } = form;
  const fail = () => expander.malformed(formName, place);
  const [, typeName, maker, predicate, ...fieldSpecs] = form.items;
  const name = identifierOf(typeName);
  if (!name || !maker || !predicate) throw fail();
  const fields = fieldSpecs.map((spec) => fieldOf(spec, fail));
  const index = (syntax: Syntax): number => {
    const identifier = identifierOf(syntax);
    const found = fields.findIndex((field) => field.name === identifier);
    if (!identifier || found < 0)
      throw syntaxError(`${formName}: ${symbolOf(name).name} has no field of this name`, syntax.place);
    return found;
  };
  fields.forEach((field, i) => {
    if (fields.findIndex((other) => other.name === field.name) < i)
      throw syntaxError(`${formName}: the field ${symbolOf(field.name).name} stands twice`, field.place);
  });
  const type = expander.hidden("type");
  const refer = (scope: Scope): Core => expander.reference(type, scope, place);
  const node = new Nodes(expander, place);
  const spelling = symbolOf(name).name.replace(/^<(.+)>$/, "$1");
  sink.define(type, place, () =>
    node.call("%make-record-type", [
      node.symbol(spelling),
      { kind: "quote", datum: { kind: "list", items: fields.map((f) => symbolOf(f.name)) }, place },
    ]),
  );
  sink.define(name, place, refer);
  const construct = constructorOf(
    maker,
    fields.map((f) => f.name),
    index,
    fail,
  );
  if (construct)
    sink.define(construct.name, place, (scope) =>
      node.lambda(construct.name, construct.formals, (variables) => {
        const words = fields.map((_, i): Core => {
          const variable = variables[construct.indices.indexOf(i)];
          return variable ? node.local(variable) : { kind: "quote", datum: false, place };
        });
        return node.call("%record", [refer(scope), ...words]);
      }),
    );
  const test = identifierOf(predicate);
  if (test)
    sink.define(test, place, (scope) =>
      node.lambda(test, [OBJECT], ([object]) => node.call("%record?", [node.local(object), refer(scope)])),
    );
  else if (!isFalse(predicate)) throw fail();
  fields.forEach(({ accessor, modifier }, i) => {
    const at: Core = { kind: "quote", datum: BigInt(i + 1), place };
    if (accessor)
      sink.define(accessor, place, (scope) =>
        node.lambda(accessor, [OBJECT], ([object]) =>
          node.call("%record-ref", [
            node.local(object),
            refer(scope),
            at,
            node.symbol(symbolOf(accessor).name),
          ]),
        ),
      );
    if (modifier)
      sink.define(modifier, place, (scope) =>
        node.lambda(modifier, [OBJECT, VALUE], ([object, value]) =>
          node.call("%record-set!", [
            node.local(object),
            refer(scope),
            at,
            node.local(value),
            node.symbol(symbolOf(modifier).name),
          ]),
        ),
      );
  });
};

const OBJECT = SchemeSymbol.of("obj");
const VALUE = SchemeSymbol.of("value");

interface Field {
  readonly name: Identifier;
  readonly accessor: Identifier | undefined;
  readonly modifier: Identifier | undefined;
  readonly place: Place;
}

/** `(field [accessor [modifier]])`, or a bare name. */
function fieldOf(spec: Syntax, fail: () => Error): Field {
  const items = spec.kind === "list" && !spec.tail ? spec.items : [spec];
  const [name, accessor, modifier] = items.map(identifierOf);
  if (!name || items.length > 3 || items.slice(1).some((item) => !identifierOf(item))) throw fail();
  return { name, accessor, modifier, place: spec.place };
}

interface Constructor {
  readonly name: Identifier;
  readonly formals: readonly Identifier[];
  /** The field that each argument is for. */
  readonly indices: readonly number[];
}

/** `(name field …)`, a bare name (all fields), or #f (none). */
function constructorOf(
  syntax: Syntax,
  fields: readonly Identifier[],
  index: (syntax: Syntax) => number,
  fail: () => Error,
): Constructor | undefined {
  if (isFalse(syntax)) return undefined;
  const bare = identifierOf(syntax);
  if (bare) return { name: bare, formals: fields, indices: fields.map((_, i) => i) };
  if (syntax.kind !== "list" || syntax.tail) throw fail();
  const [head, ...items] = syntax.items;
  const name = identifierOf(head);
  if (!name) throw fail();
  const indices = items.map(index);
  indices.forEach((field, i) => {
    if (indices.indexOf(field) < i)
      throw syntaxError(
        `define-record-type: the field ${symbolOf(fields[field] as Identifier).name} stands twice`,
        (items[i] as Syntax).place,
      );
  });
  return { name, formals: indices.map((i) => fields[i] as Identifier), indices };
}

function isFalse(syntax: Syntax): boolean {
  return syntax.kind === "atom" && syntax.value === false;
}

/** Core nodes at one place. */
class Nodes {
  constructor(
    private readonly expander: Expander,
    private readonly place: Place,
  ) {}
  symbol(name: string): Core {
    return { kind: "quote", datum: SchemeSymbol.of(name), place: this.place };
  }
  local(variable: Variable | undefined): Core {
    return { kind: "local", variable: variable as Variable, place: this.place };
  }
  call(name: string, operands: readonly Core[]): Core {
    const { place } = this;
    return { kind: "call", operator: { kind: "primitive", name, place }, operands, place };
  }
  lambda(
    name: Identifier,
    formals: readonly Identifier[],
    body: (variables: readonly Variable[]) => Core,
  ): Core {
    const required = formals.map((formal) => this.expander.fresh(symbolOf(formal).name));
    return {
      kind: "lambda",
      clauses: [{ required, rest: undefined, body: body(required) }],
      name: symbolOf(name).name,
      source: undefined,
      place: this.place,
      transparent: true,
    };
  }
}

export const recordScans: Readonly<Record<string, Scan>> = { "define-record-type": defineRecordType };
