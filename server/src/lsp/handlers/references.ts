// textDocument/references.
import type { Location, ReferenceParams } from 'vscode-languageserver';
import { references as referencesAt } from '../../ide/references.ts';
import type { Context } from '../context.ts';
import { filePosition } from '../from-proto.ts';
import { locationOf } from '../to-proto.ts';

export function references({ session }: Context, params: ReferenceParams): Location[] {
  const at = filePosition(session, params);
  if (at === undefined) return [];
  const found = referencesAt(session.workspace, at);
  return found
    .filter((it) => params.context?.includeDeclaration !== false || !it.declares)
    .map((it) => locationOf(session, it.location));
}
