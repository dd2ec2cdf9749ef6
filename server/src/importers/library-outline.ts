// What an import needs to know of the standard library: which buses and classes there are, the kinds of device of each bus,
// and how they name and announce themselves. Read from the library's own text, so that no bus is known by the importer.
import { type Format, parseFormat } from '../driver-core/format.ts';
import type { FactView, NodeView, StatementView } from '../syntax/ast.ts';
import { parse, statements } from '../syntax/index.ts';

export interface DeviceKind {
  /** The name of its `device struct`, which is what `devtype` says. */
  readonly struct: string;
  readonly names: readonly Format[];
  readonly modaliases: readonly Format[];
  /** Fields that a device without them has from its parent. */
  readonly inherits: readonly string[];
  /** Fields with a number's type, of the device or of the table. */
  readonly numbers: ReadonlySet<string>;
}

export interface LibraryOutline {
  /** By the bus's name; the first kind is the default. */
  readonly buses: ReadonlyMap<string, readonly DeviceKind[]>;
  readonly classes: ReadonlySet<string>;
}

export function outlineOf(texts: Iterable<string>): LibraryOutline {
  const buses = new Map<string, readonly DeviceKind[]>();
  const classes = new Set<string>();
  for (const text of texts) {
    for (const view of parse(text).items.flatMap(statements)) {
      if (view.kind !== 'statement') continue;
      const name = view.name('name')?.text ?? '';
      if (view.keyword === 'bus') buses.set(name, deviceKinds(view));
      if (view.keyword === 'class') classes.add(name);
    }
  }
  return { buses, classes };
}

function deviceKinds(bus: StatementView): readonly DeviceKind[] {
  const parts = bus.children.filter((view) => view.kind === 'statement');
  const structs = parts.filter(({ keyword }) => keyword === 'device');
  const table = parts.filter(({ keyword }) => keyword === 'id_table');
  return structs.map((struct) => ({
    struct: struct.name('struct')?.text ?? '',
    names: formatsOf('name', struct),
    modaliases: formatsOf('modalias', struct),
    inherits: factsNamed('inherits', struct).flatMap(({ values }) => values.map(({ text }) => text)),
    numbers: new Set([struct, ...table].flatMap((part) => part.children.flatMap(numberFields))),
  }));
}

function numberFields(view: NodeView): readonly string[] {
  if (view.kind !== 'statement' || !/^[us]\d+$/.test(view.keyword)) return [];
  return view.decls('fields').map(({ text }) => text);
}

/** The formats of a fact. Words in its list are tables, which have formats of their own. */
function formatsOf(name: string, struct: StatementView): readonly Format[] {
  const values = factsNamed(name, struct).flatMap((fact) => fact.values);
  return values.filter(({ kind }) => kind === 'text').map(({ text }) => parseFormat(text).format);
}

function factsNamed(name: string, struct: StatementView): readonly FactView[] {
  return struct.children.filter((view) => view.kind === 'fact').filter((fact) => fact.name.text === name);
}
