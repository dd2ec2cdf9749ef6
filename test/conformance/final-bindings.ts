// Which driver each device has in the end: from the last dump, and from the notifications that came after it.
import type { Result } from '../kernel/format.ts';

/** Lines `DEVICE DRIVER`, sorted. Unbound devices are not among them. */
export function finalBindings(results: readonly Result[]): readonly string[] {
  const drivers = new Map<string, string>();
  for (const result of results) {
    if ('state' in result) readState(drivers, result);
    else for (const line of [...result.events, ...result.settle]) readLine(drivers, line);
  }
  return [...drivers].map(([device, driver]) => `${device} ${driver}`).sort();
}

function readState(drivers: Map<string, string>, { state }: Extract<Result, { state: unknown }>): void {
  drivers.clear();
  for (const { devices } of Object.values(state.buses)) {
    for (const [device, driver] of devices) if (driver !== null) drivers.set(device, driver);
  }
}

function readLine(drivers: Map<string, string>, line: string): void {
  const [kind, device = '', what, driver = ''] = line.split(' ');
  if (kind !== 'notify') return;
  if (what === 'bound') drivers.set(device, driver);
  if (what === 'unbound' || what === 'removed') drivers.delete(device);
}
