// Co-search of programs and constants: proposers write programs, calibration fits their constants, the archive keeps what is good.
export { Archive, behaviourOf, COMPLEXITY_BINS, type Elite, type Failure } from "./archive.js";
export { SearchError, type SearchErrorKind } from "./errors.js";
export { type Candidate, screen } from "./funnel.js";
export { exampleFiles } from "./init.js";
export type { Calibrated, Outcome, Rejection, Scored, Stage } from "./outcome.js";
export type { Proposal, ProposalContext, Proposer } from "./proposers/proposer.js";
export { scoreProgram, type Verdict } from "./score.js";
export { beginSeeds, hasSeeds, resumeSeeds, type SeedRun, type SeedsOptions, seedStates } from "./seeds.js";
export { beginSearch, resumeSearch, type SessionOptions, searchState } from "./session.js";
export { RunState } from "./state.js";
export { checkTask, readTask, type Task, taskSchema } from "./task.js";
