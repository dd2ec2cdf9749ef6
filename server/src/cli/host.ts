// What the commands get from the process: where they run, how they read what is piped in, whether colors are wanted, who they
// are. The main program makes the real one, tests make their own.
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
}
