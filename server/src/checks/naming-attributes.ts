// The attributes in sysfs that user space names a device by: systemd's net_id knows some, a `udev` format names others.
import type { RootModel } from '../db/model.ts';
import type { MakesStep } from '../declare/declarations.ts';
import { factOf } from '../link/guard.ts';

/** src/udev/udev-builtin-net_id.c, src/udev/udev-builtin-path_id.c of systemd. */
const KNOWN: ReadonlySet<string> = new Set([
  'phys_port_name',
  'phys_switch_id',
  'dev_port',
  'dev_id',
  'sfnum',
]);

/** Those that the `udev` format of what is made reads, or that of its class. */
export function namingAttributes(step: MakesStep, model: RootModel): ReadonlySet<string> {
  const said = factOf(step.facts, 'udev', model.kernel)?.values[0]?.text ?? '';
  const read = [...said.matchAll(/\{(\w+)/g)].map(([, name = '']) => name);
  const ofClass = model.topology.classes.get(step.of.text)?.udev?.parts ?? [];
  const holes = ofClass.flatMap((part) => (part.kind === 'hole' ? [part.name] : []));
  return new Set([...read, ...holes]);
}

export function isForNaming(attribute: string, naming: ReadonlySet<string>): boolean {
  return KNOWN.has(attribute) || naming.has(attribute);
}
