// All scenarios that are written by hand.
import { BINDING } from './directed/binding.ts';
import { DEADLY, HARMLESS_LOOPS } from './directed/deadly.ts';
import { EXTENSIONS } from './directed/extensions.ts';
import { FIRMWARE } from './directed/firmware.ts';
import { LIFETIME } from './directed/lifetime.ts';
import type { Scenario } from './format.ts';

/** Scenarios of `dcoracle/1` that end. */
export const DIRECTED: readonly Scenario[] = [...BINDING, ...LIFETIME, ...HARMLESS_LOOPS];

/** Scenarios that hang or crash the kernel. */
export const DEADLY_SCENARIOS: readonly Scenario[] = DEADLY;

/** Scenarios with what only this project's recordings have. */
export const EXTENSION_SCENARIOS: readonly Scenario[] = EXTENSIONS;

/** Scenarios of fw_devlink and of the time-out of deferral. */
export const FIRMWARE_SCENARIOS: readonly Scenario[] = FIRMWARE;
