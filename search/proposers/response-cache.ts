// Answers of language models by the content of their questions, so that a run can be repeated without a network.
// Invariant: a file holds one question with its answer and is written whole; the key is the SHA-256 of the question without the model's
// name, which is compared when one is asked for.
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SearchError } from "../errors.js";
import type { ChatAnswer, ChatRequest } from "./chat.js";

interface Stored {
  readonly request: ChatRequest;
  readonly answer: ChatAnswer;
}

export class ResponseCache {
  constructor(private readonly folder: string) {}

  /** @param model the one that would be asked; undefined: any model's answer will do */
  get(request: ChatRequest, model: string | undefined): ChatAnswer | undefined {
    const file = this.file(request);
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    let stored: Stored;
    try {
      stored = JSON.parse(text) as Stored;
    } catch (error) {
      throw new SearchError("proposer", "this cached answer is damaged: remove it", file, 0, 0, {
        cause: error,
      });
    }
    return model === undefined || stored.answer.model === model ? stored.answer : undefined;
  }

  put(request: ChatRequest, answer: ChatAnswer): void {
    mkdirSync(this.folder, { recursive: true });
    const file = this.file(request);
    const stored: Stored = { request, answer };
    const part = `${file}.${process.pid}.part`;
    const descriptor = openSync(part, "w");
    try {
      writeSync(descriptor, `${JSON.stringify(stored, undefined, 1)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, file);
  }

  private file(request: ChatRequest): string {
    return join(this.folder, `${createHash("sha256").update(JSON.stringify(request)).digest("hex")}.json`);
  }
}
