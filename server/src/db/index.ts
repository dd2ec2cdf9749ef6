// The workspace: files in, models out.
export type { Change, Config } from './change.ts';
export type { Counters } from './counters.ts';
export { librarySources } from './library.ts';
export type { Delta, Duplicate, ItemView, Location, Reference, Resolution, RootModel } from './model.ts';
export { Workspace } from './workspace.ts';
