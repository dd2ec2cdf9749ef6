// What a test of a `when` may name: fields of the device, other roots (`row.`, `drv.`, `parent.` …), and `and`, `no`.
import type { Word } from '../cursor/cursor.ts';
import type { Offer } from './item.ts';
import { busHere, deviceFields, type Scene, tableHere } from './scene.ts';

const ROOTS: readonly (readonly [string, string])[] = [
  ['row.', 'the row of the driver’s table'],
  ['drv.', 'the driver'],
  ['parent.', 'the parent device'],
  ['physfn.', 'the PF of a VF'],
  ['kernel.', 'the kernel’s configuration'],
];

export function conditionOffers(scene: Scene, before: readonly Word[]): readonly Offer[] {
  const last = before.at(-1)?.text;
  const fresh = last === undefined || last === 'and' || last === 'no' || /^[=!<>]/.test(last);
  if (!fresh) return [word('and'), ...['==', '!=', 'in'].map(word)];
  const bus = busHere(scene);
  const fields = (bus === undefined ? [] : deviceFields(bus)).map((it) => it.name);
  const row = (tableHere(scene)?.fields ?? []).map((it) => `row.${it.name}`);
  return [
    ...[...fields, ...row].map((label): Offer => ({ label, kind: 'field', rank: 0 })),
    ...ROOTS.map(([label, doc]): Offer => ({ label, kind: 'value', rank: 5, doc })),
    ...(last === 'no' ? [] : [word('no')]),
  ];
}

function word(label: string): Offer {
  return { label, kind: 'keyword', rank: 10 };
}
