// `buswright explain`: the driver core's decisions for one device. The text is the one that the editor shows.
import type { RootModel } from '../db/model.ts';
import { explainReport } from '../exporters/explain-report.ts';
import { explainJson } from '../exporters/json-document.ts';
import { explainDevice } from '../ide/explain.ts';
import type { CliHost } from './host.ts';
import { loadRoot } from './load-root.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';

export async function explain({ positionals, values, switches }: Arguments, host: CliHost): Promise<Outcome> {
  const [name = '', deviceName = '', driverName] = positionals;
  const loaded = await loadRoot(name, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const { model, file } = loaded;
  const device = findThing(model, deviceName, 'device', (id) => model.run.devices.has(id));
  if (device.kind === 'wrong') return refuse(device.message);
  const driver =
    driverName === undefined
      ? undefined
      : findThing(model, driverName, 'driver', (id) => asksDriver(model, device.id, id));
  if (driver?.kind === 'wrong') return refuse(driver.message);
  const text = switches.has('json')
    ? explainJsonText(model, file, device.id, driver?.id, host)
    : explainDevice(model, device.id, driver?.id)?.text;
  if (text === undefined) return refuse(`\`${deviceName}\` is not there after the run`);
  return { ...done(text), err: loaded.notes };
}

function explainJsonText(
  model: RootModel,
  file: string,
  device: string,
  driver: string | undefined,
  host: CliHost,
): string | undefined {
  const report = explainReport(model, file, device, driver);
  return report && explainJson(report, host.tool());
}

type FoundThing =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** What a spelling means among what `fits`. */
function findThing(
  model: RootModel,
  spelling: string,
  noun: 'device' | 'driver',
  fits: (id: string) => boolean,
): FoundThing {
  const ids = model.lookup(spelling).filter(fits);
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return { kind: 'id', id };
  if (id !== undefined) {
    const spellings = ids.map((it) => `\`${model.spelling(it)}\``).join(', ');
    return { kind: 'wrong', message: `\`${spelling}\` is one of ${spellings}` };
  }
  const there = noun === 'device' ? [...model.run.devices.keys()] : [...model.run.drivers.keys()];
  const near = there.map((it) => model.spelling(it)).filter((it) => it.includes(spelling));
  const [hint] = near;
  const suffix = hint === undefined ? '' : `; did you mean \`${hint}\`?`;
  return { kind: 'wrong', message: `there is no ${noun} \`${spelling}\`${suffix}` };
}

/** A driver of the device's bus: another is never asked. */
function asksDriver(model: RootModel, device: string, driver: string): boolean {
  return model.driver(driver)?.bus === model.run.devices.get(device)?.bus;
}
