// What the program that runs the server gives it: files, a clock, a way to run something later, a place for library files.
// The server itself knows no platform. Implemented by server/src/node and server/src/browser, and by the session tests.
import type { Clock, FileProvider, Scheduler } from '../base/ports.ts';

export interface ServerHost {
  readonly clock: Clock;
  /** `after(0, …)` acts after the messages that have already arrived. */
  readonly scheduler: Scheduler;
  /** The files below these folders (URIs). Not set: files come only from the client. */
  readonly files?: (folders: readonly string[]) => FileProvider;
  /** Writes a library file where an editor can open it, read-only, and answers its URI. Not set: no such place. */
  readonly writeLibraryFile?: (name: string, text: string) => Promise<string>;
}
