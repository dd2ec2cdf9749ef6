// MK-121: hardware resources that belong to no struct device. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { StepDecl } from '../../declare/declarations.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Check, Report } from '../check.ts';
import { factNamed, type Maker, madeBy, makers } from '../made-here.ts';

export const resourceWithoutDevice: Check<'root'> = {
  code: 'MK-121',
  aliases: ['SD-32'],
  title: 'hardware resources without a struct device',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'Something with a BAR, an interrupt or a clock is a device. Without a `struct device` it has no place in sysfs, so nothing can name it, suspend it, order its removal or attach an IOMMU. A module’s init that takes such resources itself creates a device for them and lets a driver bind to it; a subfunction that is only a handle of its parent (a devlink port) gets one when it is given registers and interrupts.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019 (an SF without a device)',
      'domain rules SD-32, SD-48, MK-121',
    ],
    firing: `module legacy_card { loaded; init { acquires irq card_irq; registers tty; } }
`,
    corrected: `driver legacy_card on platform { probe { acquires irq card_irq; registers tty; } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makers(model)) {
    if (maker.library) continue;
    yield* ofHandles(maker, model);
    if (isModule(maker)) yield* ofInit(maker);
  }
}

function isModule(maker: Maker): maker is Declaration<'module'> {
  return maker.decl.kind === 'module';
}

function* ofInit({ id, decl, item }: Declaration<'module'>): Iterable<Report> {
  if (decl.init.some((step) => step.kind === 'creates')) return;
  for (const step of decl.init) {
    const what = hardware(step);
    if (what !== undefined) yield { message: nobodys(what), place: { item, site: step.site }, about: id };
  }
}

/** A registration that is no struct device, as a devlink port, is given hardware. */
function* ofHandles(maker: Maker, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(maker, model)) {
    const fact = factNamed(step.facts, 'resources');
    const type = step.kind === 'registers' ? model.topology.classes.get(step.of.text) : undefined;
    if (!fact || !type?.noDevice) continue;
    const what = fact.values.map((it) => `\`${it.text}\``).join(', ');
    yield {
      message: `\`${type.name}\` is a handle and no struct device: nothing in sysfs has the place of ${what}, and nothing suspends it`,
      place: { item, site: fact.site },
      about: maker.id,
    };
  }
}

function nobodys(what: string): string {
  return `${what} belongs to no struct device: nothing in sysfs names it, nothing suspends it`;
}

/** An interrupt, or what a supplier of a device would give. Memory, work and timers need no hardware. */
function hardware(step: StepDecl): string | undefined {
  if (step.kind === 'acquires' && step.resource.text === 'irq') return `\`${step.name.text}\` (irq)`;
  if (step.kind !== 'needs' || step.names.length === 0) return undefined;
  return step.names.map((name) => `\`${name.text}\``).join(', ');
}
