// How a module came to be loaded, in a few words.
import type { ModuleResult } from '../../driver-core/result.ts';
import { code } from '../markup.ts';

/** `mlx5_core`, loaded by the modalias of `0000:08:00.0`. */
export function moduleText(name: string, module: ModuleResult | undefined): string {
  return `${code(name)}${module === undefined ? '' : loadText(module)}`;
}

function loadText({ builtin, loaded, why }: ModuleResult): string {
  if (builtin) return ', built in';
  if (!loaded) return ', not loaded';
  if (why === undefined) return '';
  if (why === 'loaded') return ', loaded without being asked for';
  const [, cause, device] = /^(driver_override|\S+:\S*) of (\S+)$/.exec(why) ?? [];
  if (cause === undefined || device === undefined) return `, loaded by ${why}`;
  const by = cause === 'driver_override' ? code(cause) : 'modalias';
  return `, loaded by the ${by} of ${code(device)}`;
}
