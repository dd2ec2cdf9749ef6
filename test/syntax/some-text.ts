// Texts for properties: correct items of every kind, and pieces that do damage when they are thrown in.
import fc from 'fast-check';

export const ITEMS: readonly string[] = [
  'edition 1;\n',
  '// a comment\nimport "mlx5.topo";\n',
  'kernel 6.12 { fw_devlink = rpm; CONFIG_OF = n; }\n',
  'driver e1000e on pci {\n    id_table { { vendor = 0x8086; device = 0x1502; } { vendor = 0x8086; class = any; } }\n}\n',
  'driver d on pci since 5.4 {\n    uses a, b of physfn while bound;\n    probe { needs clock; fails EIO 2 times when a == 2 and no b; }\n}\n',
  'device a on none {\n    device b on pci { vendor = 1; }\n    /* inside */ supplier osc as clock;\n}\n',
  'device 0000:00:19.0 on pci under a/b as x;\n',
  'device a on none {\ndevice b on pci {\nvendor = 1;\n}\n}\n',
  'device a on none; device b on none; // two on one line\n',
  '/// documented\nbus foo {\n    device struct foo_device { u32 id, *names[4] any 0 by bit; name = "foo{id}"; }\n    match { driver_override since 6.6; id_table; }\n}\n',
  'contract c {\n    spec = "x";\n    int open(struct foo *f);\n    optional void (*cb)(int a, ...);\n    reset;\n}\n',
  'scenario "s" {\n    sleep 10s;\n    set a driver_override = "";\n    expect order probe a, b;\n}\n',
  'expect a/b unbound because MK-98;\n',
  'expect no problem;\n\n',
  'replace class net { no_device; }\n',
  'extend driver pci/x { async; }\n',
  'module m { loaded; init { creates none y { struct = z; } } }\r\n',
  '\n\n// alone\n\n',
];

export const PIECES: readonly string[] = [
  ...'{};,="*()[]/:. \n\r#<\u00e4\u00a0\0',
  '{ ',
  ' }',
  '\n}',
  '/*',
  '*/',
  '//',
  '"',
  '\r\n',
  '\ndevice x on pci',
  '\ndriver y on pci {\n',
  'device ',
  'since 5.4',
  'when a == b',
  ' and ',
  'id_table { { vendor = 1, } }',
  'vendor = 0x15b3',
  'async;',
  'drivr z on pci;',
  '\nedition 1;\n',
  '<<<<<<< HEAD\n',
  '\ufeff',
  '\ud800',
  '};',
  '}, {',
];

export const someText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...ITEMS), { maxLength: 6 })
  .map((items) => items.join(''));

/** A correct text with a few pieces thrown in. */
export const someDamagedText: fc.Arbitrary<string> = fc
  .tuple(someText, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...PIECES)), { maxLength: 3 }))
  .map(([text, pieces]) =>
    pieces.reduce((damaged, [place, piece]) => {
      const at = place % (damaged.length + 1);
      return damaged.slice(0, at) + piece + damaged.slice(at);
    }, text),
  );
