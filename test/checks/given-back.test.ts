// What must hold of every `remove`: one that gives back all of `probe` in reverse is sound, and for one that leaves out a name
// the check that says so has the fix that makes it sound again.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { applyEdits } from '../harness/apply-edits.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const FILE = '/main.topo';
const LIFETIME = /^MK-(5[3-9]|6\d|7[0-4])$/;

/** A step of `probe`, what gives it back, and what is found if nothing does. */
interface Step {
  readonly text: string;
  readonly undo: string;
  readonly found: readonly string[];
}

const MAKERS: readonly ((n: number) => Step)[] = [
  (n) => ({ text: `acquires irq irq${n};`, undo: `releases irq${n};`, found: ['MK-62'] }),
  (n) => ({ text: `acquires timer timer${n};`, undo: `releases timer${n};`, found: ['MK-62'] }),
  (n) => ({ text: `acquires memory memory${n};`, undo: `releases memory${n};`, found: [] }),
  (n) => ({
    text: `acquires reference peer${n} by pci_get_device;`,
    undo: `releases peer${n};`,
    found: ['MK-66'],
  }),
  (n) => ({ text: `registers input as input${n};`, undo: `unregisters input${n};`, found: ['MK-63'] }),
  (n) => ({
    text: `creates auxiliary foo.part${n} { id = ida; }`,
    undo: `deletes foo.part${n};`,
    found: ['MK-63'],
  }),
];

const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.constantFrom(...MAKERS), { minLength: 1, maxLength: 8 })
  .map((makers) => makers.map((make, n) => make(n)));

function driver(probe: readonly Step[], remove: readonly Step[]): string {
  return [
    'driver foo on pci {',
    '    id_table { { vendor = 0x1234; } }',
    '    probe {',
    ...probe.map((it) => `        ${it.text}`),
    '    }',
    '    remove {',
    ...[...remove].reverse().map((it) => `        ${it.undo}`),
    '    }',
    '}',
    '',
  ].join('\n');
}

interface Said {
  readonly code: string;
  /** The text after the first fix. */
  readonly fixed: string | undefined;
}

function lifetimes(text: string): readonly Said[] {
  const workspace = openWorkspace({ [FILE]: text });
  return workspace.models().flatMap((model) =>
    rootFindings(workspace, model, 'strict')
      .all.filter((it) => LIFETIME.test(it.code) || it.severity === 'error')
      .map(({ code, fixes }) => {
        const edits = model.edits(fixes()[0]?.edits ?? []).get(FILE);
        return { code, fixed: edits && applyEdits(text, edits) };
      }),
  );
}

test('a remove that gives back everything in reverse is sound', () => {
  fc.assert(
    fc.property(steps, (probe) => {
      assert.deepEqual(lifetimes(driver(probe, probe)), []);
    }),
    { numRuns: 60 },
  );
});

test('what remove leaves out is found, and the fix puts it where it belongs', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (probe, pick) => {
      const at = pick % probe.length;
      const rest = probe.filter((_, index) => index !== at);
      const found = lifetimes(driver(probe, rest));
      assert.deepEqual(
        found.map((it) => it.code),
        probe[at]?.found,
      );
      for (const { fixed } of found) assert.equal(fixed, driver(probe, probe));
    }),
    { numRuns: 60 },
  );
});
