// A search that is killed at random moments, 20 times, ends as the undisturbed one does.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, it } from "vitest";
import { randomFor } from "../../search/random.js";
import { searchState } from "../../search/session.js";
import { Folder } from "../cli/support.js";

it("survives 20 kills of its process", async () => {
  const folder = new Folder();
  await folder.run("search", "init");
  folder.write("task.jsonc", folder.read("task.jsonc").replace('"evaluations": 150', '"evaluations": 2000'));
  await folder.run("search", "task.jsonc", "--out", "whole");
  const whole = searchState(join(folder.path, "whole"));
  const random = randomFor(8);
  let kills = 0;
  const journal = join(folder.path, "cut", "journal.jsonl");
  while (kills < 20) {
    const args = existsSync(journal) ? ["resume", "cut"] : ["task.jsonc", "--out", "cut"];
    const child = folder.start("search", ...args);
    let ended = false;
    const gone = new Promise<void>((done) => {
      child.on("close", () => {
        ended = true;
        done();
      });
    });
    await Promise.race([after(300 + 900 * random.uniform()), gone]);
    if (ended) break;
    child.kill("SIGKILL");
    await gone;
    kills++;
  }
  expect(kills).toBe(20);
  await folder.run("search", "resume", "cut");
  const cut = searchState(join(folder.path, "cut"));
  expect(cut.archive.snapshot()).toEqual(whole.archive.snapshot());
  expect(cut.end).toEqual(whole.end);
});
