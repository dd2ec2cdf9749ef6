// The change from a bus of one vendor's own to the auxiliary bus: what MK-117 proposes.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Driver } from '../../driver-core/topology.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Edit, Fix } from '../../link/fix.ts';
import { driverBodies } from '../driver-bodies.ts';
import { type BusMaker, vendorPrefix } from './bus-users.ts';

const AUXILIARY = 'auxiliary';
/** What a step may say that means the same on every bus. */
const KEPT: ReadonlySet<string> = new Set(['struct', 'release', 'alloc', 'parent', 'attributes', 'on_error']);

/** Nothing if the kernel has no auxiliary bus yet, or if something would be lost. */
export function toAuxiliary(
  bus: BusType,
  declared: Declaration<'bus'>,
  maker: BusMaker,
  driver: Driver,
  model: RootModel,
): readonly Fix[] {
  const target = model.declarationAs('driver', driver.id);
  const creator = maker.by.kind === 'driver' ? model.driver(maker.by.id) : undefined;
  if (!target || !creator || !isPlain(bus, maker, driver, model)) return [];
  const name = `${creator.module}.${partName(driver, bus)}`;
  const offers = bus.devices[0]?.offers.map((it) => `offers ${it.value}; `).join('') ?? '';
  const { step, item } = maker.made;
  const ofStep = { item, site: step.of.site };
  return [
    {
      title: `Make it the auxiliary device \`${name}\``,
      edits: [
        { act: 'delete', place: { item: declared.item, site: declared.decl.name.site } },
        { act: 'replace', place: ofStep, text: `${AUXILIARY} ${name}` },
        {
          act: 'insert-inside',
          place: ofStep,
          text: `${offers}${hasNumber(maker) ? '' : 'id = ida;'}`.trim(),
        },
        ...driverEdits(target, name, model),
      ],
    },
  ];
}

function driverEdits(target: Declaration<'driver'>, name: string, model: RootModel): readonly Edit[] {
  const aliases = driverBodies(target, model).flatMap(({ decl, item }) =>
    decl.facts.filter((it) => it.name.text === 'aliases').map((it) => ({ item, site: it.site })),
  );
  const on = { item: target.item, site: target.decl.bus.site };
  return [
    { act: 'replace', place: on, text: AUXILIARY },
    { act: 'insert-inside', place: on, text: `id_table ${name};` },
    ...aliases.map((place): Edit => ({ act: 'delete', place })),
  ];
}

/** One kind of device, made in one place with nothing of the bus's own, by a driver that matched without a table. */
function isPlain(bus: BusType, { made }: BusMaker, driver: Driver, model: RootModel): boolean {
  const [struct, another] = bus.devices;
  return (
    model.topology.buses.has(AUXILIARY) &&
    struct !== undefined &&
    another === undefined &&
    struct.offers.every((it) => it.when.length === 0) &&
    made.step.name === undefined &&
    made.step.facts.every((it) => KEPT.has(it.name.text)) &&
    Object.keys(driver.tables).length === 0 &&
    !model.topology.devices.some((it) => it.bus === bus.name)
  );
}

/** The user gives the number that the auxiliary bus asks for. */
function hasNumber({ made }: BusMaker): boolean {
  return made.flavour?.fields.some((it) => it.name.text === 'id') === true;
}

/** `part` of `acme_part`; the bus's name where the driver's says no more than the vendor's. */
function partName(driver: Driver, bus: BusType): string {
  const rest = driver.name.slice(vendorPrefix(driver.name).length + 1);
  return rest === '' ? bus.name : rest;
}
