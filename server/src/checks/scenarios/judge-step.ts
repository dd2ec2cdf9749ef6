// One expectation of a scenario about the machine, judged at its moment.
import { assertNever } from '../../base/assert-never.ts';
import type { ExpectDecl } from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import { type Failure, judgeDevice } from '../expect-device.ts';
import { judgeModule } from '../expect-module.ts';
import type { Finding } from '../finding.ts';
import type { ProblemExpect } from '../problem-expectations.ts';
import { sameCode } from '../same-code.ts';
import { judgeError } from './judge-error.ts';
import { judgeOrder } from './judge-order.ts';
import { momentFindings } from './moment-findings.ts';
import { momentOf, type Progress } from './progress.ts';
import { toFindings } from './report.ts';

/** Those that speak of problems: judge-problem.ts. */
export type StepExpect = Exclude<ExpectDecl, ProblemExpect>;

export function judgeStep(progress: Progress, expect: StepExpect): readonly Finding[] {
  const failure = judgeOne(progress, expect);
  return toFindings(progress.input.item, failure ? [failure] : []);
}

function judgeOne(progress: Progress, expect: StepExpect): Failure | undefined {
  const { input, machine } = progress;
  const moment = momentOf(progress);
  const place: Place = { item: input.item, site: expect.site };
  switch (expect.expects) {
    case 'error':
      return progress.isBroken ? undefined : judgeError(expect, progress.done, input.item);
    case 'order': {
      const log = { entries: machine.log, lastAct: machine.lastAct };
      return judgeOrder(expect, log, place, (ref) => {
        const found = moment.resolve(ref);
        return found.kind === 'one' ? found.id : undefined;
      });
    }
    case 'module':
      return judgeModule(moment, expect);
    case 'bound':
    case 'unbound':
    case 'deferred':
    case 'absent':
    case 'waits':
    case 'fact':
      return judgeDevice(moment, expect, place, (code, id) => hasFinding(progress, code, id)).failure;
    default:
      return assertNever(expect);
  }
}

function hasFinding(progress: Progress, code: string, id: Id): boolean {
  const found = [...momentFindings(progress), ...progress.found];
  return found.some((it) => it.subject === id && sameCode(code, it.code));
}
