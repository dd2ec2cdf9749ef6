// The scenarios of a root, for whoever reads what they say. What they do: follow.ts.
import type { RootModel } from '../db/model.ts';
import type { Ref, ScenarioDecl } from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';
import type { ItemKey } from '../link/place.ts';
import { meant } from './order-of-drivers.ts';
import { readAnything } from './watched-model.ts';

export interface ScenarioHere {
  readonly decl: ScenarioDecl;
  readonly item: ItemKey;
}

/** They stay while the model does. */
const known = new WeakMap<RootModel, readonly ScenarioHere[]>();

export function scenarios(model: RootModel): readonly ScenarioHere[] {
  readAnything(model);
  const found = known.get(model) ?? collect(model);
  known.set(model, found);
  return found;
}

/** Says what the scenarios of a model are, where an edit has left them as they were: a keystroke does not look through all items. */
export function keepScenarios(model: RootModel, found: readonly ScenarioHere[]): void {
  known.set(model, found);
}

function collect(model: RootModel): readonly ScenarioHere[] {
  return model.files.flatMap((file) =>
    model
      .items(file)
      .flatMap(({ key, decls }) =>
        decls.flatMap((decl) => (decl.kind === 'scenario' ? [{ decl, item: key }] : [])),
      ),
  );
}

/** The one device that a reference means; nothing for what only a step of the scenario makes. */
export function deviceOf(ref: Ref | undefined, model: RootModel): Id | undefined {
  const devices = ref ? meant(ref, model).filter((id) => model.run.devices.has(id)) : [];
  return devices.length === 1 ? devices[0] : undefined;
}
