// Completion: what the grammar expects at the cursor, filled with what the topology knows. One pass over what is expected; the parts
// know their slots.
import type { RootModel } from '../../db/model.ts';
import type { Workspace } from '../../db/workspace.ts';
import { cardOf } from '../contract/card.ts';
import { type Cursor, cursorAt } from '../cursor/cursor.ts';
import { type Expected, expectedAt } from '../cursor/expected.ts';
import type { FilePosition } from '../file-position.ts';
import { modelOf } from '../models-of.ts';
import { momentAt } from '../scenario-moment.ts';
import { fixedWordDoc } from '../words/keyword-docs.ts';
import type { CompletionItem, Offer } from './item.ts';
import type { Scene } from './scene.ts';
import { slotOffers } from './slots.ts';
import { keywordOffers, startOffers } from './starts.ts';
import { valueOffers } from './values.ts';

/** Best first. Nothing inside a comment. */
export function completion(workspace: Workspace, at: FilePosition): readonly CompletionItem[] {
  const tree = workspace.tree(at.uri);
  const model = modelOf(workspace, at.uri);
  const cursor = tree === undefined ? undefined : cursorAt(tree, at.offset);
  if (model === undefined || cursor === undefined) return [];
  const scene: Scene = { workspace, uri: at.uri, cursor, ...worldOf(model, at, cursor) };
  const offers = expectedAt(cursor).flatMap((expected) => offersOf(scene, expected));
  return distinct(offers)
    .map((offer) => ({ ...offer, range: offer.range ?? cursor.range }))
    .sort((a, b) => a.rank - b.rank);
}

/** In a step of a scenario names mean what they mean when it is reached; which words begin a step does not depend on that. */
function worldOf(
  model: RootModel,
  { uri }: FilePosition,
  { blocks, words }: Cursor,
): Pick<Scene, 'model' | 'last'> {
  const isInStep = words.length > 0 || blocks.length > 1;
  const step = blocks[0]?.body === 'scenario' && isInStep ? (blocks[1]?.head ?? words)[0] : undefined;
  const moment = step && momentAt(model, { uri, offset: step.start });
  return moment === undefined
    ? { model }
    : { model: moment.model, ...(moment.last && { last: moment.last }) };
}

/** What an item's card says, made when the item is looked at. */
export function completionDoc(
  workspace: Workspace,
  about: { readonly root: string; readonly id: string },
): string | undefined {
  const model = workspace.models().find((it) => it.root === about.root);
  return model === undefined ? undefined : cardOf(model, about.id);
}

function offersOf(scene: Scene, expected: Expected): readonly Offer[] {
  switch (expected.kind) {
    case 'start':
      return inText(scene.cursor) ? [] : startOffers(scene, expected.body);
    case 'keyword':
      return keywordOffers(expected.body);
    case 'word':
      return inText(scene.cursor) ? [] : [wordOffer(scene, expected.word)];
    case 'slot':
      return slotOffers(scene, expected);
    case 'value':
      return valueOffers(scene, expected.fact);
  }
}

/** The state that a device is in stands first among the words that may follow it in an `expect`. */
function wordOffer(scene: Scene, word: string): Offer {
  const doc = fixedWordDoc(word);
  return {
    label: word,
    kind: 'keyword',
    rank: word === stateOfSubject(scene) ? -1 : ['since', 'until', 'when'].includes(word) ? 60 : 30,
    ...(doc === undefined ? {} : { doc }),
  };
}

function stateOfSubject({ model, cursor }: Scene): string | undefined {
  const [keyword, ...subject] = cursor.words;
  if (keyword?.text !== 'expect' || subject.length === 0) return undefined;
  const [id] = model.lookup(subject.map((word) => word.text).join(''));
  return id === undefined ? undefined : model.run.devices.get(id)?.state;
}

function inText(cursor: Cursor): boolean {
  return cursor.text !== undefined;
}

/** The first of each label: what is expected first is meant. */
function distinct(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Set<string>();
  return offers.filter((offer) => {
    const key = `${offer.kind} ${offer.label}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
