// Which files the texts of a workspace that is not trusted may make the server read. Decides nothing about files that the user
// opens, nor about the folder of a kernel in the user's own settings. VS Code, Workspace Trust extension guide.
import { URI } from 'vscode-uri';
import type { Config } from '../db/change.ts';
import type { Session } from './session.ts';
import { fileUri, isBelow } from './uris.ts';

/** Nothing is beyond reach where the workspace is trusted, or the client has no notion of trust. */
export function reachOf(session: Session): Pick<Config, 'mayRead'> {
  return session.features.restricted ? { mayRead: (uri) => isInside(session, uri) } : {};
}

/** In a folder of the workspace, or somewhere below the folder of a document that the user opened. */
function isInside(session: Session, uri: string): boolean {
  if (climbs(uri)) return false;
  const folders = session.folders.map((it) => fileUri(session, it));
  const besides = [...session.open.keys()].map((it) => it.slice(0, it.lastIndexOf('/')));
  return [...folders, ...besides].some((it) => isBelow(uri, it));
}

/** A whole URI as an import is taken as it is written: its path may lead up again, also by the separator of Windows. */
function climbs(uri: string): boolean {
  return URI.parse(uri).path.split(/[/\\]/).includes('..');
}
