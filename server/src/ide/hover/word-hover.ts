// Hover on a word of the language itself: keywords, fixed words, facts and flags, codes of findings.

import { FAMILY_CODES } from '../../checks/codes.ts';
import { findCheck } from '../../checks/registry.ts';
import type { Workspace } from '../../db/workspace.ts';
import { findRule, ruleText } from '../../driver-core/rules.ts';
import { FACTS } from '../../syntax/facts.ts';
import type { Body } from '../../syntax/grammar.ts';
import {
  isWordKind,
  itemAt,
  itemStart,
  tokenAt,
  tokenKind,
  tokenStart,
  tokenStop,
} from '../../syntax/index.ts';
import { type Cursor, cursorAt } from '../cursor/cursor.ts';
import { expectedAt } from '../cursor/expected.ts';
import { wholeCode } from '../cursor/whole-code.ts';
import type { FilePosition } from '../file-position.ts';
import { code, paragraphs } from '../markup.ts';
import { fixedWordDoc, keywordDoc } from '../words/keyword-docs.ts';
import type { HoverResult } from './hover-result.ts';

export function wordHover(workspace: Workspace, { uri, offset }: FilePosition): HoverResult | undefined {
  const tree = workspace.tree(uri);
  const index = tree === undefined ? 0 : itemAt(tree, offset);
  const item = tree?.items[index];
  if (tree === undefined || item === undefined) return undefined;
  const base = itemStart(tree, index);
  const token = tokenAt(item, offset - base);
  const start = base + tokenStart(item, token);
  if (!isWordKind(tokenKind(item, token)) || start > offset) return undefined;
  const cursor = cursorAt(tree, start);
  const text = workspace.text(uri) ?? '';
  const range = wholeCode(text, { start, end: base + tokenStop(item, token) });
  const markdown = cursor && wordCard(cursor, text.slice(range.start, range.end));
  return markdown === undefined ? undefined : { range, markdown };
}

/** `cursor`: where the word begins. */
function wordCard(cursor: Cursor, word: string): string | undefined {
  for (const expected of expectedAt(cursor)) {
    const card = cardFor(expected, word);
    if (card !== undefined) return card;
  }
  return undefined;
}

function cardFor(expected: ReturnType<typeof expectedAt>[number], word: string): string | undefined {
  switch (expected.kind) {
    case 'start':
      return factCard(expected.body, word) ?? titled('keyword', word, keywordDoc(expected.body, word));
    case 'keyword':
      return titled('keyword', word, keywordDoc(expected.body, word));
    case 'word':
      return expected.word === word ? titled('keyword', word, fixedWordDoc(word)) : undefined;
    case 'slot':
      return expected.slot === 'Code' ? codeCard(word) : undefined;
    case 'value':
      return undefined;
  }
}

function factCard(body: Body, word: string): string | undefined {
  const { facts, flags } = FACTS[body];
  const spec = facts[word];
  if (spec !== undefined) {
    const words = spec.words?.map(code).join(', ');
    return paragraphs(titled('fact', word, spec.doc), words === undefined ? undefined : `One of ${words}.`);
  }
  return titled('flag', word, flags[word]);
}

/** Of a finding: what it says and why it matters. Of a rule: what it says, and where the kernel has it. */
function codeCard(word: string): string | undefined {
  const check = findCheck(word);
  if (check) return paragraphs(`**${check.code}** — ${check.title}`, check.doc.why);
  const family = FAMILY_CODES.find((it) => it.code === word);
  if (family) return paragraphs(`**${family.code}**`, family.meaning);
  const kernel = findRule(word)?.kernel;
  return titled('rule', word, ruleText(word), kernel && code(kernel));
}

function titled(kind: string, word: string, doc: string | undefined, source?: string): string | undefined {
  return doc === undefined ? undefined : paragraphs(`**${kind}** ${code(word)}`, doc, source);
}
