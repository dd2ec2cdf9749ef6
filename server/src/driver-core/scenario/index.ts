// Scenarios on the driver core: a machine, acts, and what the machine is between them.

export { resolveTarget } from './find.ts';
export { type ScenarioMachine, type ScenarioOptions, startScenario, traceOf } from './machine.ts';
export { momentRun } from './moment.ts';
export { perform } from './perform.ts';
