// What modprobe would do, as lists of modules: dependencies, softdeps, blacklists, aliases and install commands (KM-6, KM-11 to KM-17).
import assert from 'node:assert/strict';
import test from 'node:test';
import { installedModules } from '../../server/src/driver-core/kmod/installed-modules.ts';
import { loadOrder } from '../../server/src/driver-core/kmod/load-order.ts';
import { parseModulesSoftdep } from '../../server/src/driver-core/kmod/modules-files.ts';

const source = installedModules({
  dep: 'a.ko: b.ko c.ko\nb.ko: c.ko\nc.ko:\npre1.ko: c.ko\npost1.ko:\nradeon.ko:\namdgpu.ko:\n',
  builtin: 'kernel/core.ko\n',
  builtinModinfo: 'core.alias=platform:core\0',
  softdep: 'softdep a pre: pre1 platform:leds-gpio post: post1\nsoftdep a pre: never\n',
  alias: `
alias x:a a
alias x:gpu radeon
alias x:gpu amdgpu
alias platform:leds-gpio c
alias x:core-and-b b
`,
});

/** modprobe.d in its own words. */
function modprobeOf(text: string) {
  const lines = text.split('\n').map((line) => line.trim().split(' '));
  const of = (keyword: string) => lines.filter(([first]) => first === keyword);
  return {
    aliases: of('alias').map(([, pattern = '', module = '']) => ({ pattern, module })),
    blacklist: of('blacklist').flatMap(([, name = '']) => name),
    installs: of('install').map(([, name = '', ...command]) => ({ name, command: command.join(' ') })),
    softdeps: parseModulesSoftdep(
      of('softdep')
        .map((words) => words.join(' '))
        .join('\n'),
    ).items,
  };
}

const load = (query: string, modprobe = '') =>
  loadOrder(query, source, modprobeOf(modprobe))
    .map(({ module, outcome }) => (outcome === 'insert' ? module : `${module}=${outcome}`))
    .join(' ');

test('dependencies first, soft dependencies around the module, only the first softdep line (KM-11, KM-12)', () => {
  assert.equal(load('x:a'), 'c b pre1 a post1');
  assert.equal(load('a'), 'c b pre1 a post1');
});

test('modprobe.d comes before modules.softdep', () => {
  assert.equal(load('a', 'softdep a post: amdgpu'), 'c b a amdgpu');
  assert.equal(load('a', 'softdep a nothing'), 'c b a');
});

test('every step says why it is there', () => {
  const causes = loadOrder('x:a', source, modprobeOf('')).map(({ module, cause }) => [module, cause]);
  assert.deepEqual(causes, [
    ['c', { kind: 'depends', of: 'a' }],
    ['b', { kind: 'depends', of: 'a' }],
    ['pre1', { kind: 'softdep', of: 'a' }],
    ['a', { kind: 'alias', alias: 'x:a' }],
    ['post1', { kind: 'softdep', of: 'a' }],
  ]);
});

test('a blacklisted module is passed over behind an alias, not by name and not as a dependency (KM-14)', () => {
  assert.equal(load('x:gpu', 'blacklist radeon'), 'radeon=blacklisted amdgpu');
  assert.equal(load('radeon', 'blacklist radeon'), 'radeon');
  assert.equal(load('x:a', 'blacklist b\nblacklist pre1'), 'c b pre1 a post1');
});

test('an alias of modprobe.d hides the aliases of modules (KM-6)', () => {
  assert.equal(load('x:gpu', 'alias x:g* foo-bar'), 'foo_bar=missing');
  assert.equal(load('x:gpu', 'alias x:g* post1'), 'post1');
});

test('an install command stands in the way of names and dependencies, unless the module has a softdep (KM-15)', () => {
  assert.equal(load('radeon', 'install radeon /bin/false'), 'radeon=command');
  assert.equal(load('b', 'install c /bin/false'), 'c=command b=blocked');
  assert.equal(load('b', 'install c /sbin/modprobe --ignore-install c'), 'c=command b');
  assert.equal(load('a', 'install a /bin/false'), 'c b pre1 a post1');
  assert.equal(load('fantasy', 'install fantasy /bin/true'), 'fantasy=command');
});

test('a built-in module is there already, blacklist or not (KM-16, KM-17)', () => {
  assert.equal(load('core'), 'core=builtin');
  assert.equal(load('platform:core'), 'core=builtin');
});

test('what nothing provides loads nothing', () => {
  assert.equal(load('x:unknown'), '');
  assert.equal(load('x:[unknown'), '');
});

test('softdeps in a circle end', () => {
  assert.equal(load('radeon', 'softdep radeon pre: amdgpu\nsoftdep amdgpu pre: radeon'), 'amdgpu radeon');
});
