// MK-121: hardware resources that belong to no struct device. Parav Pandit, 8 Nov 2019.
import type { StepDecl } from '../../declare/declarations.ts';
import type { Check, ModuleSubject, Report } from '../check.ts';

export const resourceWithoutDevice: Check<'module'> = {
  code: 'MK-121',
  aliases: ['SD-32'],
  title: 'hardware resources without a struct device',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'module',
  reads: 'declarations',
  run,
  doc: {
    why: 'Something with a BAR, an interrupt or a clock is a device. Without a `struct device` it has no place in sysfs, so nothing can name it, suspend it, order its removal or attach an IOMMU. A module’s init that takes such resources itself creates a device for them and lets a driver bind to it.',
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

function* run({ declared }: ModuleSubject): Iterable<Report> {
  if (!declared || declared.decl.init.some((step) => step.kind === 'creates')) return;
  for (const step of declared.decl.init) {
    const what = hardware(step);
    if (what === undefined) continue;
    yield {
      message: `${what} belongs to no struct device: nothing in sysfs names it, nothing suspends it`,
      place: { item: declared.item, site: step.site },
    };
  }
}

/** An interrupt, or what a supplier of a device would give. Memory, work and timers need no hardware. */
function hardware(step: StepDecl): string | undefined {
  if (step.kind === 'acquires' && step.resource.text === 'irq') return `\`${step.name.text}\` (irq)`;
  if (step.kind !== 'needs' || step.names.length === 0) return undefined;
  return step.names.map((name) => `\`${name.text}\``).join(', ');
}
