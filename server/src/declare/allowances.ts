// Where in a declaration an `allow` stands: it silences findings in the body that holds it, at the top level in the file.
import { assertNever } from '../base/assert-never.ts';
import type { Site } from '../syntax/ast.ts';
import type {
  Allow,
  Decl,
  DeviceDecl,
  FlavourDecl,
  ModuleDecl,
  StepDecl,
  TableRows,
} from './declarations.ts';

export interface Allowance {
  readonly allow: Allow;
  /** The statement whose body holds it; not set: the file. */
  readonly body?: Site;
}

export function allowances(decl: Decl): readonly Allowance[] {
  switch (decl.kind) {
    case 'allow':
      return [{ allow: decl }];
    case 'device':
      return ofDevice(decl);
    case 'driver':
      return [
        ...ofBody(decl),
        ...decl.tables.flatMap(ofBody<TableRows>),
        ...ofSteps(decl.probe ?? []),
        ...ofSteps(decl.sriovConfigure ?? []),
        ...decl.flavours.flatMap(ofFlavour),
      ];
    case 'module':
      return ofModule(decl);
    case 'bus':
      return [decl, ...decl.devices, ...decl.drivers, ...decl.tables, ...decl.values].flatMap(ofBody);
    case 'extend':
      return allowances(decl.adds);
    case 'contract':
    case 'table':
    case 'class':
    case 'iommu':
    case 'kernel':
    case 'modprobe':
    case 'scenario':
      return ofBody(decl);
    case 'edition':
    case 'import':
    case 'order':
    case 'expect':
      return [];
    default:
      return assertNever(decl);
  }
}

interface Body {
  readonly site: Site;
  readonly allows: readonly Allow[];
}

function ofBody<T extends Body>(body: T): readonly Allowance[] {
  return body.allows.map((allow) => ({ allow, body: body.site }));
}

function ofDevice(decl: DeviceDecl): readonly Allowance[] {
  return decl.allows.length === 0 && decl.children.length === 0
    ? []
    : [...ofBody(decl), ...decl.children.flatMap(ofDevice)];
}

function ofModule(decl: ModuleDecl): readonly Allowance[] {
  return [...ofBody(decl), ...ofSteps(decl.init), ...decl.flavours.flatMap(ofFlavour)];
}

function ofFlavour(flavour: FlavourDecl): readonly Allowance[] {
  return [...ofBody(flavour), ...ofSteps(flavour.steps)];
}

function ofSteps(steps: readonly StepDecl[]): readonly Allowance[] {
  return steps.flatMap((it) => (it.kind === 'creates' || it.kind === 'registers' ? ofBody(it) : []));
}
