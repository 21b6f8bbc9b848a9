// What the report of a search says, section by section.
// Invariant: everything comes from the run's journal; the report of an ended run is the same whenever it is made. A loss that has not been
// measured is said to be missing, never left to look like 0.
import { latexDocument } from "../../calibrate/latex/document.js";
import type { Elite } from "../archive.js";
import { type JournalRecord, readJournal } from "../journal.js";
import { STAGES } from "../outcome.js";
import { medianConstants } from "../proposers/proposer.js";
import { RunState } from "../state.js";
import type { Task } from "../task.js";
import { calibratedText } from "./calibrated.js";
import { code, type Part, page, paragraph, plot, type Section, table } from "./page.js";
import { convergencePlot, funnelPlot, type Point, paretoPlot } from "./plots.js";
import { rerunSection } from "./rerun.js";

/** A run: its state, and the records that it was rebuilt from. */
export interface Search {
  readonly state: RunState;
  readonly records: readonly JournalRecord[];
}

const LOSSES: Readonly<Record<Task["loss"], string>> = {
  squared: "mean squared error",
  huber: "mean of twice Huber's loss",
  "student-t": "mean deviance of Student's t",
  poisson: "mean deviance of Poisson's distribution",
};

/** Rows of a table of groups at most. */
const MOST_GROUPS = 30;
const FINALISTS = 10;

/** The report of the run in a folder, whether it has ended or not. @throws SearchError (kind "journal") */
export function reportOf(folder: string): Promise<string> {
  const { records } = readJournal(folder);
  return searchReport({ state: RunState.from(records), records });
}

export async function searchReport(search: Search): Promise<string> {
  const { state } = search;
  const sections = [
    overview(state),
    ...(await frontSection(state)),
    ...winnerSections(state),
    finalistsSection(state),
    ...(await convergenceSection(search)),
    await funnelSection(state),
    rerunSection(search),
  ];
  return page(`Search: ${state.task.name}`, sections);
}

export function digits(value: number | null, count = 5): string {
  if (value === null) return "none";
  return String(Number(value.toPrecision(count)));
}

function overview({ task, archive, batch, seconds, usage, end, faults }: RunState): Section {
  const models =
    usage.requests > 0
      ? [
          paragraph(
            `${usage.requests} answers of language models: ${usage.tokens} tokens, cost ${digits(usage.cost)}.`,
          ),
        ]
      : [];
  const trouble =
    faults.length > 0
      ? [
          paragraph("Faults:"),
          table(
            ["fault"],
            faults.map((fault) => [fault]),
          ),
        ]
      : [];
  return {
    title: "The run",
    parts: [
      ...(task.description === undefined ? [] : [paragraph(task.description)]),
      paragraph(
        end
          ? `Ended: ${end.reason}.`
          : "Not ended: the test rows have not been looked at, and what follows may change.",
      ),
      paragraph(
        `${archive.proposed} programs proposed, ${archive.evaluated} run, ${batch} batches, ${digits(seconds, 4)} s. Seed ${task.seed}.`,
      ),
      paragraph(
        `Loss: ${LOSSES[task.loss]}. Constants are fitted to the training rows, programs are ranked by the validation rows, and the test rows are read once, when the search has ended.`,
      ),
      ...models,
      ...trouble,
    ],
  };
}

function testLoss({ end }: RunState, { hash }: Elite): string {
  const found = end?.finalists.find((finalist) => finalist.hash === hash);
  return found ? digits(found.testLoss) : "";
}

const scores = (state: RunState, elite: Elite): string[] => [
  String(elite.complexity),
  digits(elite.score.trainLoss),
  digits(elite.score.validationLoss),
  testLoss(state, elite),
  elite.score.converged ? "yes" : "no",
];
const SCORES = ["nodes", "training loss", "validation loss", "test loss", "converged"];

async function frontSection(state: RunState): Promise<Section[]> {
  const front = state.archive.front();
  if (front.length === 0)
    return [{ title: "Loss against complexity", parts: [paragraph("No program has worked yet.")] }];
  const at = ({ complexity, score }: Elite): Point => ({ x: complexity, y: score.validationLoss });
  const all = state.archive.hall(Number.POSITIVE_INFINITY).map(at);
  return [
    {
      title: "Loss against complexity",
      parts: [
        plot(
          await paretoPlot(all, front.map(at)),
          "Validation loss over complexity. Red: programs that are better than all simpler ones. Programs with more than three times the greatest loss of these are not drawn.",
        ),
        table(
          [...SCORES, "program"],
          front.map((elite) => [...scores(state, elite), oneLine(elite.text)]),
        ),
      ],
    },
  ];
}

function oneLine(text: string): string {
  const [, body] = /(\(define \([\s\S]*)$/.exec(text) ?? [];
  return (body ?? text).replace(/\s+/g, " ");
}

// ---- the winner ---------------------------------------------------------------------------------------------------------------
function winnerSections(state: RunState): Section[] {
  const [best] = state.archive.hall(1);
  if (!best) return [];
  const line = state.archive.lineage(best.hash);
  const rows = line.map((elite) => [
    elite.hash.slice(0, 8),
    String(elite.batch),
    `${elite.proposer}: ${elite.operator}`,
    digits(elite.score.validationLoss),
    oneLine(elite.text),
  ]);
  return [
    { title: "The best program", parts: programParts(state, best) },
    {
      title: "Its lineage",
      parts: [
        paragraph(
          "Each program was made from the one below it; a crossing had a second parent, which is not shown.",
        ),
        table(["program", "batch", "made by", "validation loss", "text"], rows),
      ],
    },
  ];
}

function programParts(state: RunState, elite: Elite): Part[] {
  const { calibrated } = elite.score;
  const grouped = state.task.data.group !== undefined;
  const values = medianConstants(elite);
  const text = calibratedText(elite.text, values);
  const [only] = calibrated;
  const constants = [...values].map(([name, value]) => ({
    name,
    value,
    standardError: grouped ? null : only?.standardErrors[name],
  }));
  const { text: latex } = latexDocument(text, constants, state.task.name);
  return [
    table(SCORES, [scores(state, elite)]),
    code("program with calibrated constants", text),
    ...(grouped
      ? [
          paragraph(
            `Each group has constants of its own; the text has their medians over ${calibrated.length} groups.`,
          ),
        ]
      : []),
    ...constantParts(elite, grouped),
    paragraph("As LaTeX:"),
    code("LaTeX", latex),
  ];
}

function constantParts({ score: { calibrated } }: Elite, grouped: boolean): Part[] {
  const rows = calibrated.slice(0, MOST_GROUPS).flatMap(({ group, parameters, standardErrors }) =>
    Object.entries(parameters).map(([name, value]) => {
      const error = standardErrors[name] ?? null;
      return [...(grouped ? [group] : []), name, digits(value, 8), digits(error, 3)];
    }),
  );
  if (rows.length === 0) return [paragraph("The program has no constants.")];
  const left = calibrated.length - MOST_GROUPS;
  return [
    table([...(grouped ? ["group"] : []), "constant", "value", "standard error"], rows),
    ...(left > 0 ? [paragraph(`${left} more groups are in the run's journal.`)] : []),
  ];
}

function finalistsSection(state: RunState): Section {
  const best = state.archive.hall(FINALISTS);
  const parts = best.flatMap((elite, i) => [
    paragraph(
      `${i + 1}. ${elite.hash.slice(0, 8)}: validation loss ${digits(elite.score.validationLoss)}, test loss ${testLoss(state, elite) || "not measured"}, ${elite.complexity} nodes, made by ${elite.proposer}: ${elite.operator}.`,
    ),
    code(`program ${i + 1}`, calibratedText(elite.text, medianConstants(elite))),
  ]);
  return {
    title: "The best programs, calibrated",
    parts: parts.length > 0 ? parts : [paragraph("No program has worked yet.")],
  };
}

// ---- the way there --------------------------------------------------------------------------------------------------------------
async function convergenceSection({ records, state }: Search): Promise<Section[]> {
  const byPrograms: Point[] = [];
  const bySeconds: Point[] = [];
  let run = 0;
  let best = Number.POSITIVE_INFINITY;
  const outcomes = new Map(
    records.flatMap((record) => (record.kind === "result" ? [[record.hash, record.outcome] as const] : [])),
  );
  for (const record of records) {
    if (record.kind !== "batch") continue;
    for (const { hash } of record.entries) {
      const outcome = hash === undefined ? undefined : outcomes.get(hash);
      if (!outcome) continue;
      run++;
      if (outcome.status === "scored") best = Math.min(best, outcome.validationLoss);
    }
    if (!Number.isFinite(best)) continue;
    byPrograms.push({ x: run, y: best });
    bySeconds.push({ x: record.seconds, y: best });
  }
  if (byPrograms.length === 0) return [];
  const refits = state.refits.size;
  return [
    {
      title: "Convergence",
      parts: [
        plot(
          await convergencePlot(byPrograms, "programs run"),
          "The least validation loss over programs run.",
        ),
        plot(await convergencePlot(bySeconds, "seconds"), "The same over the seconds of the clock."),
        ...(refits > 0
          ? [
              paragraph(
                `${refits} finalists were fitted on after the search; the plots have the losses before that.`,
              ),
            ]
          : []),
      ],
    },
  ];
}

async function funnelSection({ archive }: RunState): Promise<Section> {
  const rejections = archive.funnel();
  let left = archive.proposed;
  const stages = [{ stage: "proposed", left }];
  for (const stage of STAGES) {
    left -= rejections.filter((one) => one.stage === stage).reduce((sum, { count }) => sum + count, 0);
    stages.push({ stage: `passed ${stage}`, left });
  }
  const failures = archive.failures.map(({ proposer, rejection, text }) => [
    rejection.stage,
    rejection.code,
    rejection.message,
    proposer,
    text.slice(0, 400),
  ]);
  return {
    title: "The funnel",
    parts: [
      plot(await funnelPlot(stages), "Programs that are left after each stage."),
      table(
        ["rejected at", "because", "count"],
        rejections.map(({ stage, code: why, count }) => [stage, why, String(count)]),
      ),
      ...(failures.length > 0
        ? [
            paragraph("The latest rejections:"),
            table(["stage", "code", "message", "proposer", "program"], failures),
          ]
        : []),
    ],
  };
}
