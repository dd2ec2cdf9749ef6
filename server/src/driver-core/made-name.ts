// The name and id of a device that a driver makes: its step's name, the bus's formats, the user's name, a counter.
// dev_set_name() as each bus calls it.
import { deviceField } from './device-field.ts';
import type { Format } from './format.ts';
import type { LiveDevice } from './live.ts';
import { readFormat } from './read-format.ts';
import { renderFormat } from './render-format.ts';
import type { Id, Value } from './topology.ts';

export interface Naming {
  /** Formats of the bus or class, tried in order. */
  readonly formats: readonly Format[];
  /** True if this name can be taken. */
  readonly isFree: (name: string) => boolean;
  readonly field: (name: string) => Value | undefined;
  readonly isNumber: (name: string) => boolean;
  /** Below this number no name of a format is free. */
  readonly counters: Map<Format, number>;
}

/** `device:auxiliary/mlx5_core.sf.4`: the id of a made device, as the linker makes those of declared ones. */
export function madeId(place: string, name: string): Id {
  return `device:${place}/${name}`;
}

/** The first format whose fields are all there, with the lowest number that gives a free name where it counts. */
export function nameFromFormats(naming: Naming): string | undefined {
  for (const format of naming.formats) {
    const name = isCounted(format) ? countedName(format, naming) : renderFormat(format, naming.field);
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * The name of a device on a bus, or of one without: a written name is the first text of the bus's format
 * (`{match_name}.{id}`) or the sysfs name itself; else its fields name it, the user, or a counter.
 * Puts a written name into `fields` where it is one.
 */
export function madeName(
  naming: Naming,
  written: Format | undefined,
  wished: string | undefined,
  fields: Record<string, Value>,
): string | undefined {
  if (written) {
    const text = nameFromFormats({ ...naming, formats: [written] });
    return text === undefined ? undefined : (nameWithText(naming, text, fields) ?? text);
  }
  const said = nameFromFormats({ ...naming, formats: naming.formats.filter((format) => !isCounted(format)) });
  return said ?? (wished === undefined ? undefined : userName(naming, wished)) ?? nameFromFormats(naming);
}

function nameWithText(naming: Naming, text: string, fields: Record<string, Value>): string | undefined {
  for (const { parts } of naming.formats) {
    const hole = parts.find((part) => part.kind === 'hole' && !naming.isNumber(part.name));
    if (hole?.kind !== 'hole' || fields[hole.name] !== undefined) continue;
    fields[hole.name] = text;
    const name = nameFromFormats(naming);
    if (name !== undefined) return name;
    delete fields[hole.name];
  }
  return undefined;
}

/** The user's name, if a format of the bus has that shape. */
function userName(naming: Naming, name: string): string | undefined {
  const fits = naming.formats.some((format) => readFormat(format, name, naming.isNumber) !== undefined);
  return fits ? name : undefined;
}

/** What a format may say of the device that a driver is bound to: `parent`, `parent.bus`, `driver`. */
export function makerField(device: LiveDevice | undefined, name: string): Value | undefined {
  if (name === 'parent') return device?.name;
  if (name.startsWith('parent.')) return deviceField(device, name.slice('parent.'.length));
  return deviceField(device, name);
}

function isCounted(format: Format): boolean {
  return format.parts.some((part) => part.kind === 'hole' && (part.name === 'n' || part.name === 'a'));
}

/** How many devices of one name there may be before the run calls it endless. */
const MOST_NUMBERS = 1_000_000;

function countedName(format: Format, naming: Naming): string | undefined {
  const { counters } = naming;
  for (let n = counters.get(format) ?? 0; n < MOST_NUMBERS; n++) {
    const name = renderFormat(format, (field) => {
      if (field === 'n') return n;
      return field === 'a' ? letters(n) : naming.field(field);
    });
    if (name === undefined) return undefined;
    if (!naming.isFree(name)) continue;
    // With fields beside the number one format counts several rows of names: each begins again at 0.
    if (format.parts.every((part) => part.kind === 'literal' || part.name === 'n' || part.name === 'a')) {
      counters.set(format, n);
    }
    return name;
  }
  return undefined;
}

/** a … z, aa … : drivers/scsi/sd.c:sd_format_disk_name. */
function letters(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}
