// A large text of the language, the same on every run: id tables, devices, drivers with steps, comments. About 31 bytes
// a line, as hand-written files have.

/** @param lines at least; the text ends with the item that reaches it */
export function generateText(lines: number): string {
  const parts: string[] = ['edition 1;\nkernel 6.12;\n\n'];
  let written = 3;
  for (let index = 0; written < lines; index++) {
    const item = index % 4 === 0 ? driver(index) : index % 4 === 2 ? nested(index) : device(index);
    parts.push(item);
    written += item.split('\n').length - 1;
  }
  return parts.join('');
}

function driver(index: number): string {
  const rows = Array.from(
    { length: 8 },
    (_, row) => `        { vendor = 0x${hex(0x8000 + (index % 97), 4)}; device = 0x${hex(index * 8 + row, 4)}; }\n`,
  );
  return (
    `/// Driver number ${index}.\n` +
    `driver drv_${index} on pci {\n` +
    `    module = mod_${index >> 2};\n` +
    `    id_table {\n${rows.join('')}    }\n` +
    '    uses pci_enable_device;\n' +
    '    probe {\n        needs clock;\n        acquires irq rx devm;\n        fails ENODEV when revision < 2;\n    }\n' +
    '}\n\n'
  );
}

function device(index: number): string {
  return (
    `device ${address(index)} on pci {\n` +
    `    vendor = 0x${hex(0x8000 + (index % 97), 4)};\n` +
    `    device = 0x${hex(index, 4)};\n` +
    '    class = 0x020000;  // ethernet\n' +
    '}\n'
  );
}

function nested(index: number): string {
  return (
    `// Board ${index}: a bridge with its children\n` +
    `device bridge_${index} on none {\n` +
    `    device ${address(index)} on pci { vendor = 0x8086; }\n` +
    `    device port_${index} on platform {\n` +
    `        compatible = "vendor,part-${index}", "simple-bus";\n` +
    '        supplier osc as clock;\n' +
    '    }\n' +
    '}\n'
  );
}

function address(index: number): string {
  return `${hex(index >> 13, 4)}:${hex((index >> 5) & 255, 2)}:${hex(index & 31, 2)}.0`;
}

function hex(value: number, digits: number): string {
  return (value % 16 ** digits).toString(16).padStart(digits, '0');
}
