// Which rule of the grammar a statement's first words choose, and what its block may hold.
import type { Body } from '../../syntax/grammar.ts';
import { RULES, type Rule } from '../../syntax/pattern.ts';
import { Kind } from '../../syntax/token.ts';

interface Token {
  readonly kind: number;
  readonly text: string;
}

/** The rule and how many words lead to it: two after `extend` and `replace`. */
export interface RuleHere {
  readonly rule: Rule;
  readonly words: number;
}

/** `undefined` for facts, flags, tables, rows and words that are no keyword here. */
export function ruleOf(body: Body | undefined, words: readonly Token[]): RuleHere | undefined {
  const [first, second] = words;
  if (first === undefined || first.kind === Kind.text || second?.kind === Kind.equals) return undefined;
  const rule = RULES.find((it) => it.body === body && it.keyword === first.text);
  if (rule?.pattern.prefix === undefined) return rule && { rule, words: 1 };
  const inner = RULES.find((it) => it.body === rule.pattern.prefix && it.keyword === second?.text);
  return inner === undefined ? { rule, words: 1 } : { rule: inner, words: 2 };
}

/** The body of the block that follows these words. */
export function blockOf(body: Body | undefined, words: readonly Token[]): Body | undefined {
  if (body === 'rows') return words.length === 0 ? 'row' : undefined;
  const here = ruleOf(body, words);
  if (here !== undefined) return here.rule.pattern.block;
  return body === 'driver' && words.length > 0 ? 'rows' : undefined;
}
