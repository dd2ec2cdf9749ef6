// Which match tables a kernel can use: those of firmware are built in with it. Without it of_match_device() and
// acpi_driver_match_device() are stubs that say no (include/linux/of.h, include/linux/acpi.h), and their modalias is not announced.
import type { Kernel } from './topology.ts';
import { own } from './value.ts';

/** False for a table of firmware that the kernel was built without: `CONFIG_OF = n`, `CONFIG_ACPI = n`. */
export function isTableUsed({ config }: Kernel, table: string): boolean {
  const option = own(OPTIONS, table);
  return option === undefined || own(config, option) !== 'n';
}

const OPTIONS: Readonly<Record<string, string>> = {
  of_match_table: 'CONFIG_OF',
  acpi_match_table: 'CONFIG_ACPI',
};
