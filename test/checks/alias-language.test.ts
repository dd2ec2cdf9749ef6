// Whether a device may announce what an alias fits, held to fnmatch: a text that the format makes and the pattern takes proves it,
// and where the check says that there is none, none of many texts is one.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fitsFormat, inCaseOf, schemeOf } from '../../server/src/checks/tables/alias-language.ts';
import { parseFormat } from '../../server/src/driver-core/format.ts';
import { fnmatch } from '../../server/src/driver-core/kmod/fnmatch.ts';
import { normalizeAlias } from '../../server/src/driver-core/kmod/normalize-alias.ts';
import { renderFormat } from '../../server/src/driver-core/render-format.ts';

const { format } = parseFormat('pci:v{vendor:08X}d{device:04x}bc{class:02X}n{name}*');

const announced = fc
  .record({
    vendor: fc.constantFrom(0, 0x8086, 0x1abc),
    device: fc.constantFrom(0, 0x1502, 0xabcd),
    class: fc.constantFrom(2, 0x0c, 0xff),
    name: fc.constantFrom('a', 'led-x', 'Bx'),
  })
  .map((fields) => {
    const text = renderFormat(format, (name) => (fields as Readonly<Record<string, string | number>>)[name]);
    return String(text).replace(/\*$/, '');
  });

/** A pattern near a text: some characters open, ranges, or in the other case. */
const pattern = fc
  .tuple(
    announced,
    fc.array(fc.constantFrom('=', '=', '=', '?', '*', '[0-9a-f]', 'case', ''), {
      minLength: 40,
      maxLength: 40,
    }),
  )
  .map(([text, changes]) =>
    [...text]
      .map((char, at) => {
        const change = changes[at % changes.length] ?? '=';
        if (change === '=') return char;
        return change === 'case' ? swapCase(char) : change;
      })
      .join(''),
  );

function swapCase(char: string): string {
  return char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase();
}

function takes(alias: string, text: string): boolean {
  const [a, t] = [normalizeAlias(alias), normalizeAlias(text)];
  return a !== undefined && t !== undefined && fnmatch(a, t);
}

test('an alias that a modalias of the format fits is found to fit', () => {
  fc.assert(
    fc.property(pattern, fc.array(announced, { minLength: 1, maxLength: 20 }), (alias, texts) => {
      if (texts.some((text) => takes(alias, text))) assert.ok(fitsFormat(alias, format), alias);
    }),
    { numRuns: 400 },
  );
});

test('an alias in the letters of the format fits, and fits what the written one fits', () => {
  fc.assert(
    fc.property(pattern, announced, (alias, text) => {
      const cased = inCaseOf(alias, format);
      if (fitsFormat(alias, format)) assert.ok(cased !== undefined, alias);
      if (cased === undefined) assert.ok(!takes(alias, text));
      else assert.ok(fitsFormat(cased, format), `${alias} as ${cased}`);
    }),
    { numRuns: 400 },
  );
});

test('what no device can announce', () => {
  const fits = (alias: string): boolean => fitsFormat(alias, format);
  assert.ok(fits('pci:v00008086d1502bc02n*'));
  assert.ok(fits('pci:v*'));
  assert.ok(fits('pci:v0000[0-9]086d*bc0Cn?'));
  assert.ok(!fits('pci:v8086d*'), 'too narrow');
  assert.ok(!fits('pci:v000080860d*'), 'too wide');
  assert.ok(!fits('pci:v0000808fd*'), 'lower case');
  assert.ok(!fits('pci:v00008086'), 'ends early');
  assert.equal(inCaseOf('pci:v0000808fd*', format), 'pci:v0000808Fd*');
  assert.equal(inCaseOf('PCI:V0000808fD*', format), 'pci:v0000808Fd*');
  assert.equal(inCaseOf('pci:v80_6d*', format), undefined);
  assert.equal(schemeOf(format), 'pci:');
});
