// Linking: names of a root → what they mean → the topology of the driver core, with problems as data.
export { assemble, type Pieces } from './assemble.ts';
export { changedNames } from './changed-names.ts';
export { collectNames, idOfDevice, replaceDeclaration } from './collect-names.ts';
export type { AnyDeclaration, Declaration, DeclOf, Extension, Kind } from './declaration.ts';
export { findDevices, findDrivers } from './find.ts';
export type { Edit, Fix, Related } from './fix.ts';
export * from './ids.ts';
export { type LinkedItem, linkItem } from './link-item.ts';
export { linkKernel, NEWEST, type RootKernel } from './link-kernel.ts';
export type { LinkedScenario } from './link-scenario.ts';
export { type LinkedTypes, linkTypes } from './link-types.ts';
export type { Scope } from './linking.ts';
export { nameProblems } from './name-problems.ts';
export { type Duplicate, type Names, type SourceItem, textsOf } from './names.ts';
export { type ItemKey, type Place, WHOLE_ITEM } from './place.ts';
export type { LinkCode, LinkProblem } from './problem.ts';
export { referencesOf } from './references.ts';
export { spellings } from './spelling.ts';
