// SD-52: an auxiliary device that is not named MODULE.NAME.ID. Kernel: include/linux/auxiliary_bus.h: auxiliary_device_add;
// drivers/base/auxiliary.c:__auxiliary_device_add.
import type { RootModel } from '../../db/model.ts';
import type { Name } from '../../declare/declarations.ts';
import { foldModule } from '../../link/ids.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, Levels, Report } from '../check.ts';
import { type Maker, madeBy, makersOfDevices } from '../made-here.ts';
import { dependsOn, moduleOf } from './module-depends.ts';

/** A function of the other module may create it: the description leaves out that it is called. */
const ELSEWHERE: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };
const AUXILIARY = 'auxiliary';

export const auxiliaryName: Check<'root'> = {
  code: 'SD-52',
  aliases: [],
  title: 'an auxiliary name that is not MODULE.NAME.ID',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run,
  doc: {
    why: '`mlx5_core.vfio_pci.2048` is the module that creates the device, the name of the part, and its number. auxiliary_device_add() is a macro that puts KBUILD_MODNAME of the file it stands in before the name, underscores for hyphens; nobody can leave it out or choose another. A device that is described under another name is announced and matched under one that is nowhere in the description. A module may create devices for another by a function that it exports (`intel_vsec_add_aux()`): then that module is the first part, and the caller depends on it.',
    source: [
      'include/linux/auxiliary_bus.h: auxiliary_device_add',
      'drivers/base/auxiliary.c:__auxiliary_device_add',
      'Jason Gunthorpe to Cornelia Huck, 18 Jan 2021 (mlx5_core.vfio_pci.2048)',
      'domain rule SD-52',
    ],
    firing: `driver acme-core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme-core.part { id = ida; } }
}
`,
    corrected: `driver acme-core on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme_core.part { id = ida; } }
}
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makersOfDevices(model)) {
    if (maker.library) continue;
    for (const { step, item } of madeBy(maker, model)) {
      if (step.kind !== 'creates' || step.of.text !== AUXILIARY || !step.name) continue;
      yield* misnamed(step.name, item, maker, model);
    }
  }
  yield* declaredMisnamed(model);
}

/** A device of the text: nobody but auxiliary_device_add() gives names on this bus. */
function* declaredMisnamed(model: RootModel): Iterable<Report> {
  for (const { id, name } of model.devicesOn(AUXILIARY)) {
    const declared = NAME.test(name) ? undefined : model.declarationAs('device', id);
    if (!declared) continue;
    yield {
      message: `auxiliary_device_add() names its devices MODULE.NAME.NUMBER: none is called \`${name}\``,
      place: { item: declared.item, site: declared.decl.name.site },
      about: id,
    };
  }
}

const NAME = /^[^.]+\..+\.\d+$/;

function* misnamed(name: Name, item: ItemKey, maker: Maker, model: RootModel): Iterable<Report> {
  const module = moduleOf(maker, model);
  const dot = name.text.indexOf('.');
  const prefix = dot < 0 ? '' : name.text.slice(0, dot);
  if (prefix === module || prefix.includes('{') || dependsOn(module, prefix, model)) return;
  const place = { item, site: name.site };
  const right = `${module}.${name.text.slice(dot + 1)}`;
  const isOwn = dot < 0 || [module, foldModule(maker.decl.name.text)].includes(foldModule(prefix));
  yield {
    message: isOwn
      ? `auxiliary_device_add() puts KBUILD_MODNAME before the name: the device is \`${right}\`, not \`${name.text}\``
      : `auxiliary_device_add() in \`${module}\` names it \`${right}\`: if a function of \`${prefix}\` creates it, \`${module}\` depends on that`,
    place,
    about: maker.id,
    ...(!isOwn && { levels: ELSEWHERE }),
    fixes: () => [
      { title: `Replace by \`${right}\``, edits: [{ act: 'replace', place, text: right }], preferred: true },
    ],
  };
}
