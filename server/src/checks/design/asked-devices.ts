// What a scenario's steps say of the devices that a user asks for: which flavour, with which values, and since when the device is
// there. Read from the steps and from the boot alone; the steps are not run.
import type { RootModel } from '../../db/model.ts';
import type { DeviceDecl, FlavourDecl, MakesStep, ScenarioStep } from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import { requestId } from '../../link/ids.ts';
import { busDevices, ownFlavours } from './own-flavours.ts';

export interface Asked {
  readonly flavour: FlavourDecl;
  readonly values: Map<string, string>;
  /** The step that made its device; `start`: it was bound before the scenario began. */
  made?: ScenarioStep | 'start' | undefined;
}

/** Flavours by name, but for names that several drivers offer. */
export type Flavours = ReadonlyMap<string, FlavourDecl>;

export function flavoursByName(model: RootModel): Flavours {
  const found = new Map<string, FlavourDecl>();
  const twice = new Set<string>();
  for (const { flavour } of ownFlavours(model)) {
    if (found.has(flavour.name.text)) twice.add(flavour.name.text);
    found.set(flavour.name.text, flavour);
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** Those requests of the topology that a scenario names; one whose device is bound after the boot has it. */
export function askedAtStart(
  names: ReadonlySet<string>,
  flavours: Flavours,
  model: RootModel,
): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const name of names) {
    const declared = model.declarationAs('request', requestId(name));
    const request = declared && toAsked(declared.decl, flavours);
    if (!request) continue;
    if (isBound(declared.id, model)) request.made = 'start';
    asked.set(name, request);
  }
  return asked;
}

function isBound(request: Id, model: RootModel): boolean {
  for (const { madeBy, state } of model.run.devices.values()) {
    if (madeBy?.request === request && state === 'bound') return true;
  }
  return false;
}

/** Nothing for a flavour that nobody, or more than one driver, offers. */
export function toAsked(decl: DeviceDecl, flavours: Flavours): Asked | undefined {
  const flavour = flavours.get(decl.flavour?.text ?? '');
  const values = new Map(decl.facts.map((it) => [it.name.text, it.values[0]?.text ?? '']));
  return flavour && { flavour, values };
}

/** Follows a step that may have made its device, and bound it, or have taken it away. */
export function follow(asked: Asked, step: ScenarioStep, model: RootModel): void {
  const isThere = busDevices(asked.flavour.steps).some(
    (it) => holdsFor(it, asked.values) && model.driversOn(it.of.text).length > 0,
  );
  asked.made = isThere ? (asked.made ?? step) : undefined;
}

function holdsFor({ when = [] }: MakesStep, values: ReadonlyMap<string, string>): boolean {
  return when.every(({ left, op, right, no }) => {
    const value = values.get(left.text);
    if (op === '==') return value === right?.text;
    return op === undefined && (no ? value === undefined : value !== undefined);
  });
}
