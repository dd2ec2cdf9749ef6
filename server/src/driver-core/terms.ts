// The words that topologies and runs are made of: ids, versions, values, paths and conditions. topology.ts hands them on.

export type Id = string;

/** 6.12 is 6012: versions compare as numbers. */
export type Version = number;

/** u64 values beyond 2^53 are bigints; everything else numeric is a number. A GUID or a name is a string. */
export type Scalar = number | bigint | string;
export type Value = Scalar | readonly Scalar[];
/** Field → value, only what was said; a flag is 1. */
export type Fields = Readonly<Record<string, Value>>;

/** Where a name in a condition or a format begins: the device (bare or `dev.`), `row.`, `drv.`, `parent.`, `physfn.`, `kernel.` */
export type PathRoot = 'dev' | 'row' | 'drv' | 'parent' | 'physfn' | 'kernel';
export interface Path {
  readonly root: PathRoot;
  readonly name: string;
}

export type Operand = { readonly path: Path } | { readonly value: Scalar };
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

/** `a`, `no a`, `a == b`. A comparison with something that is not set is false; `no X` is then true. */
export interface Test {
  readonly no: boolean;
  readonly left: Operand;
  readonly op?: Comparison;
  readonly right?: Operand;
}
/** All must hold. Empty: always. */
export type Condition = readonly Test[];

export interface Conditional<T> {
  readonly value: T;
  readonly when: Condition;
}
