// The rule that gives the answers which a driver's probe gave in a run, call by call.

import { EPROBE_DEFER } from '../../driver-core/base/errno.ts';
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import type { ProbeCall } from './journal.ts';
import type { ProbeRule } from './operation.ts';

/** `lives`: the calls for each device of one name. Undefined: there is none that says all of them. */
export function probeRule(
  lives: readonly (readonly ProbeCall[])[],
  nameOf: (device: BaseDevice) => string,
): ProbeRule | undefined {
  const calls = lives.flat();
  const results = new Set(calls.map(({ result }) => result));
  const [only] = results;
  if (results.size === 1 && only !== undefined) return constantRule(only);
  const supplier = [...new Set(calls.flatMap(({ bound }) => [...bound]))].find((it) => explains(calls, it));
  if (supplier) return `need:${nameOf(supplier)}`;
  return countingRule(lives) ?? answersRule(lives);
}

/** More do not fit into the recorder's rule. */
const LONGEST = 60;

function answersRule(lives: readonly (readonly ProbeCall[])[]): ProbeRule | undefined {
  const answers = lives.map((calls) => calls.map(({ result }) => result));
  const longest = answers.reduce((a, b) => (b.length > a.length ? b : a), []);
  const isOne = answers.every((it) => it.every((result, index) => result === longest[index]));
  const text = longest.join(',');
  return isOne && text.length <= LONGEST ? `answers:${text}` : undefined;
}

function constantRule(result: number): ProbeRule {
  if (result === 0) return 'ok';
  return result === -EPROBE_DEFER ? 'defer' : `err:${result}`;
}

/** The probe waits for this supplier, and for nothing else. */
function explains(calls: readonly ProbeCall[], supplier: BaseDevice): boolean {
  return calls.every(({ result, bound }) => result === (bound.has(supplier) ? 0 : -EPROBE_DEFER));
}

/** Fails at first, then never again. */
function countingRule(lives: readonly (readonly ProbeCall[])[]): ProbeRule | undefined {
  const failing = lives.map((calls) => calls.filter(({ result }) => result !== 0).length);
  const areFirst = lives.every((calls, life) =>
    calls.slice(failing[life]).every(({ result }) => result === 0),
  );
  const counts = new Set(
    lives.flatMap((calls, life) => (calls.length > (failing[life] ?? 0) ? [failing[life] ?? 0] : [])),
  );
  const errors = new Set(lives.flat().flatMap(({ result }) => (result === 0 ? [] : [result])));
  const [count] = counts;
  const [error] = errors;
  if (!areFirst || counts.size !== 1 || errors.size !== 1 || count === undefined || error === undefined)
    return undefined;
  if (failing.some((it) => it > count)) return undefined;
  if (error === -EPROBE_DEFER) return `defer:${count}`;
  return count === 1 ? `errfirst:${error}` : undefined;
}
