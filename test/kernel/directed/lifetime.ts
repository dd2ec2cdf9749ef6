// Scenarios of links, children, removal and power: who goes, comes back and waits with whom.
import {
  bind,
  bus,
  consumer,
  DUMP,
  device,
  driver,
  driversProbe,
  kernelBus,
  link,
  RESCAN,
  remove,
  SUSPEND,
  scenario,
  unbind,
  unregister,
} from './build.ts';

const AUTOREMOVE_CONSUMER = 0x2;
const AUTOREMOVE_SUPPLIER = 0x10;
const AUTOPROBE_CONSUMER = 0x20;

export const LIFETIME = [
  scenario(
    'consumers-go-before-their-supplier',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's')],
    ...[...consumer('c1', 'c', 0, 's'), ...consumer('c2', 'c', 0, 's'), ...consumer('c3', 'c', 0, 'c1')],
    ...[DUMP, unbind('s', 's'), DUMP, bind('s', 's'), DUMP, RESCAN, DUMP],
  ),
  scenario(
    'autoprobe-consumer-comes-back-by-itself',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's')],
    ...[...consumer('c', 'c', AUTOPROBE_CONSUMER, 's'), unbind('s', 's'), DUMP, bind('s', 's'), DUMP],
  ),
  scenario(
    'autoremove-links-vanish-with-either-end',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's'), device('t', 's')],
    ...[...consumer('c', 'c', AUTOREMOVE_CONSUMER, 's'), ...consumer('e', 'c', AUTOREMOVE_SUPPLIER, 't')],
    ...[DUMP, unbind('c', 'c'), DUMP, unbind('s', 't'), DUMP, bind('c', 'e'), DUMP],
  ),
  scenario(
    'link-to-a-bound-consumer-never-becomes-active',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's'), device('c', 'c'), unbind('s', 's')],
    ...[link('c', 's'), DUMP, bind('s', 's'), DUMP, unbind('s', 's'), DUMP],
  ),
  scenario(
    'missing-supplier-stops-the-walk',
    ...[bus(), driver('a', 'c'), driver('z', 'c'), device('s', 's'), ...consumer('c', 'c', 0, 's')],
    ...[DUMP, driversProbe('c'), bind('z', 'c'), driver('s', 's'), DUMP],
  ),
  scenario(
    'deleted-supplier-frees-its-consumer',
    ...[bus(), driver('s', 's'), driver('c', 'c'), device('s', 's'), ...consumer('c', 'c', 0, 's')],
    ...[remove('s'), DUMP, RESCAN, DUMP],
  ),
  scenario(
    'link-against-the-tree-is-refused',
    ...[bus(), device('p', 'p'), device('k', 'k', { parent: 'p' }), device('x', 'x')],
    ...[link('p', 'k'), link('k', 'p'), link('x', 'x'), link('k', 'x'), link('x', 'k'), link('x', 'p'), DUMP],
  ),
  scenario(
    'link-moves-a-whole-tree-to-the-end',
    ...[bus(), device('p', 'p'), device('k', 'k', { parent: 'p' }), device('s', 's'), device('z', 'z')],
    ...[SUSPEND, link('p', 's', 0x1), SUSPEND, DUMP],
  ),
  scenario(
    'two-that-wait-for-each-other-wait-for-ever',
    ...[bus(), driver('a', 'a', 'need:e'), driver('b', 'b', 'need:d'), device('d', 'a'), device('e', 'b')],
    ...[driver('c', 'c'), device('f', 'c'), SUSPEND, DUMP],
  ),
  scenario(
    'removed-in-reverse-order-of-binding',
    ...[bus(), device('d1', 'a'), device('d2', 'a'), driver('r', 'a', 'ok', { probe_for: { d1: 'need:e' } })],
    ...[device('d3', 'a'), driver('e', 'e'), device('e', 'e'), DUMP, unregister('r'), DUMP],
  ),
  scenario(
    'child-outlives-its-parent',
    ...[bus('override', 'table'), driver('c', 'c'), device('p', 'p'), device('k', 'c', { parent: 'p' })],
    ...[remove('p'), DUMP, unbind('c', 'k'), bind('c', 'k'), driversProbe('k'), DUMP, remove('k'), DUMP],
  ),
  scenario(
    'children-made-by-probe-die-with-it',
    ...[bus(), { op: 'class', name: 'port' } as const, driver('port', 'port')],
    driver('card', 'card', 'ok', {
      creates: [
        { name: '%.0', bus: 'b', id: 'port' },
        { name: 'eth#', bus: '@port' },
        { name: '%.1', bus: 'b', id: 'port' },
      ],
    }),
    ...[device('card7', 'card'), DUMP, unbind('card', 'card7'), DUMP, bind('card', 'card7'), DUMP],
  ),
  scenario(
    'same-name-twice-on-one-bus',
    ...[bus(), device('p', 'p'), device('q', 'q'), device('x', 'x', { parent: 'p' })],
    ...[device('x', 'x', { parent: 'q' }), device('x', 'x', { parent: 'p' }), driver('r', 'x')],
    ...[driver('r', 'x'), DUMP, remove('x'), device('x', 'x', { parent: 'q' }), DUMP],
  ),
  scenario(
    'nothing-is-added-below-what-is-not-added',
    ...[bus(), { op: 'class', name: 'port' } as const, device('p', 'p', { hold: true })],
    ...[
      device('k', 'k', { parent: 'p' }),
      { op: 'class_device', class: 'port', name: 'c', parent: 'p' } as const,
    ],
    ...[{ op: 'add', device: 'p' } as const, device('k', 'k', { parent: 'p' }), DUMP],
  ),
  scenario(
    'supplier-takes-one-nameless-consumer-at-a-time',
    ...[
      kernelBus('platform'),
      device('s', ''),
      device('c.1', '', { hold: true }),
      device('c.2', '', { hold: true }),
    ],
    ...[link('c.1', 's'), link('c.2', 's'), { op: 'add', device: 'c.1' } as const, link('c.2', 's')],
    ...[{ op: 'add', device: 'c.2' } as const, link('c.2', 's'), DUMP],
  ),
  scenario(
    'leftover-devres-refuses-every-driver',
    ...[bus(), driver('r', 'a'), driver('q', 'a'), device('d', 'a', { devres: true }), RESCAN],
    ...[driversProbe('d'), bind('q', 'd'), DUMP, remove('d'), DUMP],
  ),
];
