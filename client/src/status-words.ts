// What the language status item says, as plain data: pure, so that it is tested without VS Code.
import type { TreeChangedParams } from '../../server/src/lsp/protocol.ts';

export interface StatusWords {
  readonly text: string;
  readonly detail?: string;
  readonly severity: 'information' | 'warning' | 'error';
}

export function statusWords(
  state: 'starting' | 'running' | 'stopped',
  summary: TreeChangedParams['summary'] | undefined,
): StatusWords {
  if (state === 'stopped') return { text: 'Buswright is not running', severity: 'error' };
  if (summary === undefined || state === 'starting') return { text: 'Buswright', severity: 'information' };
  const { devices, bound, unbound, deferred, problems } = summary;
  return {
    text: `${count(devices, 'device')}, ${bound} bound`,
    detail: [
      `${unbound} unbound`,
      ...(deferred > 0 ? [`${deferred} deferred`] : []),
      problems > 0 ? count(problems, 'problem') : 'no problems',
    ].join(', '),
    severity: problems > 0 ? 'warning' : 'information',
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
