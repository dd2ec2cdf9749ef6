// Importers: recordings of real machines as text of the language. Text in, text out.
import { DEFAULT_OPTIONS, formatSource } from '../format/index.ts';
import { libraryFiles } from '../stdlib/index.ts';
import { deviceNodes } from './device-nodes.ts';
import { factsOf } from './facts.ts';
import { kernelVersionOf } from './kernel-version.ts';
import { type LibraryOutline, outlineOf } from './library-outline.ts';
import { printTopology } from './print-topology.ts';
import { parseUdevDb } from './udev-db.ts';

export interface Imported {
  /** A `.topo` file in canonical layout. */
  readonly text: string;
  /** How many devices the recording has; each is one `device` of the text. */
  readonly devices: number;
  /** Lines of the recording that could not be read, with their number. */
  readonly warnings: readonly string[];
}

/** Imports `udevadm info --export-db` text or a umockdev recording; `name` is what the text says it comes from. */
export function importUdev(text: string, name: string): Imported {
  const { records, warnings } = parseUdevDb(text);
  outline ??= outlineOf(libraryFiles().values());
  const library = outline;
  const devices = records.map(factsOf);
  const kernel = kernelVersionOf(devices);
  const machine = {
    source: name,
    nodes: deviceNodes(devices, library),
    ...(kernel !== undefined && { kernel }),
  };
  return {
    text: formatSource(printTopology(machine, library), DEFAULT_OPTIONS).text,
    devices: devices.length,
    warnings: warnings.map(({ line, text: unread }) => `line ${line} is no part of a device: ${unread}`),
  };
}

/** Of the library, which is the same for every import. */
let outline: LibraryOutline | undefined;
