// Diagnostics of fits: errors, what the data determine, profiles, bands, bootstrap, criteria and validation.
export { type Agreement, type AgreementOptions, agreementOf, type StartOutcome } from "./agreement.js";
export { type Bootstrap, type BootstrapInput, bootstrap } from "./bootstrap.js";
export {
  type Covariance,
  type CovarianceKind,
  correlations,
  gaussNewtonCovariance,
  hessianCovariance,
  type Linearised,
  linearise,
  residualVariance,
  robustCovariance,
  sandwichCovariance,
  standardErrors,
} from "./covariance.js";
export { type Criteria, criteriaOf, profiledGaussian, type Ranked, rankBy } from "./criteria.js";
export { type Diagnosis, type DiagnosisInput, diagnose, type ParameterLine } from "./diagnose.js";
export { roundedError, roundedTo, withError } from "./digits.js";
export { chiSquareQuantile, normalQuantile, tQuantile } from "./distributions.js";
export {
  type Direction,
  type Identifiability,
  type IdentifiabilityInput,
  identifiabilityOf,
} from "./identifiability.js";
export { type Bands, type Interval, laplaceBands, waldIntervals } from "./intervals.js";
export {
  type Constrained,
  type Ending,
  type Profile,
  type ProfileInput,
  type ProfilePoint,
  profileLikelihood,
} from "./profile.js";
export type { Resampling } from "./resample.js";
export { crossValidate, kFold, leaveOneSeriesOut, type Split, type Validation } from "./splits.js";
export { type Circumstances, reasonsToWithhold, type WithholdingReason, withholding } from "./withheld.js";
