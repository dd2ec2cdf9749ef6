// The flavours that the root's own drivers and modules offer, as written.
import type { Field, FlavourDecl, MakesStep, StepDecl } from '../../declare/declarations.ts';
import type { ItemKey } from '../../link/place.ts';
import { type Maker, makerBodies, makers } from '../made-here.ts';
import { remembered } from '../watched-model.ts';

export interface OwnFlavour {
  readonly maker: Maker;
  readonly flavour: FlavourDecl;
  readonly item: ItemKey;
}

export const ownFlavours = remembered((model): readonly OwnFlavour[] =>
  makers(model)
    .filter((maker) => !maker.library)
    .flatMap((maker) =>
      makerBodies(maker, model).flatMap(({ decl, item }) =>
        decl.flavours.map((flavour) => ({ maker, flavour, item })),
      ),
    ),
);

/** The steps that make a device on a bus, to which drivers can bind. */
export function busDevices(steps: readonly StepDecl[]): readonly MakesStep[] {
  return steps.filter(
    (step): step is MakesStep => step.kind === 'creates' && step.of.text !== 'none' && step.of.text !== 'vf',
  );
}

/** A number that the user chooses when he asks for the device. */
export function isChosenNumber({ type, settable, length }: Field): boolean {
  return settable === 'creation' && length === undefined && /^[us]\d+$/.test(type);
}

/** Whether a format has a hole for the field: `pf{pfnum}sf{sfnum:04x}`. */
export function holds(format: string, field: string): boolean {
  return new RegExp(`\\{${field}[:}\\[]`).test(format);
}
