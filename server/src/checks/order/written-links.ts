// The device links of one device as they are written: what checks of `device_link_add()` read.
import type { RootModel } from '../../db/model.ts';
import type { SupplierDecl } from '../../declare/declarations.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { ItemKey } from '../../link/place.ts';
import type { DeviceSubject } from '../check.ts';
import { madeBy } from '../made-here.ts';

/** As its declaration has them, or the step that made it; of several devices of a step the first tells. */
export function linksOf(
  { id, result, declared }: DeviceSubject,
  model: RootModel,
): { readonly links: readonly SupplierDecl[]; readonly item: ItemKey } {
  if (declared) return { links: declared.decl.suppliers, item: declared.item };
  const { madeBy: made, bus = '' } = result;
  const maker = made?.driver === undefined ? undefined : model.declarationAs('driver', made.driver);
  const none = { links: [], item: maker?.item ?? 0 };
  if (!made || !maker || maker.library || !makesLinks(model.driver(maker.id))) return none;
  const isSibling = (it: DeviceResult): boolean =>
    it.madeBy?.driver === made.driver && it.madeBy?.label === made.label;
  if (model.devicesOn(bus).find(isSibling)?.id !== id) return none;
  const steps = madeBy(maker, model).filter(
    ({ step }) => step.of.text === bus && step.label?.text === made.label,
  );
  const [first] = steps;
  return first ? { links: steps.flatMap(({ step }) => step.suppliers), item: first.item } : none;
}

function makesLinks(driver: Driver | undefined): boolean {
  const steps = [...(driver?.probe ?? []), ...(driver?.flavours ?? []).flatMap((it) => it.steps)];
  return steps.some((it) => it.kind === 'creates' && it.suppliers.length > 0);
}
