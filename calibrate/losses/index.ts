// Losses, noise models and priors.
export { type CustomLoss, customLoss } from "./custom.js";
export { gaussianEstimated, gaussianKnown, leastSquares } from "./gaussian.js";
export {
  type Loss,
  type Nuisance,
  parameterGradient,
  type ResidualForm,
  type RowLoss,
  residualsOf,
  type TotalLoss,
  totalLoss,
  weightedNormalMatrix,
} from "./loss.js";
export { poisson } from "./poisson.js";
export {
  gradientInCoordinates,
  halfNormalPrior,
  laplacePrior,
  logNormalPrior,
  normalPrior,
  type Prior,
  type PriorTerm,
  type TotalPrior,
  totalPrior,
  uniformPrior,
} from "./priors.js";
export { huber, studentT } from "./robust.js";
export { type PerRow, sigmaByColumn } from "./scale.js";
