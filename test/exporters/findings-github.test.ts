// Workflow commands of GitHub: one line a finding, escaped as the runner reads them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsGithub } from '../../server/src/exporters/findings-github.ts';
import { sampleReport } from './sample-report.ts';

test('each finding is one command with its place, its code as title and its related places', () => {
  assert.equal(
    findingsGithub(sampleReport()),
    `::error file=boards/first.topo,line=2,endLine=2,col=8,endColumn=14,title=MK-36::a driver of this name is on \`pci\` already%0Aboards/first.topo:1: the driver that is meant
::notice file=boards/first.topo,line=4,endLine=4,col=13,endColumn=17,title=name/unknown::there is no bus \`pcie\`; 100 %25 sure, did you mean \`pci\`?
`,
  );
});

test('commas and colons of a path do not end a property', () => {
  assert.match(findingsGithub(sampleReport('a,b:c.topo')), /^::error file=a%2Cb%3Ac\.topo,/);
});
