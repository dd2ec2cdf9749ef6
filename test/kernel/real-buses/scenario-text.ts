// A recorded machine's steps as a scenario of the language, with what the kernel did as expectations. A step that the language has
// no word for is left out if it failed, and else ends the scenario: what comes after it may depend on it.
import type { RealChange, RealOutcome, RealRecording, RealStep } from './format.ts';

/** The scenario's text, and how many of the recorded steps are in it. */
export function scenarioText(recording: RealRecording): { readonly text: string; readonly steps: number } {
  const known = new Set(recording.devices.map(({ path, subsystem }) => `${subsystem}/${lastOf(path)}`));
  const lines: string[] = [];
  let steps = 0;
  for (const outcome of recording.steps) {
    const line = stepText(outcome.step);
    if (line === undefined && !isWithoutEffect(outcome)) break;
    if (line === undefined) continue;
    lines.push(line, ...findings(recording, outcome.step), ...expectations(outcome, known));
    steps++;
  }
  const body = lines.map((line) => `    ${line}\n`).join('');
  return { text: `scenario "${recording.id}" {\n${body}}\n`, steps };
}

function isWithoutEffect({ error, changes }: RealOutcome): boolean {
  return error !== undefined && changes.length === 0;
}

function stepText(step: RealStep): string | undefined {
  if (step.do !== 'write') return `${step.do} ${step.module.replaceAll('-', '_')};`;
  const [, bus = '', ...place] = step.file.split('/');
  const [kind, name = '', file = ''] = place;
  if (kind === 'drivers_autoprobe') return `set bus ${bus} ${kind} = ${step.value};`;
  if (kind === 'drivers_probe') return `drivers_probe ${bus}/${step.value};`;
  if (kind === 'rescan') return `rescan ${bus};`;
  if (kind === 'drivers') return driverStep(bus, name, file, step.value);
  return kind === 'devices' ? deviceStep(`${bus}/${name}`, file, step.value) : undefined;
}

function driverStep(bus: string, driver: string, file: string, value: string): string | undefined {
  if (file === 'bind') return `bind ${bus}/${value} to ${bus}/${driver};`;
  if (file === 'unbind') return `unbind ${bus}/${value};`;
  if (file !== 'new_id' && file !== 'remove_id') return undefined;
  const [vendor = '', device] = value.split(' ');
  const [first, second] = bus === 'usb' ? ['idVendor', 'idProduct'] : ['vendor', 'device'];
  const row = `${first} = 0x${vendor};${device === undefined ? '' : ` ${second} = 0x${device};`}`;
  return /^[\da-f ]+$/.test(value) ? `${file} ${bus}/${driver} { ${row} }` : undefined;
}

function deviceStep(device: string, file: string, value: string): string | undefined {
  if (file === 'driver_override') return `set ${device} ${file} = ${value === '' ? '""' : value};`;
  if (file === 'authorized') return `set ${device} ${file} = ${value};`;
  return file === 'remove' ? `remove ${device};` : undefined;
}

/** A step that was taken to show what comes of it: an override that names a module, where its driver has another name. */
function findings({ buses, modules, steps }: RealRecording, step: RealStep): readonly string[] {
  if (step.do !== 'write' || !step.file.endsWith('/driver_override')) return [];
  const [, bus = '', , device = ''] = step.file.split('/');
  const isDriver = buses[bus]?.drivers.some(({ name }) => name === step.value) === true;
  const loaded = steps.flatMap(({ step: one }) =>
    one.do === 'modprobe' ? [one.module.replaceAll('-', '_')] : [],
  );
  return isDriver || ![...modules, ...loaded].includes(step.value)
    ? []
    : [`expect problem MK-90 at ${bus}/${device};`];
}

/**
 * Of the bus that the step is about, and what goes below its devices; what comes below them may have another number.
 * Work queues lie below no device.
 */
function expectations({ step, error, changes }: RealOutcome, known: ReadonlySet<string>): readonly string[] {
  const about = step.do === 'write' ? step.file.split('/')[1] : 'pci';
  const judged = changes.filter(
    ({ bus, device, after }) =>
      bus === about || (after === 'absent' && known.has(`${bus}/${device}`) && bus !== 'workqueue'),
  );
  return [...(error === undefined ? [] : [`expect error ${error};`]), ...judged.map(expectation)];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function expectation({ bus, device, after }: RealChange): string {
  const name = `${bus}/${device}`;
  if (after === 'absent') return `expect ${name} absent;`;
  return after === null ? `expect ${name} unbound;` : `expect ${name} bound ${bus}/${after};`;
}
