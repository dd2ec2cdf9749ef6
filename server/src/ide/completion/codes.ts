// Codes after `allow`, `problem` and `because`: first those that are here now, then the rest.
import { FAMILY_CODES } from '../../checks/codes.ts';
import { CHECKS } from '../../checks/registry.ts';
import { ruleText } from '../../driver-core/rules.ts';
import { wholeCode } from '../cursor/whole-code.ts';
import { findingCodes } from '../findings.ts';
import type { Offer } from './item.ts';
import type { Scene } from './scene.ts';
import { subjectOf } from './steps.ts';

export function codeOffers(scene: Scene, which: 'findings' | 'reasons'): readonly Offer[] {
  if (which === 'reasons') return reasonOffers(scene);
  const here = findingCodes(scene.workspace, scene.uri);
  const range = wholeCode(scene.workspace.text(scene.uri) ?? '', scene.cursor.range);
  const offer = (label: string, doc: string): Offer => ({
    label,
    kind: 'code',
    rank: here.has(label) ? 0 : 10,
    doc,
    range,
  });
  return [
    ...CHECKS.map(({ code, title, doc }) => ({ ...offer(code, doc.why), detail: title })),
    ...FAMILY_CODES.map(({ code, meaning }) => offer(code, meaning)),
  ];
}

/** The rules that decided over the devices of this root; first the one of the device that is spoken of, or of the error. */
function reasonOffers({ model, cursor, last }: Scene): readonly Offer[] {
  const rules = new Map<string, string>();
  const subject = model.run.devices.get(subjectOf(cursor.words, model.lookup) ?? '')?.reason;
  if (cursor.words[1]?.text === 'error' && last?.rule !== undefined) rules.set(last.rule, last.text ?? '');
  else if (subject) rules.set(subject.rule, subject.text);
  const [first] = rules.keys();
  for (const { reason } of model.run.devices.values())
    if (!rules.has(reason.rule)) rules.set(reason.rule, reason.text);
  return [...rules].map(([label, detail]): Offer => {
    const doc = ruleText(label);
    return { label, kind: 'code', rank: label === first ? -1 : 0, detail, ...(doc !== undefined && { doc }) };
  });
}
