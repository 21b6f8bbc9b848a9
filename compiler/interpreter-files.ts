// The interpreter's files as library definitions: what eval needs in a compiled program.

import analyse from "../interpreter/analyse.scm";
import analyseCall from "../interpreter/analyse-call.scm";
import analyseLambda from "../interpreter/analyse-lambda.scm";
import body from "../interpreter/body.scm";
import core from "../interpreter/core.scm";
import definitions from "../interpreter/definitions.scm";
import evaluation from "../interpreter/eval.scm";
import expand from "../interpreter/expand.scm";
import formsBasic from "../interpreter/forms-basic.scm";
import formsChoice from "../interpreter/forms-choice.scm";
import formsConditional from "../interpreter/forms-conditional.scm";
import formsControl from "../interpreter/forms-control.scm";
import formsDerived from "../interpreter/forms-derived.scm";
import formsQuasiquote from "../interpreter/forms-quasiquote.scm";
import formsRecord from "../interpreter/forms-record.scm";
import formsSyntax from "../interpreter/forms-syntax.scm";
import formsValues from "../interpreter/forms-values.scm";
import nodes from "../interpreter/generated/nodes.scm";
import standard from "../interpreter/generated/standard.scm";
import letrec from "../interpreter/letrec.scm";
import libraries from "../interpreter/libraries.scm";
import meaning from "../interpreter/meaning.scm";
import program from "../interpreter/program.scm";
import read from "../interpreter/read.scm";
import replayed from "../interpreter/replayed.scm";
import rules from "../interpreter/rules.scm";
import scope from "../interpreter/scope.scm";
import state from "../interpreter/state.scm";
import syntax from "../interpreter/syntax.scm";
import toplevel from "../interpreter/toplevel.scm";
import unparse from "../interpreter/unparse.scm";

/** Texts by the names of the files, in their order. */
export const interpreterFiles: readonly (readonly [file: string, text: string])[] = [
  ["syntax", syntax],
  ["read", read],
  ["core", core],
  ["meaning", meaning],
  ["expand", expand],
  ["rules", rules],
  ["forms-basic", formsBasic],
  ["forms-derived", formsDerived],
  ["forms-quasiquote", formsQuasiquote],
  ["forms-syntax", formsSyntax],
  ["forms-values", formsValues],
  ["forms-record", formsRecord],
  ["forms-control", formsControl],
  ["forms-conditional", formsConditional],
  ["forms-choice", formsChoice],
  ["definitions", definitions],
  ["body", body],
  ["generated/standard", standard],
  ["libraries", libraries],
  ["toplevel", toplevel],
  ["unparse", unparse],
  ["scope", scope],
  ["generated/nodes", nodes],
  ["analyse", analyse],
  ["analyse-lambda", analyseLambda],
  ["letrec", letrec],
  ["replayed", replayed],
  ["analyse-call", analyseCall],
  ["program", program],
  ["eval", evaluation],
  ["state", state],
];
