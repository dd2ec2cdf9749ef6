// Declarations with their identity: a Decl, the qualified name it has in its root, and the item it stands in.
import type {
  BusDecl,
  ClassDecl,
  ContractDecl,
  DeviceDecl,
  DriverDecl,
  IommuDecl,
  ModuleDecl,
  TableDecl,
} from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';
import type { ItemKey } from './place.ts';

/** Kind → what is declared. `request` is a `create`; a `vf` is a device. */
export interface DeclOf {
  readonly bus: BusDecl;
  readonly class: ClassDecl;
  readonly contract: ContractDecl;
  readonly table: TableDecl;
  readonly module: ModuleDecl;
  readonly iommu: IommuDecl;
  readonly driver: DriverDecl;
  readonly device: DeviceDecl;
  readonly request: DeviceDecl;
}
export type Kind = keyof DeclOf;

export interface Declaration<K extends Kind = Kind> {
  readonly kind: K;
  /** See ids.ts. */
  readonly id: Id;
  readonly decl: DeclOf[K];
  readonly item: ItemKey;
  readonly file: string;
  /** Of the standard library: never squiggled, opened read-only. */
  readonly library: boolean;
  /** Of a nested device, `vf` or `create`: what it stands in. */
  readonly within?: Id;
}
export type AnyDeclaration = { [K in Kind]: Declaration<K> }[Kind];

/** The body of an `extend`, attached to what it extends. Its sites belong to its own item. */
export interface Extension<K extends 'device' | 'driver' | 'module' = 'device' | 'driver' | 'module'> {
  readonly kind: K;
  readonly adds: DeclOf[K];
  readonly item: ItemKey;
  readonly file: string;
}
