// textDocument/definition: into other files and the library.
import type { DefinitionLink, DefinitionParams, Location } from 'vscode-languageserver';
import { definition as definitionAt } from '../../ide/definition.ts';
import type { Context } from '../context.ts';
import { filePosition } from '../from-proto.ts';
import { locationOf, rangeOf } from '../to-proto.ts';
import { shownUri } from '../uris.ts';

export function definition({ session }: Context, params: DefinitionParams): DefinitionLink[] | Location[] {
  const at = filePosition(session, params);
  if (at === undefined) return [];
  const targets = definitionAt(session.workspace, at);
  if (!session.features.definitionLinks) return targets.map(({ name }) => locationOf(session, name));
  return targets.map(({ origin, name, whole }) => ({
    originSelectionRange: rangeOf(session, at.uri, origin),
    targetUri: shownUri(session, name.uri),
    targetRange: rangeOf(session, name.uri, whole),
    targetSelectionRange: rangeOf(session, name.uri, name),
  }));
}
