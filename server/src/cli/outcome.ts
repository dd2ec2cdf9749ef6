// What a command comes to: text for both streams and the exit code. Commands return it and print nothing, so a test reads it
// and the main program alone touches the process.

/** 0: nothing at error level. 1: findings at error level (or files to format). 2: wrong use, or input that cannot be read. */
export type ExitCode = 0 | 1 | 2;

export interface Outcome {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

export function done(out: string, exit: ExitCode = 0): Outcome {
  return { exit, out, err: '' };
}

/** The message says what is right; the program's name is put before it. */
export function refuse(message: string): Outcome {
  return { exit: 2, out: '', err: `buswright: ${message}\n` };
}
