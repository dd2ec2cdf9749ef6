// Whether what is expected holds in every order that the kernel leaves open: asynchronous probes, retries, modules that race. A
// scenario, or the boot with the top-level expectations, is run in all of them within a bound; what breaks first is shown.
import type { RootModel } from '../../db/model.ts';
import { type ScenarioMachine, startScenario } from '../../driver-core/scenario/index.ts';
import type { LogEntry, LoggedEvent } from '../../driver-core/scenario/script.ts';
import type { ItemKey } from '../../link/place.ts';
import { unsilenced } from '../allow-store.ts';
import { judgeTopLevel } from '../expectations.ts';
import type { Finding } from '../finding.ts';
import { momentModel } from './moment-model.ts';
import { type Choose, ordersOf } from './orders.ts';
import type { ScenarioInput } from './progress.ts';
import { failuresOf } from './report.ts';
import { runScenario } from './run-scenario.ts';

export interface Explored {
  /** How many orders were run, and whether there are more. */
  readonly runs: number;
  readonly isCut: boolean;
  /** What holds in the order that is shown everywhere else, and not in another; the other in words. */
  readonly broken: readonly { readonly finding: Finding; readonly order: string }[];
}

interface Outcome {
  readonly log: readonly LogEntry[];
  readonly findings: readonly Finding[];
}

export function exploreScenario(input: ScenarioInput, most: number): Explored {
  return explore(most, (choose) => {
    const report = runScenario(input, choose ? { choose } : {});
    const errors = report.found.filter((it) => it.severity === 'error');
    const found = errors.length === 0 ? errors : unsilenced(input.model, errors);
    return { log: [...report.bootLog, ...report.log], findings: [...failuresOf(report), ...found] };
  });
}

/** The expectations at the top level of these items. */
export function exploreBoot(
  model: RootModel,
  items: readonly ItemKey[],
  said: readonly Finding[],
  most: number,
): Explored {
  return explore(most, (choose) => {
    const machine: ScenarioMachine = startScenario(model.topology, choose ? { choose } : {});
    const moment = momentModel(model, machine, { requests: new Set(), met: new Map() });
    return { log: machine.log, findings: judgeTopLevel(moment, items, machine.log, said) };
  });
}

/** Without a choice it is the usual order: what fails there is said without. */
function explore(most: number, once: (choose: Choose | undefined) => Outcome): Explored {
  const broken = new Map<string, Explored['broken'][number]>();
  if (most <= 1) return { runs: 1, isCut: false, broken: [] };
  const usual = once(undefined);
  const known = new Set(usual.findings.map(keyOf));
  let runs = 0;
  for (const outcome of ordersOf(once)) {
    if (runs === most) return { runs, isCut: true, broken: [...broken.values()] };
    runs++;
    for (const finding of outcome.findings) {
      const key = keyOf(finding);
      if (known.has(key) || broken.has(key)) continue;
      broken.set(key, { finding, order: difference(usual.log, outcome.log) });
    }
  }
  return { runs, isCut: false, broken: [...broken.values()] };
}

function keyOf({ place, code }: Finding): string {
  return `${place.item} ${place.site} ${code}`;
}

/** The first thing that happens earlier than in the usual order. */
function difference(usual: readonly LogEntry[], now: readonly LogEntry[]): string {
  const at = now.findIndex((it, index) => !isSame(it, usual[index]));
  const first = now[at];
  const instead = usual[at];
  if (!first) return 'as usual, but with less at the end';
  const what = `\`${first.name}\` ${VERBS[first.event]}`;
  if (!instead) return what;
  const other = instead.event === first.event ? '' : ` ${VERBS[instead.event]}`;
  return `${what} before \`${instead.name}\`${other}`;
}

function isSame(a: LogEntry, b: LogEntry | undefined): boolean {
  return a.event === b?.event && a.id === b.id;
}

const VERBS: Readonly<Record<LoggedEvent, string>> = {
  probe: 'is probed',
  remove: 'is removed',
  suspend: 'is suspended',
  resume: 'is resumed',
  shutdown: 'is shut down',
  add: 'is added',
  load: 'is loaded',
};
