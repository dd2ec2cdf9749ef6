// Who is asked again: readers of an id or a list, also through what they share; not those for whom it came out the same.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Reads } from '../../server/src/checks/reads.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

interface Asker {
  readonly id: string;
}

const A: Asker = { id: 'a' };
const B: Asker = { id: 'b' };

const [MODEL] = openWorkspace({ '/a.topo': '' }).models();
assert.ok(MODEL);
const model = MODEL;

function changed(...lists: readonly string[]) {
  return { declared: new Set(['d']), results: new Set<string>(), lists: new Set(lists) };
}

/** Two askers that look up the words that `said` holds, which are made of two lists. */
function sharing(said: Set<string>): Reads<Asker> {
  const reads = new Reads<Asker>((it) => it);
  const make = () => {
    reads.list('one');
    reads.list('two');
    return new Set(said);
  };
  for (const it of [A, B]) reads.by(it, () => reads.recall(said, make, model));
  return reads;
}

test('who read what changed is taken once, until it reads again', () => {
  const reads = new Reads<Asker>((it) => it);
  reads.by(A, () => reads.declared('d'));
  reads.by(B, () => reads.declared('e'));
  assert.deepEqual([...reads.takeReaders(changed(), model)], [A]);
  assert.deepEqual([...reads.takeReaders(changed(), model)], []);
});

test('who looks up what is made of a list has read the list', () => {
  const said = new Set(['x']);
  const reads = sharing(said);
  assert.equal(reads.hasRead(B, changed('two')), true);
  said.add('y');
  assert.deepEqual([...reads.takeReaders(changed('two'), model)], [A, B]);
});

test('the same words again end a change, and the next change is noticed', () => {
  const said = new Set(['x']);
  const reads = sharing(said);
  assert.deepEqual([...reads.takeReaders(changed('one', 'two'), model)], []);
  said.add('y');
  assert.deepEqual([...reads.takeReaders(changed('two'), model)], [A, B]);
});

test('where users were not asked again, words that are the same as a moment ago end nothing', () => {
  const said = new Set(['x']);
  const reads = sharing(said);
  said.add('y');
  reads.outdate(changed('one'));
  reads.by(B, () => reads.recall(said, () => new Set(said), model));
  assert.deepEqual([...reads.takeReaders(changed('one'), model)], [A, B]);
});

test('who is asked about what changed is asked again without that', () => {
  const reads = new Reads<Asker>((it) => it);
  reads.by({ id: 'd' }, () => reads.declared('d'));
  assert.deepEqual([...reads.takeReaders(changed(), model)], []);
});

test('what is read while nobody asks is nobody’s', () => {
  const reads = new Reads<Asker>((it) => it);
  reads.declared('d');
  assert.deepEqual([...reads.takeReaders(changed(), model)], []);
});
