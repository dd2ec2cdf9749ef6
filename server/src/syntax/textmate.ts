// The TextMate grammar, printed from the table: colors before the server runs, on the web and in Markdown. Semantic
// tokens refine it. Format: macromates.com/manual/en/language_grammars; scopes as VS Code's themes know them.

import { C_TYPES } from './entry-shape.ts';
import { firstOfSequence } from './first-set.ts';
import { FIELD_TYPES } from './grammar.ts';
import { wordsOf } from './mistake.ts';
import type { Rule } from './pattern.ts';
import { RULES } from './pattern.ts';

/** A rule of a TextMate grammar. */
export interface TextMateRule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly include?: string;
  readonly patterns?: readonly TextMateRule[];
}

type Captures = Readonly<Record<string, { readonly name: string }>>;

export interface TextMateGrammar {
  readonly $schema: string;
  readonly scopeName: string;
  readonly name?: string;
  readonly injectionSelector?: string;
  readonly fileTypes?: readonly string[];
  readonly patterns: readonly TextMateRule[];
  readonly repository?: Readonly<Record<string, TextMateRule>>;
}

const SCHEMA = 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json';

/** A name may hold these where a keyword ends. */
const WORD_END = '(?![\\w]|[-.:@/]\\w)';
const WORD_START = '(?<![\\w]|\\w[-.:@/])';
const STATEMENT_START = '(?:^|(?<=[;{}]))\\s*';
const NAME = '\\w+(?:[-.:@]\\w+)*';

/** Keywords that name what they declare or make. */
const DECLARING = [
  'device driver bus class contract table module iommu flavour create vf values'.split(' '),
  ['struct'],
].flat();

/** The grammar of `.topo` files: `syntaxes/topo.tmLanguage.json`. */
export function textMateGrammar(): TextMateGrammar {
  return {
    $schema: SCHEMA,
    scopeName: 'source.topo',
    name: 'Topology',
    fileTypes: ['topo'],
    patterns: ['comment', 'fact', 'statement', 'flag', 'prototype', 'value'].map(include),
    repository: {
      comment: { patterns: comments() },
      fact: fact(),
      statement: statement(),
      flag: flag(),
      prototype: prototype(),
      value: { patterns: values() },
    },
  };
}

/** Colors ```` ```topo ```` fences: `syntaxes/markdown-injection.tmLanguage.json`. */
export function markdownInjection(): TextMateGrammar {
  return {
    $schema: SCHEMA,
    scopeName: 'markdown.topo.codeblock',
    injectionSelector: 'L:text.html.markdown',
    patterns: [include('fence')],
    repository: {
      fence: {
        name: 'markup.fenced_code.block.markdown',
        begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(topo)((\\s+|:|,|\\{|\\?)[^`]*)?$)',
        end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
        beginCaptures: {
          3: { name: 'punctuation.definition.markdown' },
          4: { name: 'fenced_code.block.language.markdown' },
          5: { name: 'fenced_code.block.language.attributes.markdown' },
        },
        endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
        patterns: [
          {
            begin: '(^|\\G)(\\s*)(.*)',
            while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)',
            contentName: 'meta.embedded.block.topo',
            patterns: [{ include: 'source.topo' }],
          },
        ],
      },
    },
  };
}

function include(name: string): TextMateRule {
  return { include: `#${name}` };
}

function comments(): TextMateRule[] {
  return [
    { name: 'comment.line.documentation.topo', match: '///.*$' },
    { name: 'comment.line.double-slash.topo', match: '//.*$' },
    // Without its end it colors the rest of the file, not just its line: a rule sees one line at a time.
    { name: 'comment.block.topo', begin: '/\\*', end: '\\*/' },
  ];
}

/** `name =` and what stands before its `;`. */
function fact(): TextMateRule {
  return {
    begin: `${STATEMENT_START}(?:("[^"]*")|(${NAME}))\\s*(=)(?!=)`,
    beginCaptures: {
      1: { name: 'variable.other.property.topo' },
      2: { name: 'variable.other.property.topo' },
      3: { name: 'keyword.operator.assignment.topo' },
    },
    end: '(?=[;{}])',
    patterns: [include('comment'), words(['since', 'until', 'when', 'and', 'no', 'in']), include('value')],
  };
}

/** A keyword, the name that it declares, and its fixed words up to `;` or the block. */
function statement(): TextMateRule {
  const types = alternatives(FIELD_TYPES);
  const keywords = RULES.filter((rule) => !isFieldType(rule.keyword));
  const alone = alternatives(keywords.filter(standsAlone).map((rule) => rule.keyword));
  const all = alternatives(keywords.map((rule) => rule.keyword));
  return {
    begin: `${STATEMENT_START}(?:(${types})${WORD_END}|(${alone})${WORD_END}|(${all})${WORD_END}(?!\\s*;))(?!\\s*[=(])`,
    beginCaptures: {
      1: { name: 'storage.type.topo' },
      2: { name: 'keyword.control.topo' },
      3: { name: 'keyword.control.topo' },
    },
    end: '(?=[;{}])',
    patterns: [
      include('comment'),
      {
        // Oniguruma allows looking behind at words of different lengths only side by side.
        match: `(?<=${DECLARING.map((word) => `\\b${word}`).join('|')})\\s+(?!struct\\b|on\\b)(${NAME})`,
        captures: { 1: { name: 'entity.name.type.topo' } },
      },
      words(RULES.flatMap((rule) => wordsOf(rule.pattern.head)).filter((word) => /^\w+$/.test(word))),
      words(['and', 'no']),
      include('value'),
    ],
  };
}

/** Whether the keyword alone is a statement; before `;` any other is a flag of that name. */
function standsAlone(rule: Rule): boolean {
  return rule.pattern.semicolon && firstOfSequence(rule.pattern.head).empty;
}

function flag(): TextMateRule {
  return {
    match: `${STATEMENT_START}(${NAME})(?=\\s*;)`,
    captures: { 1: { name: 'variable.other.property.topo' } },
  };
}

/** What stands in a contract: C's words and the function's name. */
function prototype(): TextMateRule {
  return {
    patterns: [
      { name: 'storage.type.topo', match: `\\b(?:${alternatives([...C_TYPES])})\\b` },
      { name: 'storage.modifier.topo', match: '\\boptional\\b' },
      { match: '\\b(\\w+)\\s*(?=\\()', captures: { 1: { name: 'entity.name.function.topo' } } },
    ],
  };
}

function words(list: readonly string[]): TextMateRule {
  return {
    name: 'keyword.other.topo',
    match: `${WORD_START}(?:${alternatives(list)})${WORD_END}(?!\\s*=[^=])`,
  };
}

function values(): TextMateRule[] {
  return [
    {
      name: 'string.quoted.double.topo',
      begin: '"',
      end: '"|$',
      patterns: [
        { name: 'constant.character.escape.topo', match: '\\\\(?:x[0-9a-fA-F]{2}|.)' },
        { name: 'constant.character.escape.topo', match: '\\{\\{|\\}\\}' },
        { name: 'variable.parameter.topo', match: '\\{[^{}"]*\\}' },
      ],
    },
    {
      name: 'constant.numeric.topo',
      match: `${WORD_START}(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|[0-9]+(?:\\.[0-9]+){1,2}|[0-9][0-9_]*(?:us|ms|s|min)?)${WORD_END}`,
    },
    { name: 'constant.language.topo', match: `${WORD_START}any${WORD_END}` },
    { name: 'constant.other.topo', match: `${WORD_START}(?:E[A-Z][A-Z0-9]+|MK-[0-9]+)${WORD_END}` },
    { name: 'keyword.operator.comparison.topo', match: '==|!=|<=|>=|<|>' },
    { name: 'punctuation.terminator.topo', match: ';' },
    { name: 'punctuation.separator.topo', match: ',' },
  ];
}

function isFieldType(word: string): boolean {
  return (FIELD_TYPES as readonly string[]).includes(word);
}

/** Longest first, each once. */
function alternatives(list: readonly string[]): string {
  return [...new Set(list)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');
}
