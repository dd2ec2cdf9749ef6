// MK-77: nobody looks at what device_link_add() returns. Kernel: drivers/base/core.c:device_link_add (LC-32).
import type { RootModel } from '../../db/model.ts';
import { holdsAt } from '../../link/guard.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { linksOf } from './written-links.ts';

export const uncheckedLink: Check<'device'> = {
  code: 'MK-77',
  aliases: [],
  title: 'a device link that nobody looks at',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: '`device_link_add()` returns NULL where it makes no link, and says nothing: no memory, flags that exclude each other, a supplier that consumes from the consumer, a supplier that is not registered. Whoever does not look (`unchecked;`) goes on as if the link were there, and nothing orders probe, unbind and suspend of the two devices. A driver returns an error then, -EINVAL or what it knows better. When it *does* return NULL is said by [MK-76](MK-76.md) and [MK-78](MK-78.md).',
    source: ['drivers/base/core.c:device_link_add', 'domain rules LC-32, MK-77'],
    firing: `device pll on platform;
device codec on platform { supplier pll { flags = AUTOREMOVE_CONSUMER; unchecked; } }
`,
    corrected: `device pll on platform;
device codec on platform { supplier pll { flags = AUTOREMOVE_CONSUMER; } }
`,
  },
};

function* run(subject: DeviceSubject, model: RootModel): Iterable<Report> {
  const { links, item } = linksOf(subject, model);
  for (const link of links) {
    const flag = link.facts.find((it) => it.name.text === 'unchecked' && holdsAt(it, model.kernel));
    if (!flag) continue;
    const place = { item, site: flag.site };
    const supplier = link.supplier.parts.map((it) => it.text).join('/');
    yield {
      message: `nobody looks at what device_link_add() returns: if it is NULL, nothing orders probe, unbind and suspend with \`${supplier}\``,
      place,
      fixes: () => [{ title: 'Look at it', edits: [{ act: 'delete', place }], preferred: true }],
    };
  }
}
