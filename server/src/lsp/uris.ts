// One spelling of a URI inside, the client's own outside; and library files as the client can open them.
import { URI } from 'vscode-uri';
import type { Session } from './session.ts';

/** The URI by which the workspace knows a document. */
export function fileUri(session: Session, uri: string): string {
  const known = session.uris.get(uri);
  if (known !== undefined) return known;
  const file = URI.parse(uri).toString();
  session.uris.set(uri, file);
  return file;
}

/** Whether a file lies somewhere below a folder; both as the workspace spells them, but for a `/` at the end. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(`${folder.replace(/\/$/, '')}/`);
}

/** The URI by which the client knows it: as it opened it, or where its library copy lies. */
export function shownUri(session: Session, uri: string): string {
  return session.open.get(uri)?.uri ?? session.shownLibrary.get(uri) ?? uri;
}
