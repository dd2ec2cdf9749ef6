// MK-45: an auxiliary device without a parent. Kernel: drivers/base/auxiliary.c:auxiliary_device_init (-EINVAL).
import type { RootModel } from '../../db/model.ts';
import type { Check, Levels, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { eachLife, type Life } from '../lifetime/life.ts';
import { nameOfMade, said } from '../lifetime/said.ts';

export const auxiliaryWithoutParent: Check<'root'> = {
  code: 'MK-45',
  aliases: [],
  title: 'an auxiliary device without a parent',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run: function* (root, model) {
    yield* ofMade(root, model);
    yield* ofDeclared(model);
  },
  doc: {
    why: 'An auxiliary device is a part of its parent: it lies below it in sysfs, is suspended before it, and the parent’s driver deletes it. `auxiliary_device_init()` refuses one whose `dev.parent` is not set with -EINVAL and “auxiliary_device has a NULL dev->parent”. What a driver creates has the driver’s device as its parent; what a module creates when it is loaded has none unless it says so. A device that nothing stands above belongs on the faux bus. (That the parent’s driver deletes it is [MK-63](MK-63.md).)',
    source: ['drivers/base/auxiliary.c:auxiliary_device_init', 'domain rule MK-45'],
    firing: `module foo { loaded; init { creates auxiliary foo.bar { id = 0; } } }
`,
    corrected: `module foo {
    loaded;
    init {
        creates platform foo-host;
        creates auxiliary foo.bar { id = 0; parent = foo-host; }
    }
}
`,
  },
};

const ofMade = eachLife(run);

function* run({ made }: Life, model: RootModel): Iterable<Report> {
  for (const it of made) {
    if (it.callback !== 'init' || it.step.kind !== 'creates' || it.step.of.text !== 'auxiliary') continue;
    if (said(it, 'parent', model)) continue;
    yield {
      message: `\`${calledBy(it)}\` has no parent, a module's init is bound to no device: auxiliary_device_init() returns -EINVAL`,
      place: nameOfMade(it),
    };
  }
}

/** A description may leave out who made the device. */
const LEFT_OUT: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };

function* ofDeclared(model: RootModel): Iterable<Report> {
  for (const { id, parent } of model.devicesOn('auxiliary')) {
    const declared = parent === undefined ? model.declarationAs('device', id) : undefined;
    if (!declared) continue;
    const { name } = declared.decl;
    yield {
      message: `\`${name.text}\` stands below nothing: what is it a part of? auxiliary_device_init() returns -EINVAL for one without a parent`,
      place: { item: declared.item, site: name.site },
      about: id,
      levels: LEFT_OUT,
    };
  }
}
