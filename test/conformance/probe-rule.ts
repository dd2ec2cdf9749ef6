// What a driver's probe returns by the rule that its scenario gives it.
import { EINVAL, ENODEV, ENXIO, EPROBE_DEFER } from '../../server/src/driver-core/base/errno.ts';
import type { ProbeRule } from '../kernel/format.ts';
import { findDevice, type Machine } from './machine.ts';

/** The code of the call number `call` (from 1). Throws for a rule that the format does not have. */
export function followRule(machine: Machine, rule: ProbeRule, call: number): number {
  const [word, argument] = splitRule(rule);
  switch (word) {
    case 'ok':
      return 0;
    case 'defer':
      return Number(argument) === 0 || call <= Number(argument) ? -EPROBE_DEFER : 0;
    case 'need':
      return findDevice(machine, argument)?.base.isBound ? 0 : -EPROBE_DEFER;
    case 'nodev':
      return -ENODEV;
    case 'nxio':
      return -ENXIO;
    case 'fail':
      return -EINVAL;
    case 'err':
      return Number(argument);
    case 'errfirst':
      return call === 1 ? Number(argument) : 0;
    case 'answers': {
      const answers = argument.split(',');
      return Number(answers[call - 1] ?? answers.at(-1));
    }
    default:
      throw new Error(`no such probe rule: ${rule}`);
  }
}

function splitRule(rule: ProbeRule): [word: string, argument: string] {
  const colon = rule.indexOf(':');
  return colon < 0 ? [rule, ''] : [rule.slice(0, colon), rule.slice(colon + 1)];
}
