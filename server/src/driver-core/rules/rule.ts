// What is said about a rule of the kernel. Code cites a rule by its id; it never branches on what stands here.

/** One fact of the driver core, of a bus, of aliases or of module loading, as Linux 6.12 has it. */
export interface Rule {
  /** What the kernel does, in one sentence. */
  readonly text: string;
  /** Where it does so: `drivers/base/dd.c:__device_attach`. */
  readonly kernel: string;
  /** The first version that has the rule, and the first that has it no more. */
  readonly since?: string;
  readonly until?: string;
  /** Version → what is so from then on. */
  readonly changes?: Readonly<Record<string, string>>;
  /** The finding that carries the rule: it is about C code, which a run of the model does not see. */
  readonly finding?: string;
}

/** Id (`LC-12`, `BUS-pci`, `KM-8`) → rule. */
export type RuleTable = Readonly<Record<string, Rule>>;
