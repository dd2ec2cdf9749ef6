// The driver core's public face: a topology in, a run out, and the formats and aliases that other layers print.
// What a device announces is `modalias` of its result.

export { structOf } from './add-device.ts';
export { driverAliases, rowAliases } from './alias.ts';
export { type Format, type FormatError, type Hole, type Literal, parseFormat } from './format.ts';
export { readFormat, readName } from './read-format.ts';
export { renderFormat } from './render-format.ts';
export { type Rerun, rerun } from './rerun.ts';
export { run } from './run.ts';
