// What a language model is asked, and the programs in its answer.
// Invariant: the question depends on the context alone, numbers in it are rounded, and no validation or test row is in it; the answer is
// text to the funnel like any other proposal.
import { procedureByName } from "../../compiler/primitives/index.js";
import type { Elite, Failure } from "../archive.js";
import type { Task } from "../task.js";
import type { ChatMessage } from "./chat.js";
import { genomeOf, printGenome } from "./genome.js";
import { medianConstants, type ProposalContext } from "./proposer.js";

const BEST = 4;
const DIVERSE = 4;
const FAILED = 6;
const LONGEST_FAILURE = 1500;

export interface Question {
  readonly messages: readonly ChatMessage[];
  /** Hashes of the programs that are shown. */
  readonly shown: readonly string[];
}

export function question({ task, count, elites, failures, random }: ProposalContext): Question {
  const best = elites.slice(0, BEST);
  const rest = elites.slice(BEST);
  const diverse: Elite[] = [];
  for (let i = 0; i < DIVERSE && rest.length > 0; i++)
    diverse.push(...rest.splice(random.below(rest.length), 1));
  const parts = [
    aboutTask(task),
    programs("The best programs so far, with their fitted constants:", best, task),
    programs("Other programs that work, for their ideas:", diverse, task),
    failed(failures.slice(-FAILED)),
    `Propose ${count} new program${count === 1 ? "" : "s"} that predict${count === 1 ? "s" : ""} better or as well with less. Write each in a block of its own that begins with \`\`\`scheme and ends with \`\`\`, and nothing else in the blocks.`,
  ];
  return {
    messages: [
      { role: "system", content: rules(task) },
      { role: "user", content: parts.filter((part) => part !== "").join("\n\n") },
    ],
    shown: [...best, ...diverse].map(({ hash }) => hash),
  };
}

function rules({ language, entry }: Task): string {
  const list = language.primitives.map((name) => {
    const procedure = procedureByName.get(name);
    return procedure ? `- ${procedure.signature}: ${procedure.summary}` : `- ${name}`;
  });
  const names = entry.arguments.map(({ name }) => name).join(" ");
  return [
    "You write small programs in Scheme (R7RS) that model data. The constants of a program are fitted to data afterwards, by exact gradients; you choose its structure.",
    "Rules:",
    `- The program defines (define (${entry.name} ${names}) …), which answers one number.`,
    "- A constant to be fitted is (define-parameter name initial) or (define-parameter name initial (lower a) (upper b)) at the top level; every other inexact literal, such as 0.5, is fitted as well. Exact integers, such as 2, stay as they are.",
    "- At the top level stand only define and define-parameter.",
    `- Special forms: ${["define", "define-parameter", ...language.forms].join(", ")}.`,
    `- At most ${language.maxNodes} nodes, ${language.maxParameters} constants, and brackets ${language.maxDepth} deep.`,
    "- These procedures and no others:",
    ...list,
  ].join("\n");
}

function aboutTask({ name, description, entry, target }: Task): string {
  const quantity = (column: string, unit?: string, meaning?: string): string =>
    `${column}${unit === undefined ? "" : ` [${unit}]`}${meaning === undefined ? "" : `: ${meaning}`}`;
  return [
    `Task: ${name}`,
    ...(description === undefined ? [] : [description]),
    "Arguments:",
    ...entry.arguments.map(({ name: argument, unit, meaning }) => `- ${quantity(argument, unit, meaning)}`),
    `To be predicted: ${quantity(target.column, target.unit, target.meaning)}`,
  ].join("\n");
}

function programs(title: string, elites: readonly Elite[], task: Task): string {
  if (elites.length === 0) return "";
  const blocks = elites.map((elite) => {
    const rounded = new Map(
      [...medianConstants(elite)].map(([name, value]) => [name, Number(value.toPrecision(5))]),
    );
    const genome = genomeOf(elite.text, task.entry.name, rounded);
    const text = genome ? printGenome(genome, task.entry.name) : elite.text;
    const { validationLoss } = elite.score;
    return `validation loss ${validationLoss.toPrecision(4)}, ${elite.complexity} nodes:\n\`\`\`scheme\n${text}\n\`\`\``;
  });
  return [title, ...blocks].join("\n");
}

function failed(failures: readonly Failure[]): string {
  if (failures.length === 0) return "";
  const blocks = failures.map(({ text, rejection }) => {
    const at = rejection.line === undefined ? "" : ` (line ${rejection.line}, column ${rejection.column})`;
    const shown = text.length > LONGEST_FAILURE ? `${text.slice(0, LONGEST_FAILURE)} …` : text;
    return `${rejection.stage}: ${rejection.message}${at}\n\`\`\`scheme\n${shown}\n\`\`\``;
  });
  return ["Programs that failed, with the reason:", ...blocks].join("\n");
}

/** The programs of an answer: its blocks, or the whole of it when it has none and looks like a program. */
export function programsIn(answer: string): string[] {
  const blocks = [...answer.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].map((match) => (match[1] ?? "").trim());
  const found = blocks.filter((block) => block !== "");
  if (found.length > 0) return found;
  const whole = answer.trim();
  return whole.startsWith("(") ? [whole] : [];
}
