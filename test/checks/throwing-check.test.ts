// A check that throws takes no other finding with it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Check } from '../../server/src/checks/check.ts';
import { checkFindings, runChecks, startChecks } from '../../server/src/checks/run-checks.ts';
import type { RootModel } from '../../server/src/db/model.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const levels = { relaxed: 'warning', strict: 'warning', stricter: 'warning' } as const;
const doc = { why: '', source: [], firing: '', corrected: '' };

const sound: Check<'driver'> = {
  code: 'MK-1',
  aliases: [],
  title: 'says something of every driver',
  levels,
  on: 'driver',
  reads: 'declarations',
  *run({ declared }) {
    yield { message: 'sound', place: { item: declared.item, site: declared.decl.name.site } };
  },
  doc,
};

const broken: Check<'driver'> = {
  ...sound,
  code: 'MK-2',
  *run(subject, model) {
    yield* sound.run(subject, model);
    throw new TypeError('no such row');
  },
};

const brokenRoot: Check<'root'> = {
  ...sound,
  code: 'MK-3',
  on: 'root',
  run: () => {
    throw new TypeError('no such file');
  },
};

function messages(model: RootModel): readonly string[] {
  const store = startChecks([broken, brokenRoot, sound], 'relaxed');
  runChecks(store, model, { kind: 'all' });
  return [...checkFindings(store)].map(({ code, message }) => `${code} ${message}`);
}

test('a check that throws is told, and the findings of its root stay', () => {
  const text = 'driver a on pci;\ndriver b on pci;\n';
  const model = openWorkspace({ '/main.topo': text }).model('/main.topo');
  const said = (driver: string) => [
    'MK-2 sound',
    `check/failed Buswright itself failed to check \`${driver}\` for MK-2 (TypeError: no such row); please report it`,
    'MK-1 sound',
  ];
  assert.deepEqual(messages(model), [
    'check/failed Buswright itself failed to check this file for MK-3 (TypeError: no such file); please report it',
    ...said('a'),
    ...said('b'),
  ]);
});
