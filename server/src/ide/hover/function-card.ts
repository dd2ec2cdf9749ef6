// A function of a contract as Markdown: its prototype. Several contracts may have one of the same name; all are shown.
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import { block, code, paragraphs } from '../markup.ts';
import { contractsWith } from '../meaning.ts';

/** `id`: `function:pci_set_master`. `undefined` if no contract of the root has it. */
export function functionCard(model: RootModel, id: Id): string | undefined {
  const name = id.slice('function:'.length);
  const cards = contractsWith(model, name).map(({ contract, entry }) =>
    paragraphs(
      `**function** ${code(name)} of ${code(contract.name)}${entry.optional ? ', optional' : ''}`,
      entry.prototype === name ? undefined : block(`${entry.prototype};`, 'c'),
    ),
  );
  return cards.length === 0 ? undefined : paragraphs(...cards);
}
