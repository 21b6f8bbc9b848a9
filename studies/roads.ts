// Both engines, for studies that compare them: the artifact is loaded once, every compiled program is an instance of its own.
import type { Limits } from "../host/machine.js";
import type { Load } from "./study.js";

export interface RoadLoads {
  readonly compiled: Load;
  readonly interpreted: Load;
}

export async function loadRoads(limits: Limits = {}): Promise<RoadLoads> {
  const [{ compile }, { loadInterpreter }] = await Promise.all([
    import("../host/compile.js"),
    import("../host/interpreter.js"),
  ]);
  const interpreter = await loadInterpreter();
  return {
    compiled: (source, options) => compile(source, { ...limits, ...options }),
    interpreted: (source, options) => interpreter.load(source, { ...limits, ...options }),
  };
}
