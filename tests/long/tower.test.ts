// The tower with a third level: the interpreter interprets itself interpreting itself interpreting the programs.
import { expect, it } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { inTower } from "../support/tower.js";
import { towerPrograms } from "../support/tower-programs.js";

it("has the values and the gradients of two levels", async () => {
  const interpreter = await loadInterpreter();
  expect(inTower(interpreter, 2, towerPrograms)).toEqual(inTower(interpreter, 1, towerPrograms));
});
