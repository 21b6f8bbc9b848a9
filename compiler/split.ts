// Direct to direct: takes procedures of unusual size apart, so that what is made of each stays within what the passes after this one,
// binaryen and the engines handle in linear time. A part becomes a procedure without parameters, called where it stood.
// Invariant: order of evaluation and tail positions stay; a part's name is that of the procedure around it.
import { Variable } from "./core.js";
import { type Direct, type DirectLambda, type DirectUnit, mapChildren } from "./direct.js";
import type { Place } from "./errors.js";

/** Weight of a part. Ordinary procedures are lighter than this, so that nothing changes in them. */
const MOST = 1500;
/** A call is stored, made, tested and continued. */
const CALL = 10;
const NOWHERE: Place = { line: 0, column: 0 };

export function split(unit: DirectUnit): DirectUnit {
  const splitter = new Splitter();
  for (const global of [...unit.library, ...unit.hidden, ...unit.globals])
    if (global.procedure) global.procedure = splitter.lambda(global.procedure);
  const forms = unit.forms.map((form) =>
    form.kind === "define" && form.global.procedure
      ? { ...form, value: form.global.procedure }
      : { ...form, value: splitter.body(form.value, "") },
  );
  return { ...unit, forms };
}

interface Weighed {
  readonly node: Direct;
  readonly weight: number;
}

class Splitter {
  private count = 0;

  lambda(lambda: DirectLambda): DirectLambda {
    const clauses = lambda.clauses.map((clause) => {
      const body = this.body(clause.body, lambda.name);
      return body === clause.body ? clause : { ...clause, body };
    });
    const same = clauses.every((clause, i) => clause === lambda.clauses[i]);
    return same ? lambda : { ...lambda, clauses };
  }

  body(node: Direct, name: string): Direct {
    return this.weigh(node, name).node;
  }

  private weigh(node: Direct, name: string): Weighed {
    if (node.kind === "lambda") return { node: this.lambda(node), weight: 1 };
    if (node.kind === "begin") return this.begin(node.body, name);
    let weight = node.kind === "call" ? CALL : 1;
    // The procedures that fix binds are weighed by themselves, and stay where they are.
    const result = mapChildren(node, (child) => {
      const weighed = this.weigh(child, name);
      if (weight + weighed.weight <= MOST || !isWorthIt(weighed)) {
        weight += weighed.weight;
        return weighed.node;
      }
      weight += CALL;
      return this.part(weighed.node, name);
    });
    return { node: result, weight };
  }

  /** From the end, so that what is cut off stays in tail position. */
  private begin(body: readonly Direct[], name: string): Weighed {
    const weighed = body.map((each) => this.weigh(each, name));
    let kept: Direct[] = []; // the last first
    let weight = 0;
    for (const each of weighed.reverse()) {
      if (weight + each.weight > MOST && kept.length > 0) {
        kept = [this.part(sequence(kept), name)];
        weight = CALL;
      }
      kept.push(each.node);
      weight += each.weight;
    }
    return { node: sequence(kept), weight };
  }

  private part(node: Direct, name: string): Direct {
    const variable = new Variable("part", 2_000_000 + ++this.count);
    const init: DirectLambda = {
      kind: "lambda",
      clauses: [{ required: [], rest: undefined, body: node }],
      name,
      source: undefined,
      place: NOWHERE,
      trusted: false,
      hot: false,
    };
    const operator: Direct = { kind: "local", variable, checked: false, place: NOWHERE };
    const call: Direct = { kind: "call", operator, operands: [], place: NOWHERE, trusted: false };
    return { kind: "fix", bindings: [{ variable, init }], body: call };
  }
}

function sequence(reversed: readonly Direct[]): Direct {
  return reversed.length === 1 ? (reversed[0] as Direct) : { kind: "begin", body: [...reversed].reverse() };
}

/** Cutting a small part off would gain nothing: a later, larger one is cut. */
function isWorthIt({ weight }: Weighed): boolean {
  return weight > MOST / 4;
}
