// The entries of the Buses view: which stay, which are drawn again, after the server's answers changed.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createTreeModel, type TreeEntry, type TreeModel } from '../../client/src/tree-model.ts';
import type { TreeNode } from '../../server/src/lsp/protocol.ts';

/** `pci+` has children; `a:bound by x` has a description. */
function nodes(text: string): readonly TreeNode[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [, id = '', plus, description] = /^(\w+)(\+?)(?::(.*))?$/.exec(word) ?? [];
      return {
        id,
        kind: 'device',
        label: id,
        hasChildren: plus === '+',
        ...(description !== undefined && { description }),
      };
    });
}

function adopt(model: TreeModel, parent: string | undefined, text: string): readonly string[] {
  const entry = parent === undefined ? undefined : model.entry(parent);
  return model.adopt(entry, nodes(text)).map((drawn) => drawn?.node.id ?? 'top');
}

const names = (entries: readonly (TreeEntry | undefined)[]) =>
  entries.map((entry) => entry?.node.id ?? 'top');

test('a changed line draws that entry and keeps the object', () => {
  const model = createTreeModel();
  adopt(model, undefined, 'pci+');
  adopt(model, 'pci', 'a:x b:y');
  const before = model.entry('a');
  assert.deepEqual(adopt(model, 'pci', 'a:z b:y'), ['a']);
  assert.equal(model.entry('a'), before);
  assert.equal(before?.node.description, 'z');
});

test('a changed list draws the parent', () => {
  const model = createTreeModel();
  assert.deepEqual(adopt(model, undefined, 'pci+ usb+'), ['top']);
  adopt(model, 'pci', 'a b');
  assert.deepEqual(adopt(model, 'pci', 'a b c'), ['pci']);
  assert.deepEqual(adopt(model, 'pci', 'c b a'), ['pci']);
  assert.deepEqual(adopt(model, undefined, 'usb+'), ['top']);
});

test('what is gone is forgotten with all below it, what has moved is not', () => {
  const model = createTreeModel();
  adopt(model, undefined, 'pci+ usb+');
  adopt(model, 'pci', 'a+ b');
  adopt(model, 'a', 'c');
  const moved = model.entry('b');
  adopt(model, 'usb', 'b');
  adopt(model, 'pci', '');
  assert.equal(model.entry('a'), undefined);
  assert.equal(model.entry('c'), undefined);
  assert.equal(model.entry('b'), moved);
  assert.equal(model.entry('b')?.parent, model.entry('usb'));
});

test('what nodes say now is taken over; only lines that are others are drawn', () => {
  const model = createTreeModel();
  adopt(model, undefined, 'pci+ usb+');
  adopt(model, 'pci', 'a:x b:y');
  assert.deepEqual(names(model.renew([...nodes('a:z b:y unknown:v'), null])), ['a']);
  assert.equal(model.entry('a')?.node.description, 'z');
  assert.equal(model.entry('unknown'), undefined);
});

test('children are always those of the last answer, and nothing is drawn for an answer that says the same', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const list = fc.uniqueArray(id).map((ids) => ids.join(' '));
  fc.assert(
    fc.property(fc.array(list, { minLength: 1 }), (answers) => {
      const model = createTreeModel();
      for (const answer of answers) {
        adopt(model, undefined, answer);
        assert.deepEqual(adopt(model, undefined, answer), []);
        assert.equal(names(model.children(undefined) ?? []).join(' '), answer);
      }
    }),
  );
});
