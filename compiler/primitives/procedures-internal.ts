// Procedures that only the expander names, as (primitive %name): what the derived forms of several values and records need at run time.
// Invariant: no text of a program reaches them, so they have no documentation; their arguments are what the expander passes.
import { fixed, type Procedure, variadic } from "./procedure.js";

const INTERNAL = "Internal";

export const internalProcedures: readonly Procedure[] = [
  fixed(
    INTERNAL,
    "(%values-ref v i n)",
    "The i-th of the n values that v stands for; n = -m - 1: of m at least.",
    "values-ref",
    [],
  ),
  fixed(INTERNAL, "(%values-tail v k)", "The list of the values after the first k.", "values-tail", []),
  variadic(
    INTERNAL,
    "(%make-record-type name fields)",
    "A new record type; fields: a list of symbols.",
    {},
    [],
  ),
  variadic(INTERNAL, "(%record type field ...)", "A new record.", { list: "record" }, []),
  fixed(INTERNAL, "(%record? obj type)", "Whether obj is a record of the type.", "record?", []),
  variadic(
    INTERNAL,
    "(%record-ref obj type index who)",
    "A field, the first of which has index 1. who: the accessor.",
    {},
    [],
  ),
  variadic(
    INTERNAL,
    "(%record-set! obj type index value who)",
    "Changes a field. who: the modifier.",
    {},
    [],
  ),
  variadic(INTERNAL, "(%guard thunk handle else?)", "See interpreter/library/dynamic.scm.", {}, []),
  variadic(
    INTERNAL,
    "(%soft-choice choices logits temperature straight? generator)",
    "See interpreter/library/derivatives.scm.",
    {},
    [],
  ),
  variadic(INTERNAL, "(%parameterize bindings thunk)", "See interpreter/library/dynamic.scm.", {}, []),
  variadic(INTERNAL, "(%make-promise-lazy thunk)", "The promise of delay-force.", {}, []),
  variadic(INTERNAL, "(%make-promise-delayed thunk)", "The promise of delay.", {}, []),
];
