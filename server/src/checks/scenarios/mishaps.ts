// What a real kernel would never end, or would not survive: found by the driver core, which leaves it out and goes on.
import type { Mishap } from '../../driver-core/base/core.ts';
import type { Place } from '../../link/place.ts';
import type { Finding } from '../finding.ts';

const CODES: Readonly<Record<Mishap['kind'], string>> = {
  livelock: 'run/livelock',
  'stack overflow': 'run/stack-overflow',
};

export function mishapFinding({ kind, device, text, rule }: Mishap, place: Place): Finding {
  return {
    code: CODES[kind],
    severity: 'error',
    message: `${text} (${rule})`,
    place,
    subject: device,
    related: [],
    fixes: () => [],
  };
}
