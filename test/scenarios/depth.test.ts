// How deep devices lie, and how long chains of links are, is up to the text: nothing runs out of stack.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const DEPTH = 10_000;

function problems(text: string): readonly string[] {
  const workspace = openWorkspace({ '/deep.topo': text });
  const { all } = rootFindings(workspace, workspace.model('/deep.topo'), 'relaxed');
  return all.map(({ message }) => message);
}

test('LC-48: a device is removed with ten thousand levels below it', () => {
  const devices = Array.from(
    { length: DEPTH },
    (_, level) => `device d${level} on none${level === 0 ? '' : ` under d${level - 1}`};`,
  );
  const scenario = `scenario "remove" { remove d0; expect d${DEPTH - 1} absent; }`;
  assert.deepEqual(problems([...devices, scenario].join('\n')), []);
});

test('LC-34: a supplier is unbound with a chain of ten thousand consumers behind it', () => {
  const devices = Array.from(
    { length: DEPTH },
    (_, place) =>
      `device d${place} on platform { compatible = "acme,x";${place === 0 ? '' : ` supplier d${place - 1};`} }`,
  );
  const driver = 'driver x on platform { of_match_table "acme,x"; }';
  const scenario = `scenario "unbind" { unbind d0; expect d${DEPTH - 1} unbound; }`;
  assert.deepEqual(problems([driver, ...devices, scenario].join('\n')), []);
});
