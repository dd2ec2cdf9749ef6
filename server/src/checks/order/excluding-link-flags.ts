// MK-78: device link flags that device_link_add() refuses together. Kernel: drivers/base/core.c:device_link_add (LC-32).
import type { RootModel } from '../../db/model.ts';
import type { Fact, Literal } from '../../declare/declarations.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { linksOf } from './written-links.ts';

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
  reads: 'run',
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

function* run(subject: DeviceSubject, model: RootModel): Iterable<Report> {
  const { links, item } = linksOf(subject, model);
  for (const link of links) {
    const fact = factNamed(link.facts, 'flags');
    const clash = fact && firstClash(fact.values);
    if (!fact || !clash) continue;
    const { flag, excluded, why } = clash;
    yield {
      message: `device_link_add() returns NULL for \`${flag.text}\` with ${namesOf(excluded)}: ${why}`,
      place: { item, site: flag.site },
      fixes: () => [without([flag], fact, item), without(excluded, fact, item)],
    };
  }
}

function without(gone: readonly Literal[], fact: Fact, item: ItemKey): Fix {
  const left = fact.values.filter((it) => !gone.includes(it)).map((it) => it.text);
  return {
    title: `Delete ${namesOf(gone)}`,
    edits: [{ act: 'replace', place: { item, site: fact.site }, text: `flags = ${left.join(', ')};` }],
  };
}

function namesOf(flags: readonly Literal[]): string {
  return flags.map((it) => `\`${it.text}\``).join(', ');
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
