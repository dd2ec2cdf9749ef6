// Lowering: total on any text, blind to blanks and comments, and one broken item leaves the others alone.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { allowances, type Decl, lower, sameDecls } from '../../server/src/declare/index.ts';
import { parse, statements } from '../../server/src/syntax/index.ts';

function lowerText(text: string): readonly Decl[] {
  return parse(text).items.flatMap((it) => lower(statements(it)));
}

function read(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((it) => it.endsWith('.topo'));
  return names.map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}

const TEXTS = [...read('examples/seeds'), ...read('server/stdlib')];

test('a driver says its tables, steps and uses in the order of the text', () => {
  const [decl] = lowerText(`driver d on pci since 5.4 {
    id_table { { vendor = 1; override_only; } }
    of_match_table "a,b", "c";
    uses f, g of driver pci/e while bound if present;
    probe { needs clk; fails EIO 2 times when revision < 2; creates auxiliary d.x as x { id = 0; } }
}`);
  assert.ok(decl?.kind === 'driver');
  assert.equal(decl.since, 5004);
  assert.deepEqual(
    decl.tables.map((it) => [it.name.text, it.rows.length, it.values.map((value) => value.text)]),
    [
      ['id_table', 1, []],
      ['of_match_table', 0, ['a,b', 'c']],
    ],
  );
  assert.deepEqual(
    decl.tables[0]?.rows[0]?.facts.map((it) => [it.name.text, it.flag]),
    [
      ['vendor', false],
      ['override_only', true],
    ],
  );
  assert.deepEqual(
    decl.uses[0]?.of?.driver?.parts.map((it) => it.text),
    ['pci', 'e'],
  );
  assert.deepEqual(
    decl.probe?.map((it) => it.kind),
    ['needs', 'fails', 'creates'],
  );
});

test('a field says its options', () => {
  const [decl] = lowerText(
    'bus b { id_table struct b_id { u32 a, c is d mask m any 0xff; char n[20] in nocase; } }',
  );
  assert.ok(decl?.kind === 'bus');
  const fields = decl.tables[0]?.fields ?? [];
  assert.deepEqual(
    fields.map((it) => [
      it.name.text,
      it.type,
      it.is?.text,
      it.mask?.text,
      it.any?.value?.text,
      it.length,
      it.in,
    ]),
    [
      ['a', 'u32', 'd', 'm', '0xff', undefined, false],
      ['c', 'u32', 'd', 'm', '0xff', undefined, false],
      ['n', 'char', undefined, undefined, undefined, 20, true],
    ],
  );
});

test('half-typed declarations keep what is there', () => {
  assert.deepEqual(
    lowerText('driver d on ;\ndevice a ;\nbus ;\nexpect ;\n').map((it) => it.kind),
    ['driver', 'device', 'bus'],
  );
});

test('every allow is found with the body that it stands in', () => {
  const decls = lowerText(`allow MK-1 "file";
driver d on pci { allow MK-2 "driver"; probe { creates auxiliary x { allow MK-3 "made"; } } }
device a on pci { device b on pci { allow MK-4 "inner"; } }
`);
  const found = decls.flatMap(allowances).map((it) => [it.allow.code.text, it.body !== undefined]);
  assert.deepEqual(found, [
    ['MK-1', false],
    ['MK-2', true],
    ['MK-3', true],
    ['MK-4', true],
  ]);
});

test('lowering ends for any text', () => {
  const piece = fc.oneof(fc.constantFrom(...TEXTS), fc.string());
  const cut = fc.tuple(piece, fc.double({ min: 0, max: 1, noNaN: true }), piece);
  const property = fc.property(cut, ([before, at, after]) => {
    lowerText(before.slice(0, Math.floor(before.length * at)) + after.slice(Math.floor(after.length * at)));
  });
  fc.assert(property, { numRuns: 50 });
});

test('blanks and comments change no declaration', () => {
  const where = fc.tuple(
    fc.constantFrom(...TEXTS),
    fc.nat(400),
    fc.constantFrom(' ', '\n', ' // note\n', ' /* note */ '),
  );
  const property = fc.property(where, ([text, place, blank]) => {
    const lines = text.split('\n');
    const at = place % lines.length;
    const edited = [...lines.slice(0, at), `${blank}${lines[at]}`, ...lines.slice(at + 1)].join('\n');
    assert.ok(sameDecls(lowerText(text), lowerText(edited)));
  });
  fc.assert(property, { numRuns: 50 });
});

test('a hundred thousand nested devices do not exhaust the stack', () => {
  const decls = lowerText('device a on none { '.repeat(100_000));
  assert.equal(decls[0]?.kind, 'device');
});
