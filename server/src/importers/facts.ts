// What a recording says about a device, in neutral words: the same for every source and every bus. No bus is known here.
import type { UdevRecord } from './udev-db.ts';

export interface DeviceFacts {
  readonly line: number;
  /** Below /sys: `/devices/pci0000:00/0000:00:19.0`. */
  readonly devpath: string;
  /** The last part of the path. A `!` in it stands for a `/` in the device's name. */
  readonly name: string;
  readonly subsystem?: string;
  readonly devtype?: string;
  readonly driver?: string;
  readonly modalias?: string;
  readonly driverOverride?: string;
  readonly iommuGroup?: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
}

export function factsOf(record: UdevRecord): DeviceFacts {
  const { properties, attributes, links, short } = record;
  const facts = {
    subsystem: said(properties.get('SUBSYSTEM')) ?? short.get('U') ?? lastPart(links.get('subsystem')),
    devtype: said(properties.get('DEVTYPE')) ?? short.get('T'),
    driver: said(properties.get('DRIVER')) ?? short.get('V') ?? lastPart(links.get('driver')),
    modalias: said(properties.get('MODALIAS')) ?? said(attributes.get('modalias')),
    driverOverride: said(attributes.get('driver_override')),
    iommuGroup: lastPart(links.get('iommu_group')),
  };
  return {
    line: record.line,
    devpath: record.devpath,
    name: nameOf(record.devpath),
    properties,
    attributes,
    ...withoutUndefined(facts),
  };
}

/** The last part of a sysfs path. */
export function nameOf(devpath: string): string {
  return devpath.slice(devpath.lastIndexOf('/') + 1);
}

/** Nothing, blanks and the kernel's `(null)` say nothing. */
function said(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' || text === '(null)' ? undefined : text;
}

function lastPart(path: string | undefined): string | undefined {
  return path === undefined ? undefined : said(nameOf(path));
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as Present<T>;
}
