// The kinds of things of a root, linked for its kernel: buses, classes, contracts, and the fields that each body may set.

import type { FieldType } from '../declare/index.ts';
import type {
  BusType,
  ClassType,
  Contract,
  DeviceStruct,
  FieldSpec,
  MatchTable,
  Scalar,
} from '../driver-core/topology.ts';

/** A field as the place that sets it sees it. */
export interface FieldInfo {
  readonly name: string;
  /** Not set: it is used somewhere (in a format, after `when`) but nowhere declared; any value does. */
  readonly type?: FieldType;
  readonly length?: number;
  readonly values?: Readonly<Record<string, number>>;
  /** `any` may be written; a value of its own if it has one. */
  readonly wildcard?: { readonly value?: Scalar };
  /** Compared field of a row: the check MK-22 says where `any` means nothing. */
  readonly inRow?: true;
}
export type FieldTable = ReadonlyMap<string, FieldInfo>;

export interface Types {
  readonly buses: ReadonlyMap<string, BusType>;
  readonly classes: ReadonlyMap<string, ClassType>;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** Shared tables that hold for this kernel. */
  readonly tables: ReadonlyMap<string, MatchTable>;
  /** Names that some bus or driver reads of a device: of its own bus's devices, or of any (`parent.x`, `physfn.x`). */
  readonly usedFields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Flavours of all drivers and modules by name: which of them answers a request, the run says. */
  readonly flavours: ReadonlyMap<string, readonly FlavourInfo[]>;
  /** Fields of the devices of one struct. */
  deviceFields(bus: BusType, struct: DeviceStruct): FieldTable;
}

export interface FlavourInfo {
  readonly fields: readonly FieldSpec[];
  /** The buses on which it creates devices. */
  readonly creates: readonly string[];
}

/** In `usedFields`: what is read of a device whatever its bus. */
export const ANY_BUS = '*';
