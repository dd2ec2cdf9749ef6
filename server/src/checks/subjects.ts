// What checks run on: every device after the run, every declared driver, bus, class, contract, table and module of a root.
import { assertNever } from '../base/assert-never.ts';
import type { RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import { moduleId } from '../link/ids.ts';
import type { DeviceSubject, DriverSubject, SubjectKind, Subjects } from './check.ts';

/** A subject with the id that findings about it carry. The root itself has none. */
export interface Asked<K extends SubjectKind> {
  readonly id: Id | undefined;
  readonly subject: Subjects[K];
  readonly library: boolean;
}

/** Every subject of a kind; `whose`: whether those of the library are wanted, which are hundreds. */
export function subjectsOf(
  kind: SubjectKind,
  model: RootModel,
  whose: 'own' | 'all' = 'all',
): readonly Asked<SubjectKind>[] {
  switch (kind) {
    case 'root':
      return [{ id: undefined, subject: model, library: false }];
    case 'device':
      return ids(model.run.devices.keys(), (id) => askDevice(id, model));
    case 'driver':
      return ids(declared(model, 'driver', whose), (id) => askDriver(id, model));
    case 'bus':
    case 'class':
    case 'contract':
    case 'table':
      return ids(declared(model, kind, whose), (id) => askType(kind, id, model));
    case 'module':
      return ids([...model.topology.modules.keys()].map(moduleId), (id) => askModule(id, model));
    default:
      return assertNever(kind);
  }
}

/** Nothing if there is no such subject. */
export function subjectOf(
  kind: Exclude<SubjectKind, 'root'>,
  id: Id,
  model: RootModel,
): Asked<SubjectKind> | undefined {
  switch (kind) {
    case 'device':
      return askDevice(id, model);
    case 'driver':
      return askDriver(id, model);
    case 'module':
      return askModule(id, model);
    default:
      return askType(kind, id, model);
  }
}

function ids(
  all: Iterable<Id>,
  ask: (id: Id) => Asked<SubjectKind> | undefined,
): readonly Asked<SubjectKind>[] {
  return [...all].map(ask).filter((it): it is Asked<SubjectKind> => it !== undefined);
}

function* declared(
  model: RootModel,
  kind: 'driver' | 'bus' | 'class' | 'contract' | 'table',
  whose: 'own' | 'all',
): Iterable<Id> {
  for (const it of model.declarations(kind)) if (whose === 'all' || !it.library) yield it.id;
}

function askDevice(id: Id, model: RootModel): Asked<'device'> | undefined {
  const result = model.run.devices.get(id);
  if (result === undefined) return undefined;
  const device = model.device(id);
  const declaration = model.declarationAs('device', id);
  const subject: DeviceSubject = {
    id,
    result,
    ...(device && { device }),
    ...(declaration && { declared: declaration }),
  };
  return { id, subject, library: false };
}

/** Drivers of the library that the root has no use for are not in its topology. */
export function askDriver(id: Id, model: RootModel): Asked<'driver'> | undefined {
  const driver = model.driver(id);
  const declaration = model.declarationAs('driver', id);
  if (driver === undefined || declaration === undefined) return undefined;
  const result = model.run.drivers.get(id);
  const subject: DriverSubject = { id, driver, declared: declaration, ...(result && { result }) };
  return { id, subject, library: declaration.library };
}

export function askType(
  kind: 'bus' | 'class' | 'contract' | 'table',
  id: Id,
  model: RootModel,
): Asked<SubjectKind> | undefined {
  const declaration = model.declaration(id);
  if (declaration === undefined || declaration.kind !== kind) return undefined;
  const { library } = declaration;
  const name = declaration.decl.name.text;
  switch (declaration.kind) {
    case 'bus': {
      const bus = model.topology.buses.get(name);
      return { id, library, subject: { id, declared: declaration, ...(bus && { bus }) } };
    }
    case 'class': {
      const type = model.topology.classes.get(name);
      return { id, library, subject: { id, declared: declaration, ...(type && { class: type }) } };
    }
    case 'contract': {
      const contract = model.topology.contracts.get(name);
      return { id, library, subject: { id, declared: declaration, ...(contract && { contract }) } };
    }
    case 'table':
      return { id, library, subject: { id, declared: declaration } };
    default:
      return undefined;
  }
}

function askModule(id: Id, model: RootModel): Asked<'module'> | undefined {
  const name = id.slice('module:'.length);
  const module = model.topology.modules.get(name);
  if (module === undefined) return undefined;
  const result = model.run.modules.get(name);
  const declaration = model.declarationAs('module', id);
  const library = declaration?.library === true;
  return {
    id,
    library,
    subject: { id, module, ...(result && { result }), ...(declaration && { declared: declaration }) },
  };
}
