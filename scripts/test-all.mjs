// `npm test`: everything that has to hold. Builds, checks types, lint and generated files, runs the tests in Node and the suite inside a
// real VS Code, goes on after a failure, and ends with one line that sums all: `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { clearCounts, readCounts, reportCounts } from './lib/counts.mjs';
import { PROJECTS, typecheck } from './typecheck.mjs';

const node = (...args) => run(process.execPath, args);
const steps = [
  ['build', () => one('build', node('scripts/build.mjs'))],
  ...PROJECTS.map((project) => [
    `types of ${project}`,
    () => one(project.replaceAll('/', '-'), typecheck(project)),
  ]),
  ['lint', () => one('lint', run('node_modules/.bin/biome', ['check', '.']))],
  ['generated files', () => one('generate', node('scripts/generate.mjs', '--check'))],
  ['tests', () => counted(['unit'], 'scripts/test.mjs')],
  ['workbench', () => counted(['workbench-development', 'workbench-packed'], 'scripts/test-workbench.mjs')],
  ['workbench in the browser', () => counted(['workbench-browser'], 'scripts/test-browser.mjs')],
];

clearCounts();
const sum = { passed: 0, failed: 0 };
for (const [title, step] of steps) {
  console.log(`\n== ${title}`);
  const { passed, failed } = step();
  if (failed > 0) console.log(`-- ${title}: ${failed} failed`);
  sum.passed += passed;
  sum.failed += failed;
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/** A step that is one check. */
function one(name, sound) {
  const counts = { passed: sound ? 1 : 0, failed: sound ? 0 : 1 };
  reportCounts(name, counts);
  return counts;
}

/** A script that reports its own counts: one that ends badly or reports nothing is a failure whatever it counted. */
function counted(names, script) {
  const sound = node(script);
  const reports = names.map((name) => readCounts(name) ?? { passed: 0, failed: 1 });
  const passed = reports.reduce((total, report) => total + report.passed, 0);
  const failed = reports.reduce((total, report) => total + report.failed, 0);
  return { passed, failed: sound ? failed : Math.max(failed, 1) };
}
