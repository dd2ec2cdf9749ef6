// MK-87: a scenario counts on the order in which siblings probe. Kernel: drivers/base/dd.c (LC-12, LC-15, LC-28).
import type { RootModel } from '../../db/model.ts';
import type { Ref } from '../../declare/declarations.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Fix } from '../../link/fix.ts';
import { textsOf } from '../../link/names.ts';
import type { Report, StepCheck, StepDone } from '../check.ts';
import { deviceAt, eachStep } from '../follow.ts';

export const siblingOrder: StepCheck = {
  code: 'MK-87',
  aliases: [],
  title: 'an order of siblings that nothing makes sure of',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'step',
  follow: eachStep(run),
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

function* run({ step: { expect }, place }: StepDone, moment: RootModel): Iterable<Report> {
  if (expect?.expects !== 'order' || expect.event.text !== 'probe') return;
  for (const [index, ref] of expect.refs.entries()) {
    const before = expect.refs[index - 1];
    const first = deviceAt(before, moment);
    const second = deviceAt(ref, moment);
    if (!before || !first || !second || !areFreeSiblings(first, second, moment)) continue;
    yield {
      message: `nothing makes \`${textOf(before)}\` probe before \`${textOf(ref)}\`: they are siblings without a link`,
      place: { ...place, site: ref.site },
      about: second.id,
      fixes: () => link(before, second, moment),
    };
  }
}

function areFreeSiblings(first: DeviceResult, second: DeviceResult, moment: RootModel): boolean {
  if (first.id === second.id || first.parent === undefined || first.parent !== second.parent) return false;
  return !waitsFor(second, first, moment) && !waitsFor(first, second, moment);
}

/** By a link, or by a driver that its driver needs. */
function waitsFor(consumer: DeviceResult, supplier: DeviceResult, moment: RootModel): boolean {
  if (moment.device(consumer.id)?.suppliers.some((it) => it.supplier === supplier.id)) return true;
  const needs = moment.driver(consumer.driver ?? '')?.probe ?? [];
  return needs.some((it) => it.kind === 'needs' && it.driver !== undefined && it.driver === supplier.driver);
}

function link(first: Ref, { id }: DeviceResult, moment: RootModel): readonly Fix[] {
  const declared = moment.declarationAs('device', id);
  if (!declared) return [];
  const place = { item: declared.item, site: declared.decl.name.site };
  const text = `supplier ${textOf(first)};`;
  return [{ title: `Link them: \`${text}\``, edits: [{ act: 'insert-inside', place, text }] }];
}

function textOf(ref: Ref): string {
  return textsOf(ref).join('/');
}
