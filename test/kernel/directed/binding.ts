// Scenarios of matching, walking and binding: who gets a device, and when nobody does.
import {
  autoprobe,
  bind,
  bus,
  DUMP,
  device,
  driver,
  driversProbe,
  kernelBus,
  override,
  RESCAN,
  scenario,
  unbind,
  unregister,
} from './build.ts';

export const BINDING = [
  scenario(
    'first-registered-driver-keeps-the-device',
    ...[bus(), driver('old', 'a'), device('d1', 'a'), driver('new', 'a'), device('d2', 'a'), DUMP],
    ...[unregister('old'), DUMP, RESCAN, DUMP],
  ),
  scenario(
    'declining-driver-lets-the-next-try',
    ...[bus(), driver('picky', 'a', 'nodev'), driver('broken', 'a', 'err:-5'), driver('last', 'a')],
    ...[device('d', 'a'), DUMP],
  ),
  scenario(
    'own-deferral-loses-to-fallback',
    ...[bus(), driver('waits', 'a', 'need:late'), driver('fallback', 'a'), device('d', 'a')],
    ...[driver('other', 'o'), device('late', 'o'), DUMP, unbind('fallback', 'd'), bind('waits', 'd'), DUMP],
  ),
  scenario(
    'positive-probe-return-ends-the-walk',
    ...[bus(), driver('odd', 'a', 'errfirst:7'), driver('good', 'a'), device('d', 'a'), DUMP],
    ...[driversProbe('d'), DUMP],
  ),
  scenario(
    'match-error-hides-the-driver-behind-it',
    ...[bus('device_match_error', 'table'), driver('x', 'x'), driver('y', 'a')],
    ...[device('d', 'a', { merr: -12 }), device('e', 'a'), RESCAN, DUMP],
  ),
  scenario(
    'match-deferral-is-retried-after-any-bind',
    ...[bus('device_match_defer', 'table'), driver('x', 'x'), driver('y', 'a')],
    ...[device('d', 'a', { mdefer: 1 }), DUMP, device('e', 'x'), DUMP],
  ),
  scenario(
    'override-names-another-driver-than-the-table',
    ...[bus('override', 'table'), driver('native', 'a'), driver('stub', 'none'), device('d', 'a')],
    ...[override('d', 'stub'), DUMP, unbind('native', 'd'), bind('native', 'd'), driversProbe('d'), DUMP],
    ...[override('d', ''), unbind('stub', 'd'), driversProbe('d'), DUMP],
  ),
  scenario(
    'override-without-such-a-driver-keeps-all-away',
    ...[bus('override', 'always'), device('d', 'a'), override('d', 'nobody'), driver('any', 'z')],
    ...[RESCAN, bind('any', 'd'), DUMP, override('d', ''), DUMP, driversProbe('d'), DUMP],
  ),
  scenario(
    'autoprobe-off-leaves-bind-and-drivers-probe',
    ...[bus(), autoprobe(0), driver('r', 'a'), device('d', 'a'), device('e', 'a'), device('f', 'a'), DUMP],
    ...[bind('r', 'd'), driversProbe('e'), DUMP, autoprobe(1), DUMP, device('g', 'a'), RESCAN, DUMP],
  ),
  scenario(
    'retry-while-autoprobe-is-off-loses-the-device',
    ...[
      bus(),
      driver('r', 'a', 'need:s'),
      device('d', 'a'),
      autoprobe(0),
      driver('s', 's'),
      device('s', 's'),
    ],
    ...[bind('s', 's'), DUMP, autoprobe(1), device('t', 's'), DUMP, driversProbe('d'), DUMP],
  ),
  scenario(
    'bind-reports-what-probe-returned',
    ...[bus(), autoprobe(0), driver('once', 'a', 'errfirst:-5'), driver('waits', 'b', 'defer:1')],
    ...[device('d', 'a'), device('e', 'b'), bind('once', 'd'), bind('once', 'd'), bind('once', 'd')],
    ...[bind('waits', 'e'), DUMP, bind('once', 'e'), bind('waits', 'nobody'), bind('nobody', 'd'), DUMP],
  ),
  scenario(
    'table-with-rows-decides-before-the-name',
    ...[bus('override', 'table_final', 'driver_name'), device('d', 'uart'), driver('uart', 'other')],
    ...[{ op: 'driver', bus: 'b', name: 'nobody', probe: 'ok' } as const, DUMP, unregister('uart')],
    ...[{ op: 'driver', bus: 'b', name: 'uart', probe: 'ok' } as const, DUMP],
  ),
  scenario(
    'platform-name-matches-only-without-a-table',
    ...[kernelBus('platform'), { op: 'device', bus: 'b', name: 'recuart.0' } as const],
    ...[driver('recuart', 'recother'), DUMP, unregister('recuart')],
    ...[{ op: 'driver', bus: 'b', name: 'recuart', probe: 'ok' } as const, DUMP],
  ),
  scenario(
    'auxiliary-driver-without-a-table-is-refused',
    ...[kernelBus('auxiliary'), { op: 'driver', bus: 'b', name: 'core.bare', probe: 'ok' } as const],
    ...[driver('core.eth', 'core.eth'), { op: 'device', bus: 'b', name: 'core.eth.1' } as const],
    ...[{ op: 'device', bus: 'b', name: 'core.ethx.1' } as const, DUMP],
  ),
];
