// Formats: read once, rendered with values, read backwards for names (docs/language.md, Formats and Mechanisms).
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseFormat, readFormat, renderFormat } from '../../server/src/driver-core/index.ts';
import type { Value } from '../../server/src/driver-core/topology.ts';
import { format } from './build.ts';

const RENDERED: readonly (readonly [string, Readonly<Record<string, Value>>, string | undefined])[] = [
  ['foo{id}', { id: 7 }, 'foo7'],
  ['{domain:04x}:{bus:02x}:{slot:02x}.{fn}', { domain: 0, bus: 8, slot: 25, fn: 1 }, '0000:08:19.1'],
  ['bc{class[23:16]:02X}sc{class[15:8]:02X}i{class[7:0]:02X}', { class: 0x010802 }, 'bc01sc08i02'],
  ['{{{guid:upper}}}', { guid: '33aecd58-b679' }, '{33AECD58-B679}'],
  ['{a:5d}|{a:o}|{a:x}|{a:b}', { a: 10 }, '   10|12|a|1010'],
  ['mdio:{phy_id:032b}', { phy_id: 0x004dd042 }, 'mdio:00000000010011011101000001000010'],
  ['{big:X}', { big: 0xffff_ffff_ffff_ffffn }, 'FFFFFFFFFFFFFFFF'],
  ['T{device_type:or (null)}', {}, 'T(null)'],
  ['{compatible:each C}', { compatible: ['a,x', 'b y'] }, 'Ca,xCb_y'],
  ['acpi:{ids:each , after :}', { ids: ['PNP0C0A', 'INTC1085'] }, 'acpi:PNP0C0A:INTC1085:'],
  ['{compatible:after ,}', { compatible: ['jedec,spi-nor', 'x'] }, 'spi-nor'],
  ['{compatible:after ,}', { compatible: 'spidev' }, 'spidev'],
  [
    'vmbus:{guid:bytes}',
    { guid: 'da0a7802-e377-4aac-8e77-0558eb1073f8' },
    'vmbus:02780ada77e3ac4a8e770558eb1073f8',
  ],
  ['{missing}', {}, undefined],
  ['{missing:each C}', { missing: [] }, undefined],
  ['{name:04x}', { name: 'text' }, undefined],
];

test('a format renders its fields, or nothing if one is missing', () => {
  for (const [source, fields, expected] of RENDERED) {
    assert.equal(
      renderFormat(format(source), (name) => fields[name]),
      expected,
      source,
    );
  }
});

const READ: readonly (readonly [string, string, Readonly<Record<string, Value>> | undefined])[] = [
  ['{domain:04x}:{bus:02x}:{slot:02x}.{fn}', '0000:00:19.0', { domain: 0, bus: 0, slot: 0x19, fn: 0 }],
  ['{domain:04x}:{bus:02x}:{slot:02x}.{fn}', '10000:e1:00.0', { domain: 0x10000, bus: 0xe1, slot: 0, fn: 0 }],
  ['{match_name}.{id}', 'peci_cpu.cputemp.hsx.48', { match_name: 'peci_cpu.cputemp.hsx', id: 48 }],
  ['{match_name}.{id}', 'peci_cpu.cputemp', undefined],
  ['{reg:x}.{node_name}', 'fe340000.serial', { reg: 0xfe340000, node_name: 'serial' }],
  ['{reg:x}.{node_name}', 'soc', undefined],
  ['{controller}_{chan}', 'mhi0_IP_HW0', { controller: 'mhi0', chan: 'IP_HW0' }],
  [
    '{parent}-{uuid:lower}',
    '0000:00:16.0-b638ab7e-94e2-4ea2-a552-d1c54b627f04',
    { parent: '0000:00:16.0', uuid: 'b638ab7e-94e2-4ea2-a552-d1c54b627f04' },
  ],
  ['{guid:upper}-{id}', 'ABBC0F6A-8EA1-11D1-00A0-090629100000', undefined],
  [
    '{guid:upper}-{id}',
    'ABBC0F6A-8EA1-11D1-00A0-090629100000-2',
    { guid: 'ABBC0F6A-8EA1-11D1-00A0-090629100000', id: 2 },
  ],
  [
    '{parent}.{name}.{id}',
    '4080000.remoteproc:glink-edge.IPCRTR.4',
    { parent: '4080000.remoteproc:glink-edge', name: 'IPCRTR', id: 4 },
  ],
  ['vdpa{n}', 'vdpa12', { n: 12 }],
  ['vdpa{n}', 'vdpa', undefined],
  ['{x:x}', 'ffffffffffffffff', { x: 0xffff_ffff_ffff_ffffn }],
  ['{a}{b}{c}{d}x', 'y'.repeat(250), undefined],
  ['{name}', 'z'.repeat(300), undefined],
];

test('a name is read by its format: digits and parents as long as can be, texts as short, a GUID whole', () => {
  const isNumber = (name: string) => name === 'id' || name === 'fn';
  for (const [source, text, expected] of READ) {
    assert.deepEqual(readFormat(format(source), text, isNumber), expected, `${source} ${text}`);
  }
});

test('what is wrong in a format has a place, and the rest keeps its meaning', () => {
  const { format: parsed, errors } = parseFormat('a{}b{x:9q}}c{class[3:9]}{open');
  assert.deepEqual(
    errors.map(({ code, start, end }) => [code, start, end]),
    [
      ['no-name', 1, 3],
      ['bad-spec', 4, 10],
      ['stray-brace', 10, 11],
      ['bad-bits', 12, 24],
      ['unclosed', 24, 29],
    ],
  );
  assert.equal(
    renderFormat(parsed, () => 1),
    'a{}b1}c1{open',
  );
});

test('every text is a format, and one without holes renders as itself', () => {
  fc.assert(
    fc.property(fc.string(), (source) => {
      const { format: parsed } = parseFormat(source);
      const plain = parsed.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
      if (parsed.parts.every(({ kind }) => kind === 'literal'))
        assert.equal(
          renderFormat(parsed, () => 1),
          plain,
        );
    }),
  );
});

test('a rendered name reads back to its fields', () => {
  const pci = format('{domain:04x}:{bus:02x}:{slot:02x}.{fn:d}');
  const parts = { domain: fc.nat(0xffff), bus: fc.nat(255), slot: fc.nat(31), fn: fc.nat(7) };
  fc.assert(
    fc.property(fc.record(parts, { noNullPrototype: true }), (fields) => {
      const name = renderFormat(pci, (field) => fields[field as keyof typeof fields]) ?? '';
      assert.deepEqual(
        readFormat(pci, name, () => false),
        fields,
      );
    }),
  );
});
