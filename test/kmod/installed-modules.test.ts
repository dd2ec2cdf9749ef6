// Look-ups among the modules of a small made-up kernel: KM-2, KM-4, KM-5, KM-7, KM-8 and the order of the sources.
import assert from 'node:assert/strict';
import test from 'node:test';
import { installedModules } from '../../server/src/driver-core/kmod/installed-modules.ts';

const tree = installedModules({
  order: ['radeonfb', 'radeon', 'amdgpu', 'serio_raw', 'psmouse', 'ahci', 'tpm_tis_spi']
    .map((name) => `kernel/${name}.ko\n`)
    .join(''),
  dep: 'kernel/radeon.ko: kernel/ttm.ko kernel/drm.ko\nkernel/unlisted.ko:\n',
  builtin: 'kernel/drivers/acpi/button.ko\nkernel/psmouse-builtin.ko\n',
  builtinModinfo: 'button.alias=acpi*:PNP0C0C:*\0psmouse_builtin.alias=serio:ty01*\0',
  softdep: 'softdep ext4 pre: crypto-crc32c\n',
  alias: `
alias pci:v00001002d*sv*sd*bc03sc00i00* amdgpu
alias unlisted:* unlisted
alias unlisted:1 radeon
alias pci:v00001002d00005D57sv*sd*bc*sc*i* radeon
alias pci:v00001002d00005D57sv*sd*bc*sc*i* radeonfb
alias serio:ty01pr*id*ex* psmouse
alias serio:ty01pr*id*ex* serio_raw
alias pci:v*d*sv*sd*bc01sc06i01* ahci
alias pci:v00008086d00002829sv*sd*bc*sc*i* ahci
alias spi:tpm-tis-spi tpm_tis_spi
alias spi:tpm_tis-spi tpm-tis-spi
alias broken[: ahci
`,
});

const modulesFor = (query: string) => tree.lookup(query).map(({ module }) => module);

test('all modules whose alias fits come in the order of modules.order, not the most specific first (KM-8)', () => {
  assert.deepEqual(modulesFor('pci:v00001002d00005D57sv00001002sd00000000bc03sc00i00'), [
    'radeonfb',
    'radeon',
    'amdgpu',
  ]);
  assert.deepEqual(modulesFor('serio:ty01pr00id00ex00'), ['serio_raw', 'psmouse']);
});

test('modules that modules.order lists precede the others (KM-2)', () => {
  assert.deepEqual(modulesFor('unlisted:1'), ['radeon', 'unlisted']);
});

test('a module stands there once for each alias that fits (KM-5)', () => {
  assert.deepEqual(tree.lookup('pci:v00008086d00002829sv00008086sd00007270bc01sc06i01'), [
    { module: 'ahci', builtin: false, alias: 'pci:v*d*sv*sd*bc01sc06i01*' },
    { module: 'ahci', builtin: false, alias: 'pci:v00008086d00002829sv*sd*bc*sc*i*' },
  ]);
});

test('a hyphen is an underscore, in the alias, the query and the name (KM-4)', () => {
  assert.deepEqual(modulesFor('spi:tpm_tis-spi'), ['tpm_tis_spi', 'tpm_tis_spi']);
  assert.deepEqual(modulesFor('tpm-tis-spi'), ['tpm_tis_spi']);
  assert.equal(tree.has('tpm-tis-spi'), true);
});

test('built-in modules are asked last', () => {
  assert.deepEqual(tree.lookup('acpi:PNP0C0C:'), [
    { module: 'button', builtin: true, alias: 'acpi*:PNP0C0C:*' },
  ]);
  assert.deepEqual(tree.lookup('button'), [{ module: 'button', builtin: true, alias: 'button' }]);
  assert.equal(modulesFor('serio:ty01pr00id00ex00').includes('psmouse_builtin'), false);
  assert.equal(tree.isBuiltin('psmouse-builtin'), true);
});

test('letter case counts, and brackets must pair', () => {
  assert.deepEqual(modulesFor('pci:v00001002d00005d57sv00001002sd00000000bc02sc00i00'), []);
  assert.deepEqual(modulesFor('broken[:'), []);
  assert.deepEqual(
    tree.unreadable.map(({ file, text }) => `${file} ${text}`),
    ['modules.alias broken[:'],
  );
});

test('dependencies come in load order', () => {
  assert.deepEqual(tree.depends('radeon'), ['drm', 'ttm']);
  assert.deepEqual(tree.depends('nothing'), []);
});

test('without files nothing is installed', () => {
  const none = installedModules({});
  assert.deepEqual(none.lookup('pci:v1'), []);
  assert.equal(none.has('ahci'), false);
});
