// MK-78: device link flags that device_link_add() refuses together. Kernel: drivers/base/core.c:device_link_add (LC-32).
import type { Literal } from '../../declare/declarations.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

const MANAGED = ['AUTOREMOVE_CONSUMER', 'AUTOREMOVE_SUPPLIER', 'AUTOPROBE_CONSUMER', 'SYNC_STATE_ONLY'];

/** A flag, those that it excludes, and why: the tests of device_link_add(), in its order. */
const EXCLUDED: readonly { readonly flag: string; readonly by: readonly string[]; readonly why: string }[] = [
  { flag: 'STATELESS', by: MANAGED, why: 'a stateless link follows no driver' },
  {
    flag: 'AUTOPROBE_CONSUMER',
    by: ['AUTOREMOVE_CONSUMER', 'AUTOREMOVE_SUPPLIER'],
    why: 'a link that goes with its driver cannot probe the consumer later',
  },
  {
    flag: 'SYNC_STATE_ONLY',
    by: ['PM_RUNTIME', 'RPM_ACTIVE', 'AUTOREMOVE_CONSUMER', 'AUTOREMOVE_SUPPLIER', 'AUTOPROBE_CONSUMER'],
    why: 'it orders nothing but sync_state',
  },
];

export const excludingLinkFlags: Check<'device'> = {
  code: 'MK-78',
  aliases: [],
  title: 'device link flags that exclude each other',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'declarations',
  run,
  doc: {
    why: '`device_link_add()` returns NULL, without a word in the log, for STATELESS together with a flag of a managed link, for AUTOPROBE_CONSUMER together with an AUTOREMOVE flag, and for SYNC_STATE_ONLY together with anything. Drivers that do not look at the result go on without a link: nothing orders probe, unbind and suspend of the two devices.',
    source: ['drivers/base/core.c:device_link_add', 'domain rules LC-32, MK-78'],
    firing: `device osc on platform;
device uart on platform { supplier osc as clock { flags = STATELESS, AUTOREMOVE_CONSUMER; } }
`,
    corrected: `device osc on platform;
device uart on platform { supplier osc as clock { flags = AUTOREMOVE_CONSUMER; } }
`,
  },
};

function* run({ declared }: DeviceSubject): Iterable<Report> {
  for (const link of declared?.decl.suppliers ?? []) {
    const flags = factNamed(link.facts, 'flags')?.values ?? [];
    const clash = firstClash(flags);
    if (!declared || !clash) continue;
    const { flag, excluded, why } = clash;
    const place = { item: declared.item, site: flag.site };
    const without = (gone: readonly Literal[]) => ({
      title: `Delete ${gone.map((it) => `\`${it.text}\``).join(', ')}`,
      edits: [
        {
          act: 'replace' as const,
          place: { item: declared.item, site: factNamed(link.facts, 'flags')?.site ?? flag.site },
          text: `flags = ${flags
            .filter((it) => !gone.includes(it))
            .map((it) => it.text)
            .join(', ')};`,
        },
      ],
    });
    yield {
      message: `device_link_add() returns NULL for \`${flag.text}\` with ${excluded.map((it) => `\`${it.text}\``).join(', ')}: ${why}`,
      place,
      fixes: () => [without([flag]), without(excluded)],
    };
  }
}

interface Clash {
  readonly flag: Literal;
  readonly excluded: readonly Literal[];
  readonly why: string;
}

function firstClash(flags: readonly Literal[]): Clash | undefined {
  for (const { flag, by, why } of EXCLUDED) {
    const found = flags.find((it) => it.text === flag);
    const excluded = flags.filter((it) => by.includes(it.text));
    if (found && excluded.length > 0) return { flag: found, excluded, why };
  }
  return undefined;
}
