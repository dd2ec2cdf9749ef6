// Hover: the card of what a name means, with its doc comment; else what a word of the language means where it stands.
import type { RootModel } from '../../db/model.ts';
import type { Workspace } from '../../db/workspace.ts';
import type { Id } from '../../driver-core/topology.ts';
import { cardOf } from '../contract/card.ts';
import { docOf } from '../doc-of.ts';
import type { FilePosition } from '../file-position.ts';
import { code, paragraphs } from '../markup.ts';
import { modelsOf } from '../models-of.ts';
import { nameInScenario } from '../scenario-moment.ts';
import { nameAt } from '../thing-at.ts';
import { fieldCard } from './field-card.ts';
import { functionCard } from './function-card.ts';
import type { HoverResult } from './hover-result.ts';
import { wordHover } from './word-hover.ts';

/** In a scenario a device is what it is when the step is reached. */
export function hover(workspace: Workspace, at: FilePosition): HoverResult | undefined {
  for (const model of modelsOf(workspace, at.uri)) {
    const there = nameInScenario(model, at);
    if (there === undefined) continue;
    const markdown = thingCard(workspace, there.moment, there.id);
    if (markdown !== undefined) return { range: there.location, markdown };
  }
  const named = nameAt(workspace, at);
  if (named === undefined) return wordHover(workspace, at);
  const { model, reference, location } = named;
  const markdown = thingCard(workspace, model, reference.id);
  return markdown === undefined ? undefined : { range: location, markdown };
}

/** Card and doc comment. A declaration that does not hold for the root's kernel has a line that says so. */
function thingCard(workspace: Workspace, model: RootModel, id: Id): string | undefined {
  if (id.startsWith('function:')) return functionCard(model, id);
  const card = id.startsWith('field:') ? fieldCard(model, id) : (cardOf(model, id) ?? plainCard(model, id));
  const doc = docOf(workspace, model, id);
  return card === undefined ? doc : paragraphs(card, doc);
}

function plainCard(model: RootModel, id: Id): string | undefined {
  const declared = model.declaration(id);
  if (declared === undefined) return undefined;
  return `**${declared.kind}** ${code(declared.decl.name.text)}`;
}
