// From the lines of a dump (test/kernel/module/dump.c) to the state that a recording holds.
import type { RecordedLink, RecordedState } from './format.ts';

/** Bit order of DL_FLAG_* in include/linux/device.h. */
const LINK_FLAGS = [
  'stateless',
  'autoremove_consumer',
  'pm_runtime',
  'rpm_active',
  'autoremove_supplier',
  'autoprobe_consumer',
  'managed',
  'sync_state_only',
  'inferred',
  'cycle',
] as const;

/** enum device_link_state, from DL_STATE_NONE (-1). */
const LINK_STATES = ['none', 'dormant', 'available', 'consumer_probe', 'active', 'supplier_unbind'] as const;

/** `marks`: the lines of one dump, each without its `@`. */
export function readState(marks: readonly string[]): RecordedState {
  const buses: Record<string, { devices: [string, string | null][]; drivers: string[] }> = {};
  const paths: Record<string, string> = {};
  const state = { deferred: [] as string[], links: [] as RecordedLink[], order: [] as string[] };
  let bus = { devices: [] as [string, string | null][], drivers: [] as string[] };
  for (const mark of marks) {
    const [kind = '', a = '', b = '', c = '', d = ''] = mark.split(' ');
    if (kind === 'bus') {
      bus = { devices: [], drivers: [] };
      buses[a] = bus;
    } else if (kind === 'device') bus.devices.push([a, b === '-' ? null : b]);
    else if (kind === 'driver') bus.drivers.push(a);
    else if (kind === 'deferred') state.deferred.push(a);
    else if (kind === 'path') paths[a] = b;
    else if (kind === 'link') state.links.push(readLink(a, b, Number(c), Number(d)));
    else if (kind === 'order') state.order.push(a);
  }
  return { buses, deferred: state.deferred, paths, links: state.links, order: state.order };
}

function readLink(consumer: string, supplier: string, bits: number, state: number): RecordedLink {
  return {
    consumer,
    supplier,
    flags: LINK_FLAGS.filter((_, bit) => bits & (1 << bit)),
    state: LINK_STATES[state + 1] ?? String(state),
  };
}
