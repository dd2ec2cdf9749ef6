// `expect error E`, and acts that fail although nobody expects it.
import type { ExpectDecl, ScenarioStep } from '../../declare/declarations.ts';
import type { Outcome } from '../../driver-core/scenario/script.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Failure } from '../expect-device.ts';

export type ErrorExpect = Extract<ExpectDecl, { readonly expects: 'error' }>;

/** The act before an expectation. */
export interface Done {
  readonly step: ScenarioStep;
  readonly outcome: Outcome;
}

export function judgeError(expect: ErrorExpect, done: Done | undefined, item: ItemKey): Failure | undefined {
  const { errno, site } = expect;
  if (done === undefined) {
    const message = '`expect error` speaks of the step before it, and there is none';
    return { code: 'expect/scenario', site, message, fixes: [] };
  }
  const { outcome, step } = done;
  if (outcome.errno === errno.text) return undefined;
  if (outcome.errno === undefined) {
    const message = `\`${step.verb}\` succeeds`;
    const fix = {
      title: 'Delete this expectation',
      edits: [{ act: 'delete', place: { item, site } } as const],
    };
    return { code: 'expect/error', site: errno.site, message, fixes: [fix] };
  }
  const edit = { act: 'replace', place: { item, site: errno.site }, text: outcome.errno } as const;
  return {
    code: 'expect/error',
    site: errno.site,
    message: `\`${step.verb}\` fails with ${told(outcome)}`,
    fixes: [{ title: `Expect ${outcome.errno}`, edits: [edit] }],
  };
}

/** An act failed, and no `expect error` follows before the next act. */
export function unexpectedError({ step, outcome }: Done, item: ItemKey): Failure | undefined {
  const { errno } = outcome;
  if (errno === undefined) return undefined;
  const text = `expect error ${errno};`;
  return {
    code: 'expect/error',
    site: step.site,
    message: `\`${step.verb}\` fails with ${told(outcome)}`,
    fixes: [
      {
        title: `Expect \`error ${errno}\``,
        edits: [{ act: 'insert-after', place: { item, site: step.site }, text }],
      },
    ],
  };
}

/** The error of the `expect error` that follows the step before the next act. */
export function expectedError(steps: readonly ScenarioStep[], index: number): string | undefined {
  for (let at = index + 1; at < steps.length; at++) {
    const expect = steps[at]?.expect;
    if (expect === undefined) return undefined;
    if (expect.expects === 'error') return expect.errno.text;
  }
  return undefined;
}

function told({ errno, text, rule }: Outcome): string {
  const why = text === undefined ? '' : `: ${text}`;
  return `${errno}${why}${rule === undefined ? '' : ` (${rule})`}`;
}
