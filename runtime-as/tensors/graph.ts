// Operations on tensors in the graph of a run (../graph.ts).
import { noteTensorRule } from "../graph";

export function noteTensor(rule: i64): void { noteTensorRule(rule); }
