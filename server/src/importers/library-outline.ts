// What an import needs to know of the standard library: which buses and classes there are, the kinds of device of each bus,
// and how they name and announce themselves. Read from the library's own text, so that no bus is known by the importer.
import { type Format, parseFormat } from '../driver-core/format.ts';

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

/** Reads texts in canonical layout: an item begins in column 1 and nothing of its inside does. */
export function outlineOf(texts: Iterable<string>): LibraryOutline {
  const buses = new Map<string, readonly DeviceKind[]>();
  const classes = new Set<string>();
  for (const text of texts) {
    for (const item of text.split(/^(?=bus |class )/m)) {
      const [, keyword, name = ''] = /^(bus|class) ([^\s;{]+)/.exec(item) ?? [];
      if (keyword === 'class') classes.add(name);
      if (keyword === 'bus') buses.set(name, deviceKinds(item.split(/^}/m)[0] ?? ''));
    }
  }
  return { buses, classes };
}

function deviceKinds(bus: string): readonly DeviceKind[] {
  const numbers = new Set(
    [...bus.matchAll(/\b(?:u8|u16|u32|u64|s32) (\w+(?:,\s*\w+)*)/g)].flatMap(([, names = '']) =>
      words(names),
    ),
  );
  return bus
    .split(/\bdevice struct (?=\w)/)
    .slice(1)
    .map((text) => {
      const body = text.split(/\b(?:driver struct|id_table struct|match \{)/)[0] ?? '';
      return {
        struct: /^\w+/.exec(body)?.[0] ?? '',
        names: formatsOf('name', body),
        modaliases: formatsOf('modalias', body),
        inherits: words(/\binherits = ([^;]*);/.exec(body)?.[1] ?? ''),
        numbers,
      };
    });
}

function words(list: string): readonly string[] {
  return list.split(/,\s*/).filter((word) => word !== '');
}

/** The formats of `fact = "…", "…";`. Words in such a list are tables, which have formats of their own. */
function formatsOf(fact: string, body: string): readonly Format[] {
  const list = new RegExp(`(?<!\\w)${fact} =((?:\\s*(?:"[^"]*"|\\w+),?)*)`).exec(body)?.[1] ?? '';
  return [...list.matchAll(/"([^"]*)"/g)].map(([, source = '']) => parseFormat(source).format);
}
