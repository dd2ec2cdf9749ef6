// Declarations of classes and contracts → the driver core's, for one kernel.
import type { ClassDecl, ContractDecl } from '../declare/declarations.ts';
import { type Format, parseFormat } from '../driver-core/format.ts';
import type { ClassType, Contract } from '../driver-core/topology.ts';
import { formatOf, formatsOf } from './format.ts';
import { checkClassHoles } from './format-holes.ts';
import { factOf, flagOf, holding, wordOf } from './guard.ts';
import { classId, contractId } from './ids.ts';
import { toConditionalNames } from './link-bus.ts';
import { toFieldSpecs } from './link-table.ts';
import { type Linking, lookUp, reportUnknown } from './linking.ts';
import { checkFactWords } from './words.ts';

export function linkClass(linking: Linking, decl: ClassDecl): ClassType {
  const { kernel } = linking;
  const { facts } = decl;
  checkFactWords(linking, 'class', facts);
  const register = wordOf(facts, 'register', kernel);
  const node = formatOf(linking, factOf(facts, 'node', kernel));
  const udev = formatOf(linking, factOf(facts, 'udev', kernel));
  const unregister = (['waits', 'revokes'] as const).find((it) => it === wordOf(facts, 'unregister', kernel));
  const pm = wordOf(facts, 'pm', kernel);
  const type: ClassType = {
    id: classId(decl.name.text),
    name: decl.name.text,
    fields: toFieldSpecs(linking, decl.fields, new Map()),
    ...(register && { register }),
    requires: toConditionalNames(linking, decl.requires),
    names: namesOf(linking, decl),
    ...(node && { node }),
    ...(udev && { udev }),
    ...(unregister && { unregister }),
    ...(pm && { pm }),
    noDevice: flagOf(facts, 'no_device', kernel),
    ownsGroup: flagOf(facts, 'owns_iommu_group', kernel),
  };
  checkClassHoles(linking, decl, type);
  return type;
}

/** A class that says none counts its devices: that the description is silent is no reason for a probe to fail. */
function namesOf(linking: Linking, { name, facts }: ClassDecl): readonly Format[] {
  const written = formatsOf(linking, factOf(facts, 'name', linking.kernel));
  const isCounted = written.length === 0 && !flagOf(facts, 'no_device', linking.kernel);
  return isCounted ? [parseFormat(`${name.text}{n}`).format] : written;
}

export function linkContract(linking: Linking, decl: ContractDecl): Contract {
  const spec = wordOf(decl.facts, 'spec', linking.kernel);
  for (const base of decl.extends) {
    lookUp(linking, base.text);
    if (linking.names.byId.has(contractId(base.text)) || base.text === '') continue;
    reportUnknown(
      linking,
      base,
      'contract',
      linking.names.ids.contract.map((id) => id.slice('contract:'.length)),
    );
  }
  return {
    id: contractId(decl.name.text),
    name: decl.name.text,
    ...(spec && { spec }),
    extends: decl.extends.map((it) => it.text),
    entries: decl.entries.map((it) => ({
      name: it.name.text,
      optional: it.optional,
      prototype: it.prototype,
    })),
    together: holding(decl.together, linking.kernel).map((it) => it.names.map((name) => name.text)),
  };
}
