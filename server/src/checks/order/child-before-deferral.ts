// MK-79: a probe adds a device and then defers. Kernel: Documentation/driver-api/driver-model/driver.rst; domain rule LC-27.
import type { RootModel } from '../../db/model.ts';
import type { MakesStep } from '../../declare/declarations.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import {
  addsChild,
  excludeEachOther,
  mayDefer,
  neededBy,
  probeSteps,
  type StepHere,
} from '../probe-steps.ts';

export const childBeforeDeferral: Check<'driver'> = {
  code: 'MK-79',
  aliases: ['LC-27'],
  title: '-EPROBE_DEFER after a child was created',
  levels: { relaxed: 'warning', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A bind anywhere makes the core try all deferred devices again. A probe that adds a child and then returns -EPROBE_DEFER takes the child away, but if something bound to it meanwhile, that bind has triggered the next retry of this very device: it adds the child again, which binds again, and so on. The kernel never gets out of this. Get everything that may be late first, create children last.',
    source: [
      'Documentation/driver-api/driver-model/driver.rst (probe, -EPROBE_DEFER)',
      'drivers/base/dd.c:driver_bound, driver_deferred_probe_trigger',
      'domain rules LC-27, LC-28, MK-79',
    ],
    firing: `driver acme on platform {
    of_match_table "acme,codec";
    probe { creates auxiliary acme.dai { id = ida; release = acme_release; } needs clock; }
}
`,
    corrected: `driver acme on platform {
    of_match_table "acme,codec";
    probe { needs clock; creates auxiliary acme.dai { id = ida; release = acme_release; } }
}
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const steps = probeSteps(declared, model);
  for (const [index, late] of steps.entries()) {
    if (!mayDefer(late.step)) continue;
    const made = steps.slice(0, index).filter(addsChild);
    const child = made.find((it) => !excludeEachOther(it.step.when, late.step.when));
    if (!child) continue;
    const what = late.step.kind === 'needs' ? ` for ${neededBy(late.step)}` : '';
    yield {
      message: `-EPROBE_DEFER${what} after \`${nameOf(child.step)}\` was added: whatever binds to it triggers the next retry, for ever`,
      place: { item: late.item, site: late.step.site },
      related: [{ place: { item: child.item, site: child.step.site }, message: 'added here' }],
      fixes: () => moveUp(late, child),
    };
  }
}

function nameOf(step: MakesStep): string {
  return step.name?.text ?? step.of.text;
}

/** Only a step that can be written down from its parts; one with a condition may read what comes before it. */
function moveUp({ step, item }: StepHere, child: StepHere): readonly Fix[] {
  if (step.kind !== 'needs' || step.when || step.since !== undefined || step.until !== undefined) return [];
  const what = step.driver
    ? `driver ${step.driver.parts.map((it) => it.text).join('/')}`
    : step.names.map((it) => it.text).join(', ');
  const text = `needs ${what}${step.ifPresent ? ' if present' : ''};`;
  return [
    {
      title: 'Ask for it before the child is created',
      edits: [
        { act: 'insert-before', place: { item: child.item, site: child.step.site }, text },
        { act: 'delete', place: { item, site: step.site } },
      ],
      preferred: true,
    },
  ];
}
