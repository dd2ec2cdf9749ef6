// `expect module M [not] loaded`, at the end of the boot or at a moment of a scenario.
import type { RootModel } from '../db/model.ts';
import type { ExpectDecl } from '../declare/declarations.ts';
import { foldModule } from '../link/ids.ts';
import type { Failure } from './expect-device.ts';

export function judgeModule(
  model: RootModel,
  expect: Extract<ExpectDecl, { expects: 'module' }>,
): Failure | undefined {
  const name = foldModule(expect.module.text);
  const result = model.run.modules.get(name);
  if ((result?.loaded ?? false) === expect.loaded) return undefined;
  const why = result?.why === undefined ? '' : `: ${result.why}`;
  const message = `\`${name}\` is ${result?.loaded ? 'loaded' : 'not loaded'}${why}`;
  return { code: 'expect/module', site: expect.module.site, message, fixes: [] };
}
