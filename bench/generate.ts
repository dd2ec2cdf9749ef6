// A large text of the language, the same on every run: id tables, devices that bind to them, drivers with steps, boards with
// children, expectations, comments. About 31 bytes a line, as hand-written files have. It is sound: no check has a word to say.

/** Rows of each driver's id table. */
const ROWS = 8;

const HEAD = `edition 1;
kernel 6.12;

device osc on platform { compatible = "fixed-clock"; }
driver fixed-clock on platform { of_match_table "fixed-clock"; }

`;

/** @param lines at least; the text ends with the item that reaches it */
export function generateText(lines: number): string {
  const parts = [HEAD];
  let written = linesOf(HEAD);
  for (let index = 0; written < lines; index++) {
    const item = itemAt(index);
    parts.push(item);
    written += linesOf(item);
  }
  return parts.join('');
}

function itemAt(index: number): string {
  switch (index % 4) {
    case 0:
      return driver(index);
    case 2:
      return board(index);
    default:
      return device(index);
  }
}

function driver(index: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) => `        { ${idOf((index / 4) * ROWS + row)} }\n`);
  return `/// Driver number ${index}.
driver drv_${index} on pci {
    module = mod_${index >> 4};
    id_table {
${rows.join('')}    }
    uses pci_enable_device;
    probe {
        needs clock if present;
        acquires irq rx devm;
        fails ENODEV when revision > 0x80;
    }
}

`;
}

/** Bound to the driver before it. */
function device(index: number): string {
  const owner = index - (index % 4);
  return `device ${address(index)} on pci {
    ${idOf((owner / 4) * ROWS + (index % 4))}
    class = 0x020000;  // ethernet
}
expect ${address(index)} bound drv_${owner};
`;
}

function board(index: number): string {
  return `// Board ${index}: a bridge with its children
device bridge_${index} on none {
    device ${address(index)} on pci { vendor = 0x8086; }
    device port_${index} on platform {
        compatible = "vendor,part-${index}", "simple-bus";
        supplier osc as clock;
    }
}
`;
}

function idOf(number: number): string {
  return `vendor = 0x${hex(0x8000 + (number >> 15), 4)}; device = 0x${hex(number & 0x7fff, 4)};`;
}

function address(index: number): string {
  return `${hex(index >> 13, 4)}:${hex((index >> 5) & 255, 2)}:${hex(index & 31, 2)}.0`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
