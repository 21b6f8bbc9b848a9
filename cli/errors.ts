// Failures that are the command's own; those of programs are the library's SchemeError and LimitError.

/** A file or its contents are wrong: exit code 1. */
export class InputError extends Error {
  override readonly name = "InputError";
  constructor(
    message: string,
    /** Label of the file or text, and the place in it when there is one. */
    readonly file?: string,
    readonly line = 0,
    readonly column = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The options contradict each other or the arguments: exit code 2. */
export class CommandLineError extends Error {
  override readonly name = "CommandLineError";
}

/** Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export const EXIT = { done: 0, wrong: 1, usage: 2, interrupted: 130 } as const;

/** What the system says of a file operation that failed. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known: Readonly<Record<string, string>> = {
    ENOENT: "no such file",
    ENOTDIR: "a part of its path is not a folder",
    EEXIST: "a part of its path is not a folder",
    EISDIR: "it is a folder",
    EACCES: "permission denied",
    EPERM: "operation not permitted",
    ENOSPC: "no space left on the device",
    EROFS: "the file system is read-only",
  };
  return (
    (code === undefined ? undefined : known[code]) ?? (error instanceof Error ? error.message : String(error))
  );
}
