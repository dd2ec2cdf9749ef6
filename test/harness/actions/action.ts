// What an action of a fixture is: a function of the opened fixture, with text as result.
import type { FixtureContext } from '../run-fixture.ts';

/** `args` is what stands after the action's name. */
export type Action = (context: FixtureContext, args: string) => string;
