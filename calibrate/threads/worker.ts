// The jobs of this room, as a file that threads load.
import { type LeastSquaresEnding, type LeastSquaresJob, searchStarts } from "./least-squares.js";
import { fitSeries, type SeriesFit, type SeriesJob } from "./series.js";
import { job, withProgram } from "./serve.js";

export const leastSquares = job(
  ({ program, starts, options, ...problem }: LeastSquaresJob): Promise<LeastSquaresEnding[]> =>
    withProgram(program, (loaded) => searchStarts(loaded, problem, starts, options)),
);

export const series = job(
  ({ program, ...rest }: SeriesJob): Promise<SeriesFit[]> =>
    withProgram(program, (loaded) => fitSeries(loaded, rest)),
);
