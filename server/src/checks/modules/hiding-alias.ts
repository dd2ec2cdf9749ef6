// MK-101: an alias of the configuration that hides those of the modules. Kernel: kmod's kmod_module_new_from_lookup (KM-6).
import type { RootModel } from '../../db/model.ts';
import { fnmatch } from '../../driver-core/kmod/fnmatch.ts';
import { normalizeAlias } from '../../driver-core/kmod/normalize-alias.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Related } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { modprobeBlocks } from './modprobe-blocks.ts';

export const hidingAlias: Check<'device'> = {
  code: 'MK-101',
  aliases: [],
  title: 'an alias in the configuration that hides those of modules',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'kmod asks its sources one after the other and stops at the first that answers: an `alias` line of modprobe.d comes before everything that the modules say of themselves. A pattern that is wider than was meant thus takes away the drivers of all devices that it fits, and aliases do not chain.',
    source: ['kmod: libkmod/libkmod-module.c:kmod_module_new_from_lookup', 'domain rules KM-6, MK-101'],
    firing: `modprobe { alias "pci:v00001002d*" vendor_stub; }
module vendor_stub { }
driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; }
`,
    corrected: `modprobe { alias "pci:v00001002d00004380*" vendor_stub; }
module vendor_stub { }
driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; }
`,
  },
};

function* run({ result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!declared || result.reason.code !== 'not-loaded' || result.modalias === undefined) return;
  const alias = hiding(result.modalias, model);
  if (!alias) return;
  const hidden = [...hiddenModules(result, model)].filter((it) => it !== alias.module);
  const [first] = hidden;
  if (first === undefined) return;
  yield {
    message: `the configuration answers its modalias with \`${alias.module}\`, so nobody looks at the aliases of ${hidden.map((it) => `\`${it}\``).join(', ')}`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: line(alias.pattern, model),
  };
}

/** The first line that fits. */
function hiding(
  modalias: string,
  model: RootModel,
): { readonly pattern: string; readonly module: string } | undefined {
  const query = normalizeAlias(modalias);
  return model.topology.modprobe.aliases.find(({ pattern }) => {
    const normal = normalizeAlias(pattern);
    return normal !== undefined && query !== undefined && fnmatch(normal, query);
  });
}

/** Of the drivers that match it and wait for their module; who is on the blacklist is kept out by that. */
function hiddenModules({ matching }: DeviceResult, model: RootModel): ReadonlySet<string> {
  const { blacklist } = model.topology.modprobe;
  return new Set(
    matching.flatMap((it) => {
      const module = it.outcome === 'not loaded' ? model.driver(it.driver)?.module : undefined;
      return module === undefined || blacklist.includes(module) ? [] : [module];
    }),
  );
}

function line(pattern: string, model: RootModel): readonly Related[] {
  for (const { decl, item } of modprobeBlocks(model)) {
    const found = decl.aliases.find((it) => it.pattern.text === pattern);
    if (found) return [{ place: { item, site: found.pattern.site }, message: 'the line that answers' }];
  }
  return [];
}
