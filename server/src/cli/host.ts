// What the commands get from the process: where they run, how they read what is piped in, whether colors are wanted, who they
// are. The main program makes the real one, tests make their own.
import type { Recorded } from '../exporters/recording/compare-recording.ts';
import type { Operation } from '../exporters/recording/operation.ts';
import type { Style } from '../exporters/style.ts';
import type { Tool } from '../exporters/tool.ts';

export interface CliHost {
  /** Absolute path that relative ones start from. */
  readonly cwd: string;
  readonly style: Style;
  tool(): Tool;
  readInput(): Promise<string>;
  /** Runs the language server in this process, over stdin and stdout, or says why it cannot. */
  startServer(): Promise<string | undefined>;
  /** Runs the script on a real kernel. `kernelImage`: a bzImage instead of the newest one that can be found. */
  record(scenario: Recordable, kernelImage: string | undefined): Promise<RecordingAnswer>;
}

export interface Recordable {
  readonly id: string;
  /** Of the kernel's command line. */
  readonly parameters?: string;
  readonly ops: readonly Operation[];
}

export type RecordingAnswer =
  | { readonly kind: 'recorded'; readonly recorded: Recorded }
  /** The message says what is missing. */
  | { readonly kind: 'impossible'; readonly message: string };
