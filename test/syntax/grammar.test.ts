// The grammar table itself: one look ahead decides, and the list of words that need quotes is complete.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ebnf } from '../../server/src/syntax/ebnf.ts';
import { parse } from '../../server/src/syntax/index.ts';
import { proveLl1 } from '../../server/src/syntax/ll1.ts';
import { BODIES } from '../../server/src/syntax/pattern.ts';

const FIELD = 'after any before by if in is mask max min nocase score since until values when';

test('the grammar is LL(1)', () => {
  const proof = proveLl1();
  assert.deepEqual(proof.conflicts, []);
  assert.ok(proof.decisions > 300);
});

test('these and no other fixed words hide a name', () => {
  const byKeyword = new Map<string, Set<string>>();
  for (const shadow of proveLl1().shadowed) {
    const [where = '', word = ''] = shadow.split(': ');
    const keyword = where.slice(where.indexOf('.') + 1);
    byKeyword.set(keyword, (byKeyword.get(keyword) ?? new Set()).add(word));
  }
  const lines = [...byKeyword].map(([keyword, words]) => `${keyword}: ${[...words].sort().join(' ')}`);
  assert.deepEqual(
    lines.sort(),
    [
      ...['char', 'flag', 'guid_t', 's32', 'u16', 'u32', 'u64', 'u8', 'void'].map(
        (type) => `${type}: ${FIELD}`,
      ),
      'creates: as per since until when',
      'expect: absent bound deferred error module no order problem unbound waits',
      'needs: driver',
      'registers: as since until when',
      'set: bus',
      'uses: driver',
    ].sort(),
  );
});

test('a quoted name is never a keyword, a keyword before = is a fact', () => {
  const text = [
    'device "on" on "of" under "as" as "under";',
    'device a on none { device = 1; "device" = 2; match = 3; vf = 4; }',
    'driver d on pci { probe { creates "as" "per" per "as" as "since" since 5.4; } }',
    'expect "no" bound "because";',
    'table t struct s { u8 since any "since"; u8 until, when; }',
  ].join('\n');
  assert.deepEqual(
    parse(text).items.flatMap((item) => item.errors),
    [],
  );
});

test('the EBNF has a production for each body and for each name that it uses', () => {
  const text = ebnf();
  const defined = new Set([...text.matchAll(/^(\w+) *=/gm)].map((match) => match[1]));
  const used = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').match(/\b[A-Z]\w+\b/g);
  assert.deepEqual(
    [...new Set(used)].filter((name) => !defined.has(name)),
    [],
  );
  assert.ok(defined.size >= BODIES.length);
});
