// What a kernel does for ever, or does not survive: found, ended and named.
import assert from 'node:assert/strict';
import test from 'node:test';
import { play } from './played.ts';

test('LC-27: two drivers that keep a device going: one defers it, the other binds a child and fails', () => {
  const { machine, run, device } = play('bus b', 'driver b/child ids=x');
  run(
    'driver b/waits ids=p probe=defer',
    'driver b/fails ids=p probe=fail creates=b/%-0:x create_before_fail',
  );
  run('device b/p id=p');
  assert.deepEqual(
    machine.core.mishaps.map(({ kind, device: id, rule }) => [kind, id, rule]),
    [['livelock', device('p').id, 'LC-27']],
  );
  assert.equal(device('p').isDeferred, true);
});

for (const how of ['', 'async']) {
  test(`LC-27: a device that others let wait for long is none: each retry is paid for by a bind ${how}`, () => {
    const names = Array.from({ length: 100 }, (_, index) => `d${index}`);
    const needs = names.slice(1).map((name, index) => `probe.d${index}=need:${name}`);
    const { machine, run, state } = play('bus b', `driver b/d ${how} ${needs.join(' ')}`);
    run(...names.map((name) => `device b/${name}`));
    assert.deepEqual(machine.core.mishaps, []);
    assert.deepEqual(state().deferred, []);
  });
}

test('LC-34: a link that comes while its consumer waits for another supplier keeps its own from being unbound', () => {
  const { machine, run, links } = play('bus b', 'driver b/d ids=d', 'driver b/c ids=c');
  run(
    'device b/s id=d',
    'device b/other',
    'device b/x id=c hold',
    'link x other AUTOPROBE_CONSUMER',
    'add x',
  );
  run('link x s AUTOPROBE_CONSUMER');
  assert.deepEqual(links(), ['x->other dormant', 'x->s consumer_probe']);
  run('unbind b/d s');
  assert.match(
    machine.core.mishaps[0]?.text ?? '',
    /^to unbind s the kernel waits for the probe of its consumer x, which never began/,
  );
});
