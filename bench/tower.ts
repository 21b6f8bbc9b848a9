// The cost of a level of the tower: one program compiled, interpreted, and interpreted by interpreters that are interpreted.
// Invariant: a parameter means the same at every level, by its index; every level's value and gradient are those of the compiled program.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { INTERPRETER_FILES, interpreterSource } from "../scripts/interpreter-sources.js";
import { type Answer, agree } from "./agreement.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { packageRoot } from "./peers/optional.js";
import inner from "./programs/tower.scm";
import { TOWER_LEVELS, type TowerLevel, towerRatio } from "./targets.js";
import { type Timing, time } from "./timer.js";

export const tower: Workload = { name: "tower", run: measureTower };

const PARAMETERS = "(define-parameter a 1.1)\n";
const TRUSTED = 2;

async function measureTower(context: Context): Promise<void> {
  const folder = join(packageRoot(), "interpreter");
  if (!INTERPRETER_FILES.every((file) => existsSync(join(folder, `${file}.scm`)))) {
    context.note("the interpreter's sources are not there: the tower is left out");
    return;
  }
  const source = interpreterSource(folder);
  const interpreter = await loadInterpreter();
  const texts = TOWER_LEVELS.map((_, level) => text(source, Math.max(level - 1, 0)));
  const load = (level: number): Program => interpreter.load(texts[level] as string, { trusted: true });
  const programs = [await compile(texts[0] as string), ...[1, 2, 3].map(load)];
  const answers = programs.map(answer);
  TOWER_LEVELS.forEach((name, level) => {
    agree(`tower, ${name}`, answers[0] as Answer, answers[level] as Answer, { value: 0, gradient: 0 });
  });

  // Calls in a session: the levels are loaded before the first.
  const calls = await time(
    programs.map((program, level) => ({
      name: TOWER_LEVELS[level] as TowerLevel,
      run: () => program.call("run"),
    })),
    context.effort,
  );
  calls.forEach((timing, level) => {
    const subject = TOWER_LEVELS[level] as TowerLevel;
    timeRow(context, { workload: "tower", subject, metric: "value, one call" }, timing, "µs");
    if (level > 0) ratio(context, towerRatio(subject), timing, calls[level - 1]);
  });
  for (const program of programs) program.dispose();

  const loads = await time(
    [1, 2, 3].map((level) => ({
      name: TOWER_LEVELS[level] as TowerLevel,
      run: () => {
        const program = load(level);
        answer(program);
        program.dispose();
      },
    })),
    { ...context.effort, rounds: Math.min(context.effort.rounds, 5), warmup: 0 },
  );
  loads.forEach((timing, i) => {
    const subject = TOWER_LEVELS[i + 1] as TowerLevel;
    timeRow(
      context,
      { workload: "tower", subject, metric: "load to first gradient" },
      timing as Timing,
      "ms",
    );
  });
}

/** The program, `levels` interpreters further down, as the definition of `run`. */
function text(source: string, levels: number): string {
  const below = (depth: number): string => {
    if (depth === 0) return inner;
    const loaded = JSON.stringify(PARAMETERS + below(depth - 1));
    return `${source}\n((vector-ref (load-program ${loaded} ${TRUSTED}) 0))`;
  };
  return `${PARAMETERS}(define run (let () ${below(levels)}))`;
}

function answer(program: Program): Answer {
  const { value, gradient } = program.valueAndGradient("run");
  return { value, gradient: [...gradient.values()] };
}
