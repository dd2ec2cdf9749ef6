// A recorded machine's steps as a scenario of the language, with what the kernel did as expectations. A step that the language has
// no word for is left out if it failed, and else ends the scenario: what comes after it may depend on it.
import type { RealChange, RealOutcome, RealRecording, RealStep } from './format.ts';

/** The scenario's text, and how many of the recorded steps are in it. */
export function scenarioText(recording: RealRecording): { readonly text: string; readonly steps: number } {
  const lines: string[] = [];
  let steps = 0;
  for (const outcome of recording.steps) {
    const line = stepText(outcome.step);
    if (line === undefined && !isWithoutEffect(outcome)) break;
    if (line === undefined) continue;
    lines.push(line, ...expectations(outcome));
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
  const row = device === undefined ? `vendor = 0x${vendor};` : `vendor = 0x${vendor}; device = 0x${device};`;
  return /^[\da-f ]+$/.test(value) ? `${file} ${bus}/${driver} { ${row} }` : undefined;
}

function deviceStep(device: string, file: string, value: string): string | undefined {
  if (file === 'driver_override') return `set ${device} ${file} = ${value === '' ? '""' : value};`;
  return file === 'remove' ? `remove ${device};` : undefined;
}

/** Of the bus that the step is about: what lies below its devices is made and taken away by drivers, which no table describes. */
function expectations({ step, error, changes }: RealOutcome): readonly string[] {
  const bus = step.do === 'write' ? step.file.split('/')[1] : 'pci';
  const judged = changes.filter((change) => change.bus === bus);
  return [...(error === undefined ? [] : [`expect error ${error};`]), ...judged.map(expectation)];
}

function expectation({ bus, device, after }: RealChange): string {
  const name = `${bus}/${device}`;
  if (after === 'absent') return `expect ${name} absent;`;
  return after === null ? `expect ${name} unbound;` : `expect ${name} bound ${bus}/${after};`;
}
