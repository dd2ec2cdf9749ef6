// Links that only delay sync_state, and those of firmware cycles: drivers/base/core.c: device_link_add,
// device_links_check_suppliers, device_links_driver_bound.
import assert from 'node:assert/strict';
import test from 'node:test';
import { play } from './played.ts';

const EINVAL = -22;

for (const flags of ['SYNC_STATE_ONLY', 'INFERRED,SYNC_STATE_ONLY', 'INFERRED,CYCLE,SYNC_STATE_ONLY']) {
  test(`LC-33, LC-38: ${flags} holds no probe, moves nothing, and is gone when its consumer is bound`, () => {
    const played = play('bus b sync_state', 'device b/c id=c hold', 'device b/s id=s');
    assert.deepEqual(played.run(`link c s ${flags}`, 'add c'), [0, 0]);
    assert.deepEqual(played.links(), ['c->s dormant']);
    assert.deepEqual(played.state().order, ['s', 'c']);
    played.run('driver b/d ids=c');
    assert.deepEqual(played.taken('probe'), ['probe c d']);
    assert.deepEqual(played.links(), []);
  });

  test(`LC-32, LC-38: ${flags} may close a circle, and is refused once the consumer is bound`, () => {
    const played = play('bus b', 'device b/a id=a', 'device b/z id=z', 'link z a AUTOPROBE_CONSUMER');
    assert.deepEqual(played.run('link a z AUTOPROBE_CONSUMER', `link a z ${flags}`), [EINVAL, 0]);
    played.run('driver b/d ids=a');
    assert.deepEqual(played.run(`link a z ${flags}`), [EINVAL]);
  });
}

test('LC-32: SYNC_STATE_ONLY goes with no flag that makes a link do more', () => {
  const { run } = play('bus b', 'device b/c', 'device b/s');
  assert.deepEqual(
    run('link c s SYNC_STATE_ONLY,AUTOPROBE_CONSUMER', 'link c s SYNC_STATE_ONLY,PM_RUNTIME'),
    [EINVAL, EINVAL],
  );
});

test('LC-35: a link that only delayed sync_state and becomes a full one moves its consumer', () => {
  const played = play('bus b', 'device b/c', 'device b/s', 'link c s SYNC_STATE_ONLY');
  assert.deepEqual(played.state().order, ['c', 's']);
  played.run('link c s AUTOPROBE_CONSUMER');
  assert.deepEqual(played.state().order, ['s', 'c']);
  assert.deepEqual(played.state().links[0]?.flags, ['managed']);
});

test('LC-39: a bus with sync_state is told of a supplier that has no driver, when its last such link goes', () => {
  const played = play('bus b sync_state', 'device b/c id=c hold', 'device b/s id=s');
  played.run('link c s SYNC_STATE_ONLY', 'add c', 'driver b/d ids=c');
  assert.deepEqual(played.taken('sync_state'), ['sync_state c', 'sync_state s']);
});
