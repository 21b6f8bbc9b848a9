// Scopes of the expander: what a name means at a place of the text.
// Invariant: a local variable or the program's own definition hides a special form of the same name.
import type { Core, Variable } from "../core.js";
import type { ListSyntax } from "../datum.js";
import type { Expander } from "./expander.js";

/** Expands one use of a special form. */
export type Special = (expander: Expander, form: ListSyntax, scope: Scope, name: string) => Core;

export type Meaning =
  | { readonly kind: "variable"; readonly variable: Variable }
  | { readonly kind: "special"; readonly name: string; readonly expand: Special }
  | { readonly kind: "global" };

export class Scope {
  private readonly variables = new Map<string, Variable>();
  constructor(private readonly parent: Scope | undefined) {}

  /** The local variable that a name means here, if it means one. */
  lookup(name: string): Variable | undefined {
    return this.variables.get(name) ?? this.parent?.lookup(name);
  }
  bind(name: string, variable: Variable): void {
    this.variables.set(name, variable);
  }
  has(name: string): boolean {
    return this.variables.has(name);
  }
}
