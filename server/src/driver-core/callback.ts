// What a callback does, step by step, and the link to a supplier: plain data, the part of the topology that probe, init and
// flavours are made of. Names are ids or as the description says them; nothing here runs.
import type { Format } from './format.ts';
import type { Condition, Conditional, Fields, Id, Scalar } from './terms.ts';

/** `supplier X [as NAME]`: a firmware link, or a driver's own if `flags` are given. */
export interface Supplier {
  readonly supplier: Id;
  readonly label?: string;
  readonly flags?: readonly string[];
  /** Its property is one that fw_devlink follows only when it is strict (LC-37). */
  readonly isOptional?: true;
}

export interface FailStep {
  readonly kind: 'fails';
  readonly errno: string;
  /** Fails this often, then succeeds. */
  readonly times?: number;
  readonly when: Condition;
}
export interface NeedStep {
  readonly kind: 'needs';
  /** Names of resources (`supplier X as NAME`), or one driver that must be bound. */
  readonly names: readonly string[];
  readonly driver?: Id;
  readonly ifPresent: boolean;
  /** The error returned instead of EPROBE_DEFER. */
  readonly else?: string;
  readonly when: Condition;
}
export interface AcquireStep {
  readonly kind: 'acquires';
  readonly resource: string;
  readonly name: string;
  /** The function that takes it: pci_get_device. */
  readonly getter?: string;
  readonly devm: boolean;
  /** `parent`, `physfn`: the device whose unbinding releases it. Not set: the own one. */
  readonly devmOf?: string;
  readonly when: Condition;
}
/** Makes a device on a bus (`bus` 'none': without a bus; `vf`: the requested VFs) or registers a class device. */
export interface MakeStep {
  readonly kind: 'creates' | 'registers';
  readonly of: string;
  readonly name?: Format;
  readonly per?: string;
  readonly label?: string;
  readonly fields: Fields;
  readonly offers: readonly Conditional<string>[];
  readonly provides: readonly Conditional<string>[];
  readonly suppliers: readonly Supplier[];
  readonly facts: MakeFacts;
  readonly when: Condition;
}
export interface MakeFacts {
  readonly struct?: string;
  readonly alloc?: string;
  readonly release?: string;
  /** ida, an acquired id, bdf, number, `dev.id`. */
  readonly id?: Scalar;
  readonly onError?: string;
  /** Not set: unregister. */
  readonly onRemove?: readonly string[];
  /** The module that users of its operations pin, or `none`. Not set: the maker's. */
  readonly owner?: string;
  /** Registers, interrupts: what a real device has. */
  readonly resources?: readonly string[];
  /** Locks that are held while it is added. */
  readonly underLock?: readonly string[];
  /** The acquired work that makes it after the callback has returned. */
  readonly work?: string;
  readonly attributes?: readonly string[];
  readonly afterAdd?: readonly string[];
  /** A path (`dev.parent`, `dev.dma_dev`) or a device's name. */
  readonly parent?: string;
  readonly udev?: Format;
  readonly dmaDev?: string;
  readonly dmaOps?: string;
  /** The driver that is attached without match (mdev). */
  readonly driver?: string;
}
export type Step = NeedStep | FailStep | AcquireStep | MakeStep;
