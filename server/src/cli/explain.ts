// `buswright explain`: the driver core's decisions for one device. The text is the one that the editor shows.
import type { RootModel } from '../db/index.ts';
import { explainReport } from '../exporters/explain-report.ts';
import { explainJson } from '../exporters/json-document.ts';
import { explainDevice } from '../ide/explain.ts';
import { findDevice, findDriver } from './find-thing.ts';
import type { CliHost } from './host.ts';
import { loadRoot } from './load-root.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';

export async function explain({ positionals, values, switches }: Arguments, host: CliHost): Promise<Outcome> {
  const [name = '', deviceName = '', driverName] = positionals;
  const loaded = await loadRoot(name, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const { model, file } = loaded;
  const device = findDevice(model, deviceName);
  if (device.kind === 'wrong') return refuse(device.message);
  const driver = driverName === undefined ? undefined : findDriver(model, driverName, device.id);
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
