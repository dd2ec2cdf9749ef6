// Every rule that the model follows, by its id: what traces, reasons and findings cite. Where each one is carried out and
// tested is written to docs/kernel-map.md. Nothing here decides anything.
import { ALIAS_RULES } from './rules/aliases.ts';
import { CONTROL_RULES } from './rules/control.ts';
import { DMA_RULES } from './rules/dma.ts';
import { LIFETIME_RULES } from './rules/lifetime.ts';
import { LINK_RULES } from './rules/links.ts';
import { MATCH_RULES } from './rules/match-main.ts';
import { MINOR_MATCH_RULES } from './rules/match-minor.ts';
import { MODULE_RULES } from './rules/modules.ts';
import { OBJECT_RULES } from './rules/objects.ts';
import { POWER_RULES } from './rules/power.ts';
import { PROBE_RULES } from './rules/probing.ts';
import { REMOVAL_RULES } from './rules/removal.ts';
import type { Rule, RuleTable } from './rules/rule.ts';
import { WALK_RULES } from './rules/walks.ts';

/** Title → its rules; an id stands in one of them. */
export const RULE_CHAPTERS: Readonly<Record<string, RuleTable>> = {
  'Objects, and adding them': OBJECT_RULES,
  'Who is asked, and in which order': WALK_RULES,
  'Probe and deferral': PROBE_RULES,
  'Device links': LINK_RULES,
  'Control by user space': CONTROL_RULES,
  'Unbinding and removal': REMOVAL_RULES,
  'Shutdown, suspend, resume': POWER_RULES,
  'Lifetimes and class devices': LIFETIME_RULES,
  'What match() of a bus decides': MATCH_RULES,
  'What match() of a minor bus decides': MINOR_MATCH_RULES,
  'Aliases and modaliases': ALIAS_RULES,
  'DMA, IOMMU and names': DMA_RULES,
  Modules: MODULE_RULES,
};

const RULES = new Map(Object.values(RULE_CHAPTERS).flatMap((table) => Object.entries(table)));

/** The rule of an id, as the kernel has it; undefined for what is none, and for the match of a bus that the library does not have. */
export function findRule(id: string): Rule | undefined {
  return RULES.get(id);
}

/** What the rule says, for readers of a trace or a reason: `LC-12`. A bus of the user's own has a rule by its name. */
export function ruleText(id: string): string | undefined {
  return (
    RULES.get(id)?.text ?? (id.startsWith('BUS-') ? 'The steps that its `match` lists, in order.' : undefined)
  );
}
