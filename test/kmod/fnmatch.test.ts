// fnmatch against the answers of glibc, against regular expressions, and against itself.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fnmatch } from '../../server/src/driver-core/kmod/fnmatch.ts';

// pattern, text, expected: the answers are those of glibc 2.36.
const cases = `
pci:v00008086d*sv*      pci:v00008086d0000104Fsv00000000  yes
pci:v00008086d*sv*      pci:v00008087d0000104Fsv00000000  no
*                       a/b                               yes
a*b*c                   aXbXbXc                           yes
a*b*c                   aXbXcX                            no
a?c                     a/c                               yes
a?c                     ac                                no
[!a]                    b                                 yes
[!a]                    a                                 no
[a-c]x                  bx                                yes
[c-a]                   b                                 no
[]b]                    ]                                 yes
[a-]                    -                                 yes
[ab                     [ab                               yes
[ab                     a                                 no
a\\*b                    a*b                               yes
a\\*b                    aXb                               no
[a\\]]                   ]                                 yes
a\\                      a\\                                no
AB                      ab                                no
`;

test('fnmatch answers as glibc does (KM-7)', () => {
  for (const line of cases.trim().split('\n')) {
    const [pattern = '', text = '', expected] = line.split(/\s+/);
    assert.equal(fnmatch(pattern, text), expected === 'yes', line);
  }
  assert.equal(fnmatch('*', ''), true);
  assert.equal(fnmatch('', ''), true);
  assert.equal(fnmatch('', 'a'), false);
});

test('a pattern without sets and escapes means what its regular expression means', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 });
  const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (symbols, letters) => {
      const source = symbols.join('').replaceAll('?', '.').replaceAll('*', '.*');
      const expected = new RegExp(`^${source}$`).test(letters.join(''));
      assert.equal(fnmatch(symbols.join(''), letters.join('')), expected);
    }),
    { numRuns: 2000 },
  );
});

test('any text fits itself when each of its characters is escaped', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(fnmatch(text.replace(/./gs, '\\$&'), text), true);
    }),
  );
});
