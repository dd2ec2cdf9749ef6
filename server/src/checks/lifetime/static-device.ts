// MK-70: a struct device that is a static variable of a module. Kernel: Documentation/core-api/kobject.rst.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from './given-back.ts';
import { eachMadeWith, type Life, type Made } from './life.ts';
import { said, sayInstead } from './said.ts';

export const staticDevice: Check<'root'> = {
  code: 'MK-70',
  aliases: [],
  title: 'a static struct device in a module',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['alloc'], run),
  doc: {
    why: 'The memory of a static variable goes when its module is unloaded, whoever still holds a reference on the device in it, and its release callback has nothing to free. “Because kobjects are dynamic, they must not be declared statically or on the stack.” Code that is part of the kernel image (`builtin`) never goes; board files did this for that reason.',
    source: ['Documentation/core-api/kobject.rst (initialization of kobjects)', 'domain rules LC-65, MK-70'],
    firing: `module foo_board {
    loaded;
    init { creates platform foo-leds { alloc = static; } }
}
`,
    corrected: `module foo_board {
    loaded;
    init { creates platform foo-leds { alloc = kzalloc; } }
}
`,
  },
};

function* run(made: Made, model: RootModel, { isBuiltin, module }: Life): Iterable<Report> {
  if (isBuiltin) return;
  const alloc = said(made, 'alloc', model);
  if (alloc?.text !== 'static') return;
  yield {
    message: `\`${calledBy(made)}\` is a static variable: its memory goes with module \`${module}\`, also while somebody holds a reference`,
    place: alloc.place,
    fixes: () => sayInstead(alloc, 'kzalloc', 'Replace by `kzalloc`'),
  };
}
