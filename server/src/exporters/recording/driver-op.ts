// A driver of a script: whom it takes, what its probe answers, what it makes and what its remove takes away, as it was in the run.
import { addTo } from '../../base/add-to.ts';
import { childrenOf } from './driver-children.ts';
import { type Journal, type Life, type ProbeCall, report } from './journal.ts';
import type { DriverOp, ProbeRule } from './operation.ts';
import { busName, type Parts } from './parts.ts';
import { probeRule } from './probe-rule.ts';

export function driverOp(parts: Parts, life: Life): DriverOp {
  const { journal, table } = parts;
  const { driver } = life;
  const rules = rulesOf(journal, life);
  const usual = mostCommon([...rules.values()]);
  const special = [...rules].filter(([, rule]) => rule !== usual);
  return {
    op: 'driver',
    bus: busName(driver.bus),
    name: journal.names.driver(driver),
    ids: table.rowsOf(life.matches[0] ?? new Map()),
    probe: usual,
    ...(special.length > 0 && { probe_for: Object.fromEntries(special) }),
    ...(driver.isAsync && { async: true }),
    ...(driver.suppressBindAttrs && { suppress_bind_attrs: true }),
    ...(driver.hasSyncState && { sync_state: true }),
    ...childrenOf(parts, life),
  };
}

function rulesOf(journal: Journal, life: Life): ReadonlyMap<string, ProbeRule> {
  const { device: of } = journal.names;
  const lives = new Map<string, (readonly ProbeCall[])[]>();
  for (const [device, calls] of life.probes) addTo(lives, of(device), calls);
  const rules = new Map<string, ProbeRule>();
  for (const [name, calls] of lives) {
    const rule = probeRule(calls, of);
    if (rule !== undefined) rules.set(name, rule);
    else {
      const answers = calls.flat().map(({ result }) => result);
      report(
        journal,
        `its probe of ${name} answers ${answers.join(', ')}: no rule says that`,
        driverId(life),
      );
    }
  }
  return rules;
}

function driverId({ driver }: Life): string {
  return `driver:${driver.bus.name}/${driver.name}`;
}

function mostCommon(rules: readonly ProbeRule[]): ProbeRule {
  const counts = new Map<ProbeRule, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'ok';
}
