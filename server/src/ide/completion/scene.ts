// What surrounds the cursor, in the words of the model: the device, driver, bus or step whose block it stands in and the bus or
// class that this names. Read from the words of the open blocks, so half a declaration will do.
import type { RootModel } from '../../db/model.ts';
import type { Workspace } from '../../db/workspace.ts';
import type { Outcome } from '../../driver-core/scenario/script.ts';
import type { BusType, ClassType, FieldSpec, MatchTable } from '../../driver-core/topology.ts';
import type { Cursor, OpenBlock, Word } from '../cursor/cursor.ts';

export interface Scene {
  readonly workspace: Workspace;
  readonly model: RootModel;
  readonly uri: string;
  readonly cursor: Cursor;
  /** What the last act of a scenario came to; `model` is then that of the moment. */
  readonly last?: Outcome;
}

/** The innermost open block that one of these keywords began, and its words. */
export function enclosing(scene: Scene, ...keywords: readonly string[]): OpenBlock | undefined {
  const { blocks } = scene.cursor;
  return [...blocks].reverse().find((block) => {
    const word =
      block.head[0]?.text === 'extend' || block.head[0]?.text === 'replace' ? block.head[1] : block.head[0];
    return word !== undefined && keywords.includes(word.text) && !STRUCTS.has(block.body ?? '');
  });
}

/** Blocks of `device struct` and `driver struct`: they begin as declarations do. */
const STRUCTS: ReadonlySet<string> = new Set(['deviceStruct', 'driverStruct']);

/** The word behind a fixed word of a head: `pci` of `device a on pci`. */
export function wordAfter(head: readonly Word[], fixed: string): string | undefined {
  const at = head.findIndex((word) => word.text === fixed);
  return at < 0 ? undefined : unquoted(head[at + 1]?.text);
}

/** The bus of the innermost device, driver or bus around the cursor, or of the statement that it stands in. */
export function busHere(scene: Scene): BusType | undefined {
  const name = busName(scene);
  return name === undefined ? undefined : scene.model.topology.buses.get(name);
}

export function classHere(scene: Scene): ClassType | undefined {
  const head = madeHead(scene) ?? enclosing(scene, 'device', 'class')?.head ?? [];
  const keyword = head[0]?.text;
  const name = keyword === 'registers' || keyword === 'class' ? head[1]?.text : wordAfter(head, 'of');
  return name === undefined ? undefined : scene.model.topology.classes.get(name);
}

function busName(scene: Scene): string | undefined {
  const made = madeHead(scene);
  if (made !== undefined) return made[0]?.text === 'creates' ? unquoted(made[1]?.text) : undefined;
  const block = enclosing(scene, 'device', 'driver', 'bus', 'vf', 'create', 'new_id', 'remove_id');
  const head = block?.head ?? [];
  const words = head[0]?.text === 'extend' || head[0]?.text === 'replace' ? head.slice(1) : head;
  switch (words[0]?.text) {
    case 'vf':
      return 'pci';
    case 'bus':
      return unquoted(words[1]?.text);
    case 'new_id':
    case 'remove_id':
      return busOfDriver(scene, words.slice(1));
    default:
      return wordAfter(words, 'on') ?? extendedBus(scene, head);
  }
}

/** The bus of the driver that a step names: `NAME` or `BUS/NAME`. */
function busOfDriver({ model }: Scene, words: readonly Word[]): string | undefined {
  const [id] = model
    .lookup(words.map((word) => unquoted(word.text) ?? '').join(''))
    .filter((it) => model.driver(it));
  return id === undefined ? undefined : model.driver(id)?.bus;
}

/** The bus of what an `extend` names. */
function extendedBus({ model }: Scene, head: readonly Word[]): string | undefined {
  if (head[0]?.text !== 'extend') return undefined;
  const text = head
    .slice(2)
    .map((word) => unquoted(word.text) ?? '')
    .join('');
  for (const id of model.lookup(text)) {
    const bus = model.device(id)?.bus ?? model.driver(id)?.bus;
    if (bus !== undefined) return bus;
  }
  return undefined;
}

function madeHead({ cursor }: Scene): readonly Word[] | undefined {
  const block = cursor.blocks.at(-1);
  return block?.body === 'made' ? block.head : undefined;
}

/** The fields that devices of a bus may have: those that its tables compare by name, then the others of their struct. */
export function deviceFields(bus: BusType): readonly FieldSpec[] {
  const fields = new Map<string, FieldSpec>();
  for (const table of Object.values(bus.tables)) {
    for (const it of table.fields) {
      if (it.compared && 'name' in it.is && it.is.name === it.name) fields.set(it.name, it);
    }
  }
  for (const it of bus.devices.flatMap((struct) => struct.fields)) fields.set(it.name, it);
  return [...fields.values()];
}

/** The table that the rows around the cursor belong to. */
export function tableHere(scene: Scene): MatchTable | undefined {
  const bus = busHere(scene);
  const rows = [...scene.cursor.blocks].reverse().find((block) => block.body === 'rows');
  const name = rows?.head[0]?.text ?? 'id_table';
  return bus?.tables[name];
}

export function unquoted(text: string | undefined): string | undefined {
  return text?.startsWith('"') ? text.slice(1, text.endsWith('"') ? -1 : undefined) : text;
}
