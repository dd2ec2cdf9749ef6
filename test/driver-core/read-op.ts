// An operation on the driver core as a line of text: `driver b/first ids=* probe=err:5`, `link c s MANAGED,PM_RUNTIME`. What an
// operation does: docs/kernel-recorder.md. Throws for a line that is none.
import { linkFlags } from '../../server/src/driver-core/base/link-flags.ts';
import type { Op, ProbeRule, RecordedChild, RecordedStep } from '../kernel/format.ts';

export function readOp(line: string): Op {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const names = rest.filter((it) => !it.includes('=') || it === '=');
  const facts = new Map(rest.filter((it) => it.includes('=')).map((it) => splitAt(it, '=')));
  const op = make(word, names, facts);
  if (!op) throw new Error(`no such operation: ${line}`);
  return op;
}

type Facts = ReadonlyMap<string, string>;

function make(word: string, names: readonly string[], facts: Facts): Op | undefined {
  const [first = '', second = '', third = ''] = names;
  const [bus, name] = splitAt(first, '/');
  switch (word) {
    case 'bus':
      return busOp(first, names, facts);
    case 'driver':
      return driverOp(bus, name, names, facts);
    case 'device':
      return {
        op: word,
        bus,
        name,
        hold: names.includes('hold'),
        devres: names.includes('devres'),
        ...said(facts),
      };
    case 'class':
      return { op: word, name: first };
    case 'class_device':
      return { op: word, class: bus, name, ...said(facts) };
    case 'link':
      return { op: word, consumer: first, supplier: second, flags: linkFlags(third.split(',')) };
    case 'unlink':
      return { op: word, consumer: first, supplier: second };
    case 'bind':
    case 'unbind':
    case 'device_driver_attach':
      return { op: word, bus, driver: name, device: second };
    case 'driver_override':
      return { op: word, bus, device: name, value: second };
    case 'drivers_probe':
      return { op: word, bus, device: name };
    case 'driver_unregister':
      return { op: word, bus, driver: name };
    case 'drivers_autoprobe':
      return { op: word, bus: first, value: Number(second) };
    case 'bus_rescan_devices':
      return { op: word, bus: first };
    case 'add':
    case 'device_reprobe':
    case 'device_release_driver':
    case 'device_del':
      return { op: word, device: first };
    case 'suspend':
    case 'shutdown':
    case 'dump':
      return { op: word };
    default:
      return undefined;
  }
}

/** Own buses list `steps=`, or say `no_match`; `platform` and `auxiliary` are the kernel's. */
function busOp(name: string, names: readonly string[], facts: Facts): Op {
  const kind = name === 'platform' || name === 'auxiliary' ? name : 'own';
  const steps = (facts.get('steps')?.split(',') ?? ['table']) as RecordedStep[];
  return {
    op: 'bus',
    name,
    kind,
    ...(kind === 'own' && { steps }),
    no_match_callback: names.includes('no_match'),
    sync_state: names.includes('sync_state'),
  };
}

function driverOp(bus: string, name: string, names: readonly string[], facts: Facts): Op {
  const links = facts.get('links')?.split(',') ?? [];
  const rules = [...facts].filter(([key]) => key.startsWith('probe.'));
  return {
    op: 'driver',
    bus,
    name,
    ids: facts.get('ids')?.split(',') ?? ['*'],
    probe: (facts.get('probe') ?? 'ok') as ProbeRule,
    probe_for: Object.fromEntries(rules.map(([key, rule]) => [key.slice(6), rule as ProbeRule])),
    async: names.includes('async'),
    suppress_bind_attrs: names.includes('suppress_bind_attrs'),
    keep_children: names.includes('keep_children'),
    create_before_fail: names.includes('create_before_fail'),
    creates: facts.get('creates')?.split(',').map(childOf) ?? [],
    links: links.map((it) => ({
      supplier: splitAt(it, ':')[0],
      flags: linkFlags(splitAt(it, ':')[1].split('+')),
    })),
  };
}

/** `b/%-child:id`: a bus, or `@` and a class, a name, and what the bus compares with rows. */
function childOf(text: string): RecordedChild {
  const [bus, rest] = splitAt(text, '/');
  const [name, id] = splitAt(rest, ':');
  return { bus, name, ...(id !== '' && { id }) };
}

/** The facts of a device: numbers where the whole value is one. */
function said(facts: Facts): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    [...facts].map(([key, value]) => [key, key !== 'id' && /^-?\d+$/.test(value) ? Number(value) : value]),
  );
}

function splitAt(text: string, separator: string): [before: string, behind: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
