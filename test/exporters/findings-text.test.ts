// The findings as people read them: code frames, related places, fixes, the summary.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsText } from '../../server/src/exporters/findings-text.ts';
import { colorStyle, plainStyle } from '../../server/src/exporters/style.ts';
import { marked, report, sampleReport } from './sample-report.ts';

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function frameOf(text: string): string {
  const { text: plain, spans } = marked('a.topo', text);
  const [span] = spans;
  assert.ok(span, 'the text has a mark');
  const finding = { code: 'X-1', severity: 'error', message: 'wrong', span, related: [], fixes: [] } as const;
  return findingsText(report('a.topo', plain, [finding]), plainStyle).split('\n\n')[0] ?? '';
}

test('a finding shows its place, its reason, its line, what it relates to and what repairs it', () => {
  assert.equal(
    findingsText(sampleReport(), plainStyle),
    `boards/first.topo:2:8: error MK-36: a driver of this name is on \`pci\` already
  2 | driver e1000e on pci;
    |        ^^^^^^
  boards/first.topo:1:8: note: the driver that is meant
  1 | driver e1000e on pci;
    |        ------
  fix: Rename to \`e1000e-2\`

boards/first.topo:4:13: hint name/unknown: there is no bus \`pcie\`; 100 % sure, did you mean \`pci\`?
  4 | device a on pcie;
    |             ^^^^

1 error, 1 hint in 1 file
`,
  );
});

test('nothing found is one line', () => {
  assert.equal(findingsText(report('a.topo', '', []), plainStyle), 'no problems in 1 file\n');
});

test('colors add escape sequences and nothing else', () => {
  const colored = findingsText(sampleReport(), colorStyle);
  assert.notEqual(colored, findingsText(sampleReport(), plainStyle));
  assert.equal(colored.replaceAll(ESCAPES, ''), findingsText(sampleReport(), plainStyle));
});

test('a mark stands below what it means, also behind tabs and control characters', () => {
  assert.equal(
    frameOf('\tvendor\0 = «15b3»;'),
    'a.topo:1:12: error X-1: wrong\n  1 |     vendor␀ = 15b3;\n    |               ^^^^',
  );
});

test('an empty place has one mark, a place over lines is marked to the end of its first', () => {
  assert.equal(frameOf('driver d«»').split('\n')[2], '    |         ^');
  assert.equal(frameOf('bus «b {\n  any;\n}»').split('\n')[2], '    |     ^^^');
});

test('a line of megabytes is cut around its mark', () => {
  const frame = frameOf(`${'x'.repeat(500)}«wrong»${'y'.repeat(1_000_000)}`);
  assert.ok(frame.length < 500, `${frame.length} characters`);
  const [, line = '', mark = ''] = frame.split('\n');
  assert.equal(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1), 'wrong');
});
