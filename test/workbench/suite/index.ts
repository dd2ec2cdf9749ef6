// Entry of the tests inside VS Code's extension host: runs mocha, writes the counts to the file that the caller names, and rejects
// on a failure and on no test at all.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, color: false });
  // Named in order: the first test needs an extension that nothing has started yet.
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const name of files.sort()) mocha.addFile(join(__dirname, name));
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failed: failures }));
  });
  const results = process.env.WORKBENCH_RESULTS;
  if (results !== undefined) writeFileSync(results, JSON.stringify({ passed, failed }));
  if (passed + failed === 0) throw new Error('no test was run');
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
