// The words of the client that need no VS Code: nodes, status, restarts, dumps.
import assert from 'node:assert/strict';
import test from 'node:test';
import { MAX_RESTARTS, restartPolicy, WINDOW_MS } from '../../client/src/restart-policy.ts';
import { statusWords } from '../../client/src/status-words.ts';
import { contextValue, nodeIcon, spokenLabel } from '../../client/src/tree-node-words.ts';
import { looksLikeUdevDump } from '../../client/src/udev-dump.ts';
import type { TreeNode } from '../../server/src/lsp/protocol.ts';

const device: TreeNode = {
  id: 'device:pci/0000:00:19.0',
  kind: 'device',
  label: '0000:00:19.0',
  description: 'e1000e',
  state: 'bound',
  hasChildren: false,
  name: '0000:00:19.0',
  modalias: 'pci:v00008086d00001502',
};

test('a node offers in its menu what it has', () => {
  assert.equal(contextValue(device), 'device explain name modalias');
  assert.equal(contextValue({ id: 'g', kind: 'group', label: 'drivers', hasChildren: true }), 'group');
});

test('a screen reader hears the kind and the state', () => {
  assert.equal(spokenLabel(device), 'device 0000:00:19.0, bound, e1000e');
});

test('states are told apart by the shape of the icon', () => {
  const states = ['bound', 'unbound', 'deferred', 'absent', 'waits'] as const;
  const icons = states.map((state) => nodeIcon({ ...device, state }).icon);
  assert.equal(new Set(icons).size, states.length);
});

test('the status item counts, and says when the server is down', () => {
  const summary = { devices: 3, bound: 2, unbound: 1, deferred: 0, problems: 0 };
  assert.deepEqual(statusWords('running', summary), {
    text: '3 devices, 2 bound',
    detail: '1 unbound, no problems',
    severity: 'information',
  });
  const worse = statusWords('running', { devices: 1, bound: 0, unbound: 0, deferred: 1, problems: 1 });
  assert.deepEqual(worse, {
    text: '1 device, 0 bound',
    detail: '0 unbound, 1 deferred, 1 problem',
    severity: 'warning',
  });
  assert.equal(statusWords('stopped', summary).severity, 'error');
});

test('a server that keeps crashing is left alone, one that crashes now and then is not', () => {
  const often = restartPolicy();
  const answers = Array.from({ length: MAX_RESTARTS + 1 }, (_, index) => often.crashed(index));
  assert.deepEqual(answers, [...Array(MAX_RESTARTS).fill('restart'), 'give-up']);
  assert.equal(often.crashed(WINDOW_MS * 2), 'restart');
});

test('a udev dump is known by its first device', () => {
  assert.ok(looksLikeUdevDump('P: /devices/pci0000:00/0000:00:19.0\nE: DRIVER=e1000e\n'));
  assert.ok(!looksLikeUdevDump('device 0000:00:19.0 on pci;\n'));
});
