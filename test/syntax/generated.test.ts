// The committed files of syntaxes/ are those of the grammar table, and their patterns read a sample as they should.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { generatedSyntaxes } from '../../server/src/syntax/generated-files.ts';
import { textMateGrammar } from '../../server/src/syntax/textmate.ts';

test('syntaxes/ is up to date (npm run generate)', () => {
  for (const [name, text] of Object.entries(generatedSyntaxes())) {
    assert.equal(readFileSync(`syntaxes/${name}`, 'utf8').replaceAll('\r\n', '\n'), text, name);
  }
});

test('a keyword is one only at the start of a statement and without =', () => {
  const statement = new RegExp(textMateGrammar().repository?.statement?.begin ?? '', 'm');
  for (const text of [
    'device a on pci;',
    '  probe {',
    'u32 vendor;',
    ' creates net; }',
    'any;',
    'suspend;',
  ]) {
    assert.match(text, statement, text);
  }
  for (const text of [
    'device = 1;',
    'device-x;',
    'a device;',
    'devices;',
    'open(struct foo *f);',
    'iommu;',
  ]) {
    assert.doesNotMatch(text, statement, text);
  }
});
