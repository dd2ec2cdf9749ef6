// The index finds exactly the patterns that trying each of them finds.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { aliasIndex } from '../../server/src/driver-core/kmod/alias-index.ts';
import { fnmatch } from '../../server/src/driver-core/kmod/fnmatch.ts';

const naive = (patterns: readonly string[], query: string) =>
  patterns.flatMap((pattern, number) => (fnmatch(pattern, query) ? [number] : []));

const agree = (patterns: readonly string[], query: string) =>
  assert.deepEqual(aliasIndex(patterns).find(query), naive(patterns, query), query);

// One of each kind that defeats an index by prefix: a wildcard before the colon, class only, capital C inside a compatible.
const patterns = [
  'pci:v00008086d0000104Fsv*sd*bc02sc00i*',
  'pci:v*d*sv*sd*bc01sc08i02*',
  'pci:v00001002d*sv*sd*bc03sc00i00*',
  'acpi*:PNP0C0A:*',
  'acpi*:PNP0C0A:*',
  'of:N*T*CCaviumC,CC-ethernetC*',
  'of:N*T*Cgpio_leds',
  'usb:v0525pA4A[0-9]d*',
  'amba:d???41011',
  'dmi*:svnAcer*:*',
  'ip6t*',
  '*',
  'a',
  '[ab]c\\*d',
  '',
];

test('every kind of pattern is found', () => {
  const queries = [
    'pci:v00008086d0000104Fsv00000000sd00000000bc02sc00i00',
    'pci:v0000144Dd0000A808sv0000144Dsd0000A801bc01sc08i02',
    'pci:v00001002d00005D57sv00001002sd00000000bc03sc00i00',
    'acpi:PNP0C0A:',
    'acpi:ACPI0003:PNP0C0A:',
    'of:NethT(null)CCaviumC,CC-ethernetCother',
    'of:NledsT(null)Cgpio_leds',
    'usb:v0525pA4A7d0001',
    'amba:d00041011',
    'dmi:bvnX:svnAcerInc:pn1:',
    'ip6t_rt',
    'a',
    'bc*d',
    '',
    'no such thing',
  ];
  for (const query of queries) agree(patterns, query);
});

test('an index over nothing finds nothing', () => {
  assert.deepEqual(aliasIndex([]).find('pci:v1'), []);
});

test('the index answers as trying every pattern does', () => {
  const word = fc.array(fc.constantFrom('a', 'b', ':', '0', '1'), { maxLength: 14 });
  const symbol = fc.constantFrom('a', 'b', ':', '0', '1', '*', '*', '?', '[ab]', '[!0]', '\\a', '[', '\\');
  const pattern = fc.array(symbol, { maxLength: 16 }).map((symbols) => symbols.join(''));
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 30 }), word, (list, letters) => {
      agree(list, letters.join(''));
    }),
    { numRuns: 1000 },
  );
});

test('a device made from a pattern finds that pattern', () => {
  const device = fc.record({
    number: fc.nat({ max: patterns.length - 1 }),
    fill: fc.stringMatching(/^[0-9A-F]{0,12}$/),
  });
  fc.assert(
    fc.property(device, ({ number, fill }) => {
      const query = (patterns[number] ?? '').replace(/\*/g, () => fill).replace(/\?/g, '7');
      agree(patterns, query);
    }),
  );
});
