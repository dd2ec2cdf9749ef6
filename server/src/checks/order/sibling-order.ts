// MK-87: a scenario counts on the order in which siblings probe. Kernel: drivers/base/dd.c (LC-12, LC-15, LC-28).
import type { RootModel } from '../../db/model.ts';
import type { Ref } from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, Report } from '../check.ts';
import { deviceOf, scenarios, textOf } from '../scenario-steps.ts';

export const siblingOrder: Check<'root'> = {
  code: 'MK-87',
  aliases: [],
  title: 'an order of siblings that nothing makes sure of',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'Two devices below one parent are probed in the order in which they were added, as long as their drivers are there, probe synchronously and do not defer. None of this is promised: a module that loads a moment later, `async_probe` on the command line, or one deferral turns the order around. What has to be first is a supplier of the other (a device link), or what the other defers for.',
    source: [
      'drivers/base/dd.c:driver_attach, deferred_probe_work_func',
      'domain rules LC-8, LC-15, LC-28, MK-87',
    ],
    firing: `driver port on platform { id_table port; }
device hub on none { device port.0 on platform; device port.1 on platform; }
scenario "in turn" { modprobe port; expect order probe hub/port.0, hub/port.1; }
`,
    corrected: `driver port on platform { id_table port; }
device hub on none { device port.0 on platform; device port.1 on platform { supplier hub/port.0; } }
scenario "in turn" { modprobe port; expect order probe hub/port.0, hub/port.1; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const { decl, item } of scenarios(model)) {
    for (const { expect } of decl.steps) {
      if (expect?.expects !== 'order' || expect.event.text !== 'probe') continue;
      for (const [index, ref] of expect.refs.entries()) {
        const before = expect.refs[index - 1];
        if (before && areFreeSiblings(before, ref, model)) {
          yield {
            message: `nothing makes \`${textOf(before)}\` probe before \`${textOf(ref)}\`: they are siblings without a link`,
            place: { item, site: ref.site },
            fixes: () => link(before, ref, model),
          };
        }
      }
    }
  }
}

function areFreeSiblings(first: Ref, second: Ref, model: RootModel): boolean {
  const a = deviceOf(first, model);
  const b = deviceOf(second, model);
  if (a === undefined || b === undefined || a === b) return false;
  const parent = model.run.devices.get(a)?.parent;
  if (parent === undefined || parent !== model.run.devices.get(b)?.parent) return false;
  return !waitsFor(b, a, model) && !waitsFor(a, b, model);
}

/** By a link, or by a driver that its driver needs. */
function waitsFor(consumer: Id, supplier: Id, model: RootModel): boolean {
  if (model.device(consumer)?.suppliers.some((it) => it.supplier === supplier)) return true;
  const driver = model.run.devices.get(consumer)?.driver;
  const needs = driver === undefined ? [] : (model.driver(driver)?.probe ?? []);
  const other = model.run.devices.get(supplier)?.driver;
  return needs.some((it) => it.kind === 'needs' && it.driver !== undefined && it.driver === other);
}

function link(first: Ref, second: Ref, model: RootModel): readonly Fix[] {
  const id = deviceOf(second, model);
  const declared = id === undefined ? undefined : model.declarationAs('device', id);
  if (!declared) return [];
  const place = { item: declared.item, site: declared.decl.name.site };
  const text = `supplier ${textOf(first)};`;
  return [{ title: `Link them: \`${text}\``, edits: [{ act: 'insert-inside', place, text }] }];
}
