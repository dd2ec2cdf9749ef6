// MK-100: a blacklist that stops nothing. Kernel: kmod's libkmod-module.c:kmod_module_apply_filter (KM-14 to KM-16).
import type { RootModel } from '../../db/model.ts';
import type { Name } from '../../declare/declarations.ts';
import type { Module } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { modprobeBlocks } from './modprobe-blocks.ts';

export const vainBlacklist: Check<'root'> = {
  code: 'MK-100',
  aliases: [],
  title: 'a blacklist against a built-in module or a dependency',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'run',
  run,
  doc: {
    why: '`blacklist M` tells modprobe to pass over M where it is found *through an alias*, and that is all. What is built in needs no loading: its initcall runs anyway (`initcall_blacklist=`, unbind or driver_override help). A module that another one needs, as a dependency or a soft dependency, is loaded with it: `install M /bin/false` refuses that too.',
    source: ['kmod: libkmod/libkmod-module.c, modprobe.d(5)', 'domain rules KM-14, KM-15, KM-16, MK-100'],
    firing: `modprobe { blacklist nouveau; }
module nouveau { builtin; }
driver nouveau on pci { id_table { { vendor = 0x10de; } } }
`,
    corrected: `modprobe { blacklist nouveau; }
driver nouveau on pci { id_table { { vendor = 0x10de; } } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  if (model.topology.modprobe.blacklist.length === 0) return;
  for (const { decl, item } of modprobeBlocks(model)) {
    for (const name of decl.blacklist) {
      const module = model.topology.modules.get(foldModule(name.text));
      if (module) yield* vain(name, module, item, model);
    }
  }
}

function* vain(name: Name, module: Module, item: ItemKey, model: RootModel): Iterable<Report> {
  const place = { item, site: name.site };
  if (isBuiltin(module, model)) {
    yield {
      message: `\`${module.name}\` is built in: nobody loads it, so nobody asks the blacklist`,
      place,
    };
    return;
  }
  const user = model.run.modules.get(module.name)?.loaded === true ? userOf(module, model) : undefined;
  if (!user) return;
  yield {
    message: `\`${module.name}\` is loaded all the same: \`${user.module}\` ${user.how}, and a blacklist stops loading through an alias only`,
    place,
    fixes: () => [
      {
        title: `Refuse it with \`install ${module.name} "/bin/false"\``,
        edits: [{ act: 'insert-after', place, text: `install ${module.name} "/bin/false";` }],
      },
    ],
  };
}

function isBuiltin({ name, builtin }: Module, model: RootModel): boolean {
  return builtin || model.run.modules.get(name)?.builtin === true;
}

/** A loaded module that brings it along. */
function userOf(
  { name }: Module,
  model: RootModel,
): { readonly module: string; readonly how: string } | undefined {
  for (const it of model.topology.modules.values()) {
    if (model.run.modules.get(it.name)?.loaded !== true) continue;
    if (it.depends.includes(name)) return { module: it.name, how: 'depends on it' };
    if (it.softdepPre.includes(name) || it.softdepPost.includes(name))
      return { module: it.name, how: 'has it as a soft dependency' };
  }
  return undefined;
}
