// MK-37: a bus knows its devices by name. Kernel: drivers/base/core.c:device_add, drivers/base/bus.c:bus_add_device.
import type { RootModel } from '../../db/model.ts';
import type { Refused } from '../../driver-core/result.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Fix } from '../../link/fix.ts';
import { deviceId } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { factNamed, madeBy, makersOfDevices, placeOfRefused } from '../made-here.ts';

export const twoDevicesOfOneName: Check<'root'> = {
  code: 'MK-37',
  aliases: [],
  title: 'two devices of one name on a bus',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run,
  doc: {
    why: '`/sys/bus/BUS/devices` is flat: a name is unique on the bus, whoever the parent is, and unique among the children of its parent. `device_add()` of the second fails with -EEXIST; its caller has to put_device() it and go on without it.',
    source: [
      'drivers/base/core.c:device_add',
      'drivers/base/bus.c:bus_add_device',
      'domain rules LC-7, MK-37',
    ],
    firing: `device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1503; }
`,
    corrected: `device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:01:00.1 on pci { vendor = 0x8086; device = 0x1503; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const { first, again } of model.duplicates()) {
    if (first.kind !== 'device' || again.kind !== 'device') continue;
    const { name } = again.decl;
    const where = again.decl.bus?.text ?? again.decl.class?.text;
    yield {
      message: `a device of this name is ${where === undefined ? 'there' : `on \`${where}\``} already; the kernel refuses it (-EEXIST)`,
      place: { item: again.item, site: name.site },
      about: again.id,
      related: [
        { place: { item: first.item, site: first.decl.name.site }, message: 'the device that is meant' },
      ],
      fixes: () => [rename(again, model), ...extend(first, again, model), remove(again)],
    };
  }
  for (const refused of refusedOnce(model.run)) {
    const place = placeOfRefused(model, refused);
    if (place && !isNumberedByHand(place, model))
      yield { message: refused.reason.text, place, about: refused.id };
  }
}

/** A step that is tried again, on another device or after a deferral, is refused again. */
function refusedOnce({ refused }: RootModel['run']): readonly Refused[] {
  const keyOf = ({ id, made }: Refused): string => `${id} ${made?.madeBy?.driver} ${made?.madeBy?.label}`;
  return [...new Map(refused.map((it) => [keyOf(it), it])).values()];
}

/** To the next name that is free: the number it ends with is counted on. */
function rename(again: Declaration<'device'>, model: RootModel): Fix {
  const { name, bus } = again.decl;
  const [, stem = name.text, number] = /^(.*?)(\d+)$/.exec(name.text) ?? [];
  const isTaken = (text: string): boolean =>
    model.declaration(deviceId(bus?.text ?? 'none', text)) !== undefined;
  let next = number === undefined ? 2 : Number(number) + 1;
  const nameOf = (count: number): string => (number === undefined ? `${stem}-${count}` : `${stem}${count}`);
  while (isTaken(nameOf(next))) next++;
  return {
    title: `Rename to \`${nameOf(next)}\``,
    edits: [{ act: 'replace', place: { item: again.item, site: name.site }, text: nameOf(next) }],
  };
}

/** If both are one device told in two places: nothing is said twice, and the second stands at the top level. */
function extend(
  first: Declaration<'device'>,
  again: Declaration<'device'>,
  model: RootModel,
): readonly Fix[] {
  const { decl, item } = again;
  const said = new Set(first.decl.facts.map((it) => it.name.text));
  const statement = model.locate({ item, site: decl.site });
  const head = decl.bus && model.locate({ item, site: decl.bus.site });
  const isPlain = again.within === undefined && decl.under === undefined && decl.label === undefined;
  if (!statement || !head || !isPlain || decl.facts.length === 0) return [];
  if (decl.facts.some((it) => said.has(it.name.text))) return [];
  const part = { start: 0, end: head.end - statement.start };
  return [
    {
      title: `Extend \`${decl.name.text}\` instead`,
      edits: [
        { act: 'replace', place: { item, site: decl.site, part }, text: `extend device ${decl.name.text}` },
      ],
      preferred: true,
    },
  ];
}

function remove({ item, decl }: Declaration<'device'>): Fix {
  return { title: 'Delete this one', edits: [{ act: 'delete', place: { item, site: decl.site } }] };
}

/** The statement that makes the device says where its number comes from, and not from a counter: MK-40 or SD-53 says so there. */
function isNumberedByHand({ item, site }: Place, model: RootModel): boolean {
  const made = makersOfDevices(model).flatMap((maker) => madeBy(maker, model));
  const step = made.find((it) => it.item === item && it.step.site === site)?.step;
  const id = step && factNamed(step.facts, 'id')?.values[0];
  return id?.kind === 'number' || id?.text === 'bdf';
}
