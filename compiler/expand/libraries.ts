// import and define-library (R7RS 5.2, 5.6). A library is a scope of its own, whose globals nobody else can name; its forms run where it is
// first imported. What a program defines or imports beside that hides nothing of what is there anyway.
import type { Form } from "../core.js";
import { identifierOf, type ListSyntax, SchemeSymbol, type Syntax, strip, symbolName } from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import { procedureByName } from "../primitives/index.js";
import { writeDatum } from "../write.js";
import { chosenForms } from "./conditional.js";
import { scanForms } from "./definitions.js";
import type { Expander } from "./expander.js";
import { Environment, type Meaning, type Scan } from "./scope.js";
import { EVERYTHING, standardLibraries } from "./standard.js";

/** What names mean to those who import them. */
type Exports = ReadonlyMap<string, Meaning>;

interface Library {
  readonly exports: Exports;
  /** What it imports must run before it. */
  readonly imports: readonly Library[];
  /** What its body does; undefined for the libraries of the system, whose names mean what they mean anyway. */
  readonly forms: readonly Form[] | undefined;
}

export class Libraries {
  private readonly known = new Map<string, Library>();
  private readonly running = new Set<Library>();
  constructor(private readonly expander: Expander) {}

  /** The library of a name, if there is one. */
  find(name: Syntax): Library | undefined {
    const key = writeDatum(strip(name));
    let library = this.known.get(key);
    if (!library) {
      const listed = standardLibraries[key];
      if (listed !== undefined) library = this.standard(listed.split(/\s+/));
      else if (key === EVERYTHING)
        library = this.standard([...this.expander.specials.keys(), ...procedureByName.keys()]);
      if (library) this.known.set(key, library);
    }
    return library;
  }

  private standard(names: readonly string[]): Library {
    const exports = new Map<string, Meaning>();
    for (const name of names) {
      const special = this.expander.specials.get(name);
      if (special) exports.set(name, special);
      else if (procedureByName.has(name)) exports.set(name, { kind: "primitive", name });
    }
    return { exports, imports: [], forms: undefined };
  }

  // ---- import -------------------------------------------------------------------------------------------------------------
  /** Binds what a form imports; answers the libraries. */
  imports(form: ListSyntax, environment: Environment, open: boolean): Library[] {
    return form.items.slice(1).map((set) => {
      const { names, library } = this.importSet(set);
      for (const [name, meaning] of names) {
        const own = library.forms === undefined && "name" in meaning && meaning.name === name;
        if (!(open && own)) environment.bind(SchemeSymbol.of(name), meaning);
      }
      return library;
    });
  }

  /** The forms of a library and of what it imports, but for what runs already. */
  run(library: Library): Form[] {
    if (this.running.has(library)) return [];
    this.running.add(library);
    return [...library.imports.flatMap((each) => this.run(each)), ...(library.forms ?? [])];
  }

  private importSet(set: Syntax): { names: Exports; library: Library } {
    const items = set.kind === "list" && !set.tail ? set.items : [];
    const [head, inner, ...rest] = items;
    const change = symbolName(head) ?? "";
    if (inner?.kind !== "list" || !["only", "except", "prefix", "rename"].includes(change)) {
      const library = this.libraryName(set) ? this.find(set) : undefined;
      if (!library) throw syntaxError(`unknown library: ${writeDatum(strip(set))}`, set.place);
      return { names: library.exports, library };
    }
    const { names, library } = this.importSet(inner);
    const named = (syntax: Syntax | undefined): string => {
      const name = symbolName(syntax);
      if (name === undefined) throw this.expander.malformed("import", set.place);
      if (!names.has(name))
        throw syntaxError(`${writeDatum(strip(inner))} has no ${name}`, (syntax as Syntax).place);
      return name;
    };
    return { names: new Map(this.changed(change, names, rest, named, set.place)), library };
  }

  private changed(
    change: string,
    names: Exports,
    rest: readonly Syntax[],
    named: (syntax: Syntax | undefined) => string,
    place: Place,
  ): (readonly [string, Meaning])[] {
    const all = [...names];
    switch (change) {
      case "only": {
        const kept = rest.map(named);
        return all.filter(([name]) => kept.includes(name));
      }
      case "except": {
        const dropped = rest.map(named);
        return all.filter(([name]) => !dropped.includes(name));
      }
      case "prefix": {
        const prefix = symbolName(rest[0]);
        if (prefix === undefined || rest.length !== 1) throw this.expander.malformed("import", place);
        return all.map(([name, meaning]) => [prefix + name, meaning]);
      }
      default: {
        const renamed = new Map(rest.map((pair) => this.renaming(pair, named, place)));
        return all.map(([name, meaning]) => [renamed.get(name) ?? name, meaning]);
      }
    }
  }

  /** `(name new-name)`. */
  private renaming(
    pair: Syntax,
    named: (syntax: Syntax | undefined) => string,
    place: Place,
  ): readonly [string, string] {
    const [from, to] = pair.kind === "list" && !pair.tail && pair.items.length === 2 ? pair.items : [];
    const name = symbolName(to);
    if (!from || name === undefined) throw this.expander.malformed("import", place);
    return [named(from), name];
  }

  /** Whether it is a list of identifiers and exact integers. */
  private libraryName(syntax: Syntax): syntax is ListSyntax {
    const isPart = (part: Syntax): boolean =>
      part.kind === "atom" &&
      (identifierOf(part) !== undefined || (typeof part.value === "bigint" && part.value >= 0n));
    return syntax.kind === "list" && !syntax.tail && syntax.items.length > 0 && syntax.items.every(isPart);
  }

  // ---- define-library -------------------------------------------------------------------------------------------------------
  define(form: ListSyntax, parameter: (form: ListSyntax, environment: Environment) => Form): void {
    const { expander } = this;
    const [, name, ...declarations] = form.items;
    if (!name || !this.libraryName(name)) throw expander.malformed("define-library", form.place);
    const key = writeDatum(strip(name));
    if (this.known.has(key) || key in standardLibraries)
      throw syntaxError(`the library ${key} is defined already`, name.place);
    const parts: Parts = { exports: [], imports: [], bodies: [] };
    for (const declaration of declarations) this.declare(declaration, parts);
    const environment = new Environment(expander.specials, false);
    const imports = parts.imports.flatMap((each) => this.imports(each, environment, false));
    const pending: (() => Form)[] = [];
    for (const body of parts.bodies)
      scanForms(expander, body, environment, {
        define: (identifier, place, value) => {
          const global = environment.define(identifier, expander.freshGlobal);
          pending.push(() => ({ kind: "define", name: global, value: value(environment), place }));
        },
        expression: (syntax) => {
          pending.push(() => ({
            kind: "expression",
            value: expander.expand(syntax, environment),
            place: syntax.place,
          }));
        },
        top: {
          parameter: (one) => {
            const made = parameter(one, environment);
            pending.push(() => made);
          },
        },
      });
    const forms = pending.map((make) => {
      expander.startForm();
      return make();
    });
    const exports = new Map(parts.exports.map((spec) => this.exported(spec, environment, key)));
    this.known.set(key, { exports, imports, forms });
  }

  private declare(declaration: Syntax, parts: Parts): void {
    const { expander } = this;
    const kind =
      declaration.kind === "list" && !declaration.tail ? symbolName(declaration.items[0]) : undefined;
    const form = declaration as ListSyntax;
    const rest = form.items?.slice(1) ?? [];
    if (kind === "export") parts.exports.push(...rest);
    else if (kind === "import") parts.imports.push(form);
    else if (kind === "begin") parts.bodies.push(rest);
    else if (kind === "cond-expand")
      for (const each of chosenForms(expander, form, kind)) this.declare(each, parts);
    else if (kind?.startsWith("include"))
      throw syntaxError(
        `${kind}: files are not available; put the text of the file in this place`,
        form.place,
      );
    else
      throw syntaxError(
        "a library has the declarations export, import, begin and cond-expand",
        declaration.place,
      );
  }

  /** `name`, or `(rename name external-name)`. */
  private exported(spec: Syntax, environment: Environment, key: string): readonly [string, Meaning] {
    const items = spec.kind === "list" && !spec.tail && spec.items.length === 3 ? spec.items : [];
    const [inner, outer] = symbolName(items[0]) === "rename" ? items.slice(1) : [spec, spec];
    const identifier = identifierOf(inner);
    const external = symbolName(outer);
    if (!identifier || external === undefined) throw this.expander.malformed("define-library", spec.place);
    const meaning = environment.lookup(identifier);
    if (meaning.kind === "unbound")
      throw syntaxError(`${key} exports ${meaning.name}, which it does not define`, spec.place);
    return [external, meaning];
  }
}

interface Parts {
  readonly exports: Syntax[];
  readonly imports: ListSyntax[];
  readonly bodies: (readonly Syntax[])[];
}

const importForm: Scan = (expander, form, _scope, sink, name) => {
  if (!sink.top?.imports) throw outOfPlace(name, form);
  if (form.items.length < 2) throw expander.malformed(name, form.place);
  sink.top.imports(form);
};
const defineLibrary: Scan = (_expander, form, _scope, sink, name) => {
  if (!sink.top?.library) throw outOfPlace(name, form);
  sink.top.library(form);
};
function outOfPlace(name: string, form: ListSyntax): Error {
  return syntaxError(`${name} is not allowed here: it belongs at the top level`, form.place);
}

export const libraryScans: Readonly<Record<string, Scan>> = {
  import: importForm,
  "define-library": defineLibrary,
};
