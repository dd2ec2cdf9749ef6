// A machine for the driver core: PCI devices, each bound to one of many drivers with id tables, and their aliases. The same on every run.

export interface MachineSize {
  readonly devices: number;
  readonly drivers: number;
  /** Of each driver. */
  readonly rows: number;
}

export function generateMachine({ devices, drivers, rows }: MachineSize): string {
  const all = drivers * rows;
  const parts = ['kernel 6.12;\n'];
  for (let driver = 0; driver < drivers; driver++) {
    const table = Array.from({ length: rows }, (_, row) => `        { ${idOf(driver * rows + row)} }\n`);
    parts.push(`driver drv_${driver} on pci {\n    id_table {\n${table.join('')}    }\n}\n`);
  }
  for (let device = 0; device < devices; device++) {
    const number = (device * 7919) % all;
    parts.push(`device ${address(device)} on pci { ${idOf(number)} class = 0x020000; }\n`);
  }
  return parts.join('');
}

/** Platform devices that each name the next as their supplier: all that came before wait until the last one is there. */
export function generateChain(devices: number): string {
  const parts = ['kernel 6.12;\ndriver link on platform { of_match_table "acme,link"; }\n'];
  for (let device = 0; device < devices; device++) {
    const supplier = device + 1 < devices ? ` supplier link${device + 1};` : '';
    parts.push(`device link${device} on platform { compatible = "acme,link";${supplier} }\n`);
  }
  return parts.join('');
}

/** The alias of each row, as depmod writes it. */
export function aliasesOfMachine({ drivers, rows }: MachineSize): readonly string[] {
  return Array.from(
    { length: drivers * rows },
    (_, number) => `pci:v${wide(vendorOf(number))}d${wide(number & 0x7fff)}sv*sd*bc*sc*i*`,
  );
}

function idOf(number: number): string {
  return `vendor = 0x${hex(vendorOf(number), 4)}; device = 0x${hex(number & 0x7fff, 4)};`;
}

function vendorOf(number: number): number {
  return 0x8000 + (number >> 15);
}

function address(index: number): string {
  return `${hex(index >> 13, 4)}:${hex((index >> 5) & 255, 2)}:${hex(index & 31, 2)}.0`;
}

function wide(value: number): string {
  return hex(value, 8).toUpperCase();
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
