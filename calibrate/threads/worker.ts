// The jobs of this room, as a file that threads load.
import { type LeastSquaresEnding, type LeastSquaresJob, searchStarts } from "./least-squares.js";
import { type PointPredictions, type PredictionsJob, predictionsAt } from "./predictions.js";
import { fitSeries, type SeriesFit, type SeriesJob } from "./series.js";
import { job, withLatest, withProgram } from "./serve.js";

export const leastSquares = job(
  ({ program, starts, options, ...problem }: LeastSquaresJob): Promise<LeastSquaresEnding[]> =>
    withProgram(program, (loaded) => searchStarts(loaded, problem, starts, options)),
);

export const series = job(
  ({ program, ...rest }: SeriesJob): Promise<SeriesFit[]> =>
    withProgram(program, (loaded) => fitSeries(loaded, rest)),
);

export const predictions = job(
  (given: PredictionsJob): Promise<PointPredictions[]> =>
    withLatest(given.program, (loaded) => predictionsAt(loaded, given)),
);
