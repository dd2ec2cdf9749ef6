// buswright/import: a udev dump as a topology.
import { importUdev } from '../../importers/index.ts';
import type { Context } from '../context.ts';
import { log } from '../log.ts';
import type { ImportParams, ImportResult } from '../protocol.ts';

export function importDump(context: Context, { text, name }: ImportParams): ImportResult {
  const imported = importUdev(text, name);
  for (const warning of imported.warnings) log(context, 'warn', `${name}: ${warning}`);
  return { text: imported.text, devices: imported.devices };
}
