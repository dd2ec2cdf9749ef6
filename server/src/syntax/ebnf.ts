// The whole grammar as EBNF, printed from the table: `{ x }` any number, `[ x ]` optional. docs/language.md ends with it.
import { BODY_NUMBERS, has, Trait } from './body-traits.ts';
import type { Body } from './grammar.ts';
import { FIELD_TYPES } from './grammar.ts';
import type { Element, Rule, Sequence } from './pattern.ts';
import { BODIES, RULES } from './pattern.ts';
import { EVENTS } from './read-slot.ts';

const WIDTH = 120;
const INDENT = ' '.repeat(9);

/** One production a line, long ones broken between their choices. */
export function ebnf(): string {
  const bodies = BODIES.map((body) => production(productionName(body), choicesOf(body)));
  return [production('File', ['{ TopItem }']), ...bodies, ...named(), ...TAIL, ...LEXICAL].join('\n');
}

function named(): string[] {
  return [
    production('Field', [`Type ${formOf(fieldRule())}`]),
    production('Type', FIELD_TYPES.map(literal)),
    production('Device', [formOfRule('file', 'device')]),
    production('Expect', [formOfRule('file', 'expect')]),
    production('Allow', [formOfRule('file', 'allow')]),
    production('Event', EVENTS.map(literal)),
  ];
}

/** What the parser knows by itself: facts, flags, tables, rows and entries, told from statements by the second token. */
const TAIL: readonly string[] = [
  'Fact     = Name "=" Values [ Tail ] ";" ;',
  'Flag     = Word [ Tail ] ";" ;',
  'Table    = Word [ "unterminated" ] ( Values ";" | "{" { Rows } "}" ) ;',
  'RowBlock = "{" { Row } "}" ;',
  'Entry    = [ "optional" ] ctoken { ctoken } ";" ;',
  'Tail     = Versions [ "when" Condition ] ;',
  'Versions = [ "since" Version ] [ "until" Version ] ;',
  'Condition = Test { "and" Test } ;',
  'Test     = "no" Path | Value [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) Value ] ;',
];

const LEXICAL: readonly string[] = [
  'Ref      = Name { "/" Name } ;',
  'Value    = Ref | Number | Text ;',
  'Decl     = [ "*" ] Word [ "[" [ Number ] "]" ] ;',
  'Names    = Name { "," Name } ;',
  'Refs     = Ref { "," Ref } ;',
  'Values   = Value { "," Value } ;',
  'Decls    = Decl { "," Decl } ;',
  'Name     = Word | Text ;',
  'Path     = Word | Text ;',
  'Version  = Word ;',
  'Code     = Word [ "/" Word ] ;',
  'Errno    = Word ;',
  'Duration = Word ;',
  'Number   = Word ;',
  'Word     = wordchar { wordchar | ( "-" | "." | ":" | "@" ) wordchar } ;',
  'wordchar = letter | digit | "_" ;',
  'Text     = \'"\' { any character but \'"\' "\\" newline | "\\" any character but newline } \'"\' ;',
  'Trivia   = white space | "//" … newline | "/*" … "*/" ;',
];

function production(name: string, choices: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name.padEnd(8)} =`;
  for (const [index, choice] of choices.entries()) {
    const next = index === 0 ? ` ${choice}` : ` | ${choice}`;
    if (line.length + next.length <= WIDTH || index === 0) line += next;
    else {
      lines.push(line);
      line = `${INDENT}${next.slice(1)}`;
    }
  }
  return [...lines, `${line} ;`].join('\n');
}

/** `deviceStruct` is printed as `DeviceStruct`; where a production has the name already, `Body` is added. */
function productionName(body: Body): string {
  if (body === 'file') return 'TopItem';
  const name = body.charAt(0).toUpperCase() + body.slice(1);
  return ['device', 'table', 'values'].includes(body) ? `${name}Body` : name;
}

function choicesOf(body: Body): string[] {
  const number = BODY_NUMBERS[body];
  const rules = RULES.filter((rule) => rule.body === body && !isNamed(rule));
  return [
    ...(has(number, Trait.fields) ? ['Field'] : []),
    ...rules.map((rule) => `${literal(rule.keyword)} ${formOf(rule)}`.trim()),
    ...NAMED.filter(([keyword]) => hasRule(body, keyword)).map(([, name]) => name),
    ...(has(number, Trait.facts) ? ['Fact'] : []),
    ...(has(number, Trait.flags) ? ['Flag'] : []),
    ...(has(number, Trait.tables) ? ['Table'] : []),
    ...(has(number, Trait.rows) ? ['RowBlock'] : []),
    ...(has(number, Trait.entries) ? ['Entry'] : []),
    'Allow',
  ].filter((choice) => choice !== 'Allow' || hasRule(body, 'allow'));
}

/** Statements that several bodies share are productions of their own. */
const NAMED: readonly (readonly [keyword: string, name: string])[] = [
  ['device', 'Device'],
  ['expect', 'Expect'],
];

function hasRule(body: Body, keyword: string): boolean {
  const rule = RULES.find((it) => it.body === body && it.keyword === keyword);
  return rule !== undefined && (keyword === 'allow' || isNamed(rule));
}

function isNamed(rule: Rule): boolean {
  if (rule.keyword === 'allow' || rule.keyword === 'expect') return true;
  if (rule.keyword === 'device') return rule.body === 'file' || rule.body === 'device';
  return (FIELD_TYPES as readonly string[]).includes(rule.keyword);
}

function formOfRule(body: Body, keyword: string): string {
  const rule = RULES.find((it) => it.body === body && it.keyword === keyword);
  return rule ? `${literal(keyword)} ${formOf(rule)}` : '';
}

function fieldRule(): Rule {
  const rule = RULES.find((it) => it.keyword === 'u32');
  if (!rule) throw new Error('grammar table: no field rule');
  return rule;
}

/** What follows the keyword. */
function formOf(rule: Rule): string {
  const { head, prefix } = rule.pattern;
  const words = [...foldTails(head), prefix ? productionName(prefix) : endOf(rule)];
  return words.filter((word) => word !== '').join(' ');
}

function endOf(rule: Rule): string {
  const { semicolon, block } = rule.pattern;
  const braces = block ? `"{" { ${productionName(block)} } "}"` : '';
  if (!semicolon) return braces;
  return block ? `( ";" | ${braces} )` : '";"';
}

/** `since`, `until` and `when` at the end are printed as `Versions` or `Tail`. */
function foldTails(head: Sequence): string[] {
  const words = head.map(formOfElement);
  const last = words.slice(-3).join(' ');
  if (last === '[ "since" Version ] [ "until" Version ] [ "when" Condition ]')
    return [...words.slice(0, -3), 'Tail'];
  if (words.slice(-2).join(' ') === '[ "since" Version ] [ "until" Version ]') {
    return [...words.slice(0, -2), 'Versions'];
  }
  return words;
}

function formOfElement(element: Element): string {
  switch (element.kind) {
    case 'word':
      return literal(element.word);
    case 'slot':
      return element.slot + (element.list ? 's' : '');
    case 'group': {
      const inner = element.choices.map((choice) => choice.map(formOfElement).join(' ')).join(' | ');
      if (element.times === 'once') return `( ${inner} )`;
      return element.times === 'optional' ? `[ ${inner} ]` : `{ ${inner} }`;
    }
  }
}

function literal(word: string): string {
  return `"${word}"`;
}
