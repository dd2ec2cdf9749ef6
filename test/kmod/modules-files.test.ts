// The files of depmod: what is read, and what is reported as unreadable.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  parseBuiltinModinfo,
  parseModulesAlias,
  parseModulesDep,
  parseModulesOrder,
  parseModulesSoftdep,
} from '../../server/src/driver-core/kmod/modules-files.ts';

test('the module is the last word of an alias line, its pattern may hold spaces (KM-1)', () => {
  const { items, unreadable } = parseModulesAlias(
    '# made by depmod\r\nalias dmi*:svnAcer Inc*:* acer-wmi\r\nalias pci:v1\r\nrubbish\r\nalias  of:N*T*Ca  b\r\n',
  );
  assert.deepEqual(items, [
    { pattern: 'dmi*:svnAcer Inc*:*', module: 'acer_wmi' },
    { pattern: 'of:N*T*Ca', module: 'b' },
  ]);
  assert.deepEqual(
    unreadable.map(({ line, text }) => `${line} ${text}`),
    ['3 alias pci:v1', '4 rubbish'],
  );
});

test('modules.order names each module once, compressed or not, as depmod keeps one of a name (KM-3)', () => {
  const text = 'kernel/a/snd-hda.ko\nkernel/b/e1000e.ko.xz\nkernel/c/snd_hda.ko.zst\nkernel/d/not-a-module\n';
  const { items, unreadable } = parseModulesOrder(text);
  assert.deepEqual(items, ['snd_hda', 'e1000e']);
  assert.equal(unreadable.length, 1);
});

test('modules.dep', () => {
  const text = 'kernel/a.ko: kernel/b-b.ko kernel/c.ko\nkernel/c.ko:\nkernel/d.ko: kernel/trunc\n';
  const { items, unreadable } = parseModulesDep(text);
  assert.deepEqual(items, [
    { module: 'a', depends: ['b_b', 'c'] },
    { module: 'c', depends: [] },
  ]);
  assert.deepEqual(unreadable, [{ file: 'modules.dep', line: 3, text: 'kernel/d.ko: kernel/trunc' }]);
});

test('names before the first keyword of a softdep say nothing', () => {
  const { items } = parseModulesSoftdep('softdep cifs gcm\nsoftdep a x pre: b c post: d\n');
  assert.deepEqual(items, [
    { name: 'cifs', pre: [], post: [] },
    { name: 'a', pre: ['b', 'c'], post: ['d'] },
  ]);
});

test('modules.builtin.modinfo: only aliases, ended by NUL', () => {
  const { items, unreadable } = parseBuiltinModinfo(
    'i8042.license=GPL\0i8042.alias=platform:i8042\0tty-x.alias=a b=c\0trunc',
  );
  assert.deepEqual(items, [
    { pattern: 'platform:i8042', module: 'i8042' },
    { pattern: 'a b=c', module: 'tty_x' },
  ]);
  assert.deepEqual(unreadable, [{ file: 'modules.builtin.modinfo', line: 4, text: 'trunc' }]);
});

test('every line of any text is read, reported or blank', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      const text = lines.map((line) => line.replaceAll('\n', '')).join('\n');
      const meant = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
      for (const parse of [parseModulesAlias, parseModulesDep, parseModulesSoftdep]) {
        const { items, unreadable } = parse(text);
        assert.equal(items.length + unreadable.length, meant.length);
      }
    }),
  );
});
