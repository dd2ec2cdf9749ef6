// The binding of one device as a document: its state and reason, every driver with what stopped it, and the acts of the driver core
// that concern it, in order, each with its rule. The words are those of hover; this is the long form.
import type { RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import { printVersion } from '../declare/index.ts';
import type { Attempt, DeviceResult, TraceStep } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import { attemptText } from './contract/why.ts';
import type { FilePosition } from './file-position.ts';
import { lastName } from './meaning.ts';
import { thingAt } from './thing-at.ts';
import { findNode } from './tree/tree.ts';

export interface Explanation {
  readonly title: string;
  readonly text: string;
}

/** `id`: of a device, or of its node in the Buses view. */
export function explain(models: readonly RootModel[], id: string, driver?: string): Explanation | undefined {
  const node = findNode(models, id);
  if (node !== undefined) {
    const { thing } = node.id;
    return thing.kind === 'device' ? explainDevice(node.model, thing.id, driver) : undefined;
  }
  const model = models.find((it) => it.run.devices.has(id));
  return model === undefined ? undefined : explainDevice(model, id, driver);
}

/** The device whose name or body the cursor is in. */
export function explainAt(workspace: Workspace, at: FilePosition): Explanation | undefined {
  const thing = thingAt(workspace, at);
  return thing === undefined ? undefined : explainDevice(thing.model, thing.id);
}

export function explainDevice(model: RootModel, id: Id, driver?: string): Explanation | undefined {
  const device = model.run.devices.get(id);
  if (device === undefined) return undefined;
  const wanted = (it: Id) => driver === undefined || it === driver || lastName(it) === driver;
  const lines = [
    headline(device),
    `${device.reason.text} (${device.reason.rule})`,
    '',
    ...facts(model, device),
    '',
    ...attempts(model, device, wanted),
    ...trace(model, device, wanted),
  ];
  return { title: `${device.name} – binding`, text: `${lines.join('\n').trimEnd()}\n` };
}

function headline(device: DeviceResult): string {
  const place = device.bus ?? device.class;
  const where = place === undefined ? '' : ` ${device.class === undefined ? 'on' : 'of'} ${place}`;
  const driver = device.driver === undefined ? '' : ` to ${lastName(device.driver)}`;
  return `${device.name}${where}: ${device.state}${driver}`;
}

function facts(model: RootModel, device: DeviceResult): readonly string[] {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['kernel', printVersion(model.kernel)],
    ['sysfs', device.path === '' ? undefined : `/sys${device.path}`],
    ['modalias', device.modalias],
    ['modules', device.candidates.join(', ') || undefined],
    ['made by', device.madeBy?.driver && lastName(device.madeBy.driver)],
  ];
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(9)} ${value}`]));
}

function attempts(
  { run }: RootModel,
  device: DeviceResult,
  wanted: (driver: Id) => boolean,
): readonly string[] {
  const shown = device.attempts.filter((attempt) => wanted(attempt.driver));
  const isRegistered = ({ driver }: Attempt) => run.drivers.get(driver)?.registered === true;
  const width = Math.max(...shown.map((attempt) => lastName(attempt.driver).length));
  const line = (attempt: Attempt) =>
    `${lastName(attempt.driver).padEnd(width)}  ${plain(attemptText(attempt, device))}`;
  const registered = shown
    .filter(isRegistered)
    .map((attempt, at) => `  ${String(at + 1).padStart(2)}  ${line(attempt)}`);
  const others = shown.filter((attempt) => !isRegistered(attempt)).map((attempt) => `      ${line(attempt)}`);
  return [...section('Drivers, in registration order', registered), ...section('Not registered', others)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines, ''];
}

function trace({ run }: RootModel, device: DeviceResult, wanted: (driver: Id) => boolean): readonly string[] {
  const drivers = new Set(device.attempts.map((attempt) => attempt.driver));
  const concerns = (step: TraceStep) =>
    step.device === device.id
      ? step.driver === undefined || wanted(step.driver)
      : step.device === undefined &&
        step.driver !== undefined &&
        drivers.has(step.driver) &&
        wanted(step.driver);
  const steps = run.trace.filter((step) => isTold(step) && concerns(step));
  if (steps.length === 0) return [];
  return [
    'What the driver core did',
    ...steps.map((step) => `  ${step.act.padEnd(15)} ${step.text} (${step.rule})`),
  ];
}

/** Notifiers say again what the acts beside them say. */
function isTold({ act }: TraceStep): boolean {
  return act !== 'notify' && act !== 'runtime-resume';
}

/** Without the code spans of Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}
