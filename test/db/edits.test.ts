// Edits said in places become text edits that leave the layout as it was.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Edit } from '../../server/src/link/fix.ts';
import { applyEdits } from '../harness/apply-edits.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

type Act = Exclude<Edit, { readonly act: 'append' }>['act'];

/** Does `act` at the declaration of `id`, with `text`. */
function edited(source: string, act: Act, id: string, text: string): string {
  const workspace = openWorkspace({ '/a.topo': source });
  const model = workspace.model('/a.topo');
  const place = model.placeOf(id);
  assert.ok(place);
  const edit: Edit = act === 'delete' ? { act, place } : { act, place, text };
  return applyEdits(source, model.edits([edit]).get('/a.topo') ?? []);
}

const SOURCE = `device a on platform {
    device b on platform;
    device c on platform { compatible = "c"; }
}
device d on platform;
`;

const CASES: readonly (readonly [Act, string, string, string])[] = [
  ['replace', 'b', 'x', SOURCE.replace('device b', 'device x')],
  ['delete', 'b', '', SOURCE.replace('    device b on platform;\n', '')],
  ['delete', 'd', '', SOURCE.replace('device d on platform;\n', '')],
  ['insert-before', 'c', '// x', SOURCE.replace('    device c', '    // x\n    device c')],
  ['insert-after', 'b', 'x;', SOURCE.replace('b on platform;', 'b on platform;\n    x;')],
  ['insert-inside', 'a', 'x;', SOURCE.replace('"c"; }\n}', '"c"; }\n    x;\n}')],
  ['insert-inside', 'b', 'x;', SOURCE.replace('b on platform;', 'b on platform {\n        x;\n    }')],
  ['insert-inside', 'c', 'x;', SOURCE.replace('"c"; }', '"c"; x; }')],
  ['insert-inside', 'd', 'x;', SOURCE.replace('d on platform;', 'd on platform {\n    x;\n}')],
];

for (const [act, name, text, expected] of CASES) {
  test(`${act} at ${name}`, () =>
    assert.equal(edited(SOURCE, act, `device:platform/${name}`, text), expected));
}

test('an appended statement stands on a line of its own', () => {
  for (const source of ['', 'device a on platform;', 'device a on platform;\n']) {
    const workspace = openWorkspace({ '/a.topo': source });
    const edits = workspace.model('/a.topo').edits([{ act: 'append', file: '/a.topo', text: 'module m;' }]);
    const text = applyEdits(source, edits.get('/a.topo') ?? []);
    assert.equal(text, source === '' ? 'module m;\n' : 'device a on platform;\nmodule m;\n');
  }
});
