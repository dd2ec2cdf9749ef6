// What every handler gets: the connection, the host's doors, and the session, which is the only thing that changes.
import type { Connection } from 'vscode-languageserver';
import type { ServerHost } from './host.ts';
import type { Session } from './session.ts';

export interface Context {
  readonly connection: Connection;
  readonly host: ServerHost;
  readonly session: Session;
  /** Tells the client what became of the last changes. */
  readonly settle: () => void;
}
