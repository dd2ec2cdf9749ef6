// Which kernel a root is of: what its own file says, else the first file that it imports and that says one, else the newest.
import type { KernelDecl } from '../declare/declarations.ts';
import { printVersion } from '../declare/index.ts';
import type { Kernel, Version } from '../driver-core/topology.ts';
import { parameterIn, parameterValues, switchedOn } from './command-line.ts';
import { foldModule } from './ids.ts';
import type { SourceItem } from './names.ts';
import type { Place } from './place.ts';
import type { LinkProblem } from './problem.ts';

/** The newest kernel that the library describes. */
export const NEWEST: Version = 6012;

export interface RootKernel {
  readonly kernel: Kernel;
  readonly place?: Place;
  /** `modules = "DIR"`, relative to the file that says so. */
  readonly modules?: { readonly folder: string; readonly file: string; readonly place: Place };
  readonly problems: readonly LinkProblem[];
}

interface Said {
  readonly decl: KernelDecl;
  readonly item: SourceItem;
}

/** `items` in import order: the root's own file is last. */
export function linkKernel(items: Iterable<SourceItem>, root: string): RootKernel {
  const all: Said[] = [];
  for (const item of items)
    for (const decl of item.decls) if (decl.kind === 'kernel') all.push({ decl, item });
  const own = all.filter((it) => it.item.file === root);
  const meant = own[0] ?? all[0];
  if (meant === undefined) return { kernel: toKernel(NEWEST, undefined), problems: [] };
  const place = placeOf(meant);
  const modules = meant.decl.facts.find((it) => it.name.text === 'modules')?.values[0];
  return {
    kernel: toKernel(meant.decl.version.value, meant.decl),
    place,
    ...(modules && {
      modules: { folder: modules.text, file: meant.item.file, place: { ...place, site: modules.site } },
    }),
    problems: [
      ...(meant.decl.version.value > NEWEST ? [toLaterProblem(meant)] : []),
      ...all.filter((it) => it !== meant && disagrees(it, meant)).map((it) => toProblem(it, meant)),
    ],
  };
}

/** A kernel of which nobody wrote down yet what is new in it. */
function toLaterProblem(meant: Said): LinkProblem {
  const newest = printVersion(NEWEST);
  return {
    code: 'name/kernel',
    severity: 'hint',
    place: placeOf(meant),
    message: `the library describes kernels up to ${newest}; for ${meant.decl.version.text} the newest rules that it has are used`,
    related: [],
    fixes: [],
  };
}

function disagrees(other: Said, meant: Said): boolean {
  return other.item.file === meant.item.file || other.decl.version.value !== meant.decl.version.value;
}

function toProblem(other: Said, meant: Said): LinkProblem {
  const again = other.item.file === meant.item.file;
  const { text } = other.decl.version;
  return {
    code: again ? 'name/duplicate' : 'name/kernel',
    severity: again ? 'error' : 'hint',
    place: placeOf(other),
    message: again
      ? 'the kernel of this file is said already'
      : `this file says ${text}; the root counts (${printVersion(meant.decl.version.value)})`,
    related: [{ place: placeOf(meant), message: again ? 'said here first' : 'the kernel of the root' }],
    fixes: [],
  };
}

function placeOf(said: Said): Place {
  return { item: said.item.key, site: said.decl.version.site };
}

function toKernel(version: Version, decl: KernelDecl | undefined): Kernel {
  const said = new Map(decl?.facts.map((it) => [it.name.text, it.values.map((value) => value.text)]));
  const mode = said.get('fw_devlink')?.[0];
  const cmdline = said.get('cmdline')?.[0];
  const config = [...said]
    .filter(([name]) => name.startsWith('CONFIG_'))
    .map(([name, words]) => [name, words[0] ?? 'y']);
  const fwDevlink = MODES.find((it) => it === mode) ?? parameterIn(cmdline, 'fw_devlink', MODES);
  const configured = Object.fromEntries(config);
  return {
    version,
    fwDevlink: fwDevlink ?? defaultMode(version),
    ...(switchedOn(cmdline, 'fw_devlink.strict') && { isStrict: true as const }),
    ...(forcesSyncState(version, configured, cmdline) && { forcesSyncState: true as const }),
    ...(isRootOnNetwork(configured, cmdline) && { isRootOnNetwork: true as const }),
    config: configured,
    ...(cmdline !== undefined && { cmdline }),
    builtin: (said.get('builtin') ?? []).map(foldModule),
    deferredProbeTimeout: timeoutOf(said.get('deferred_probe_timeout')?.[0], cmdline, said),
  };
}

/** drivers/base/dd.c: the fact, else the parameter of the command line, else 10 with modules and 0 without. */
function timeoutOf(
  fact: string | undefined,
  cmdline: string | undefined,
  said: ReadonlyMap<string, readonly string[]>,
): number {
  const seconds = Number(fact ?? parameterValues(cmdline, 'deferred_probe_timeout').at(-1) ?? Number.NaN);
  if (!Number.isNaN(seconds)) return seconds;
  return said.get('CONFIG_MODULES')?.[0] === 'n' ? 0 : DEFAULT_TIMEOUT;
}

const DEFAULT_TIMEOUT = 10;

type Config = Kernel['config'];

/** drivers/base/core.c:fw_devlink_sync_state_setup: a parameter since 6.4, its default in the configuration since 6.5. */
function forcesSyncState(version: Version, config: Config, cmdline: string | undefined): boolean {
  if (version < 6_004) return false;
  const said = parameterIn(cmdline, 'fw_devlink.sync_state', ['strict', 'timeout']);
  return (said ?? (config.CONFIG_FW_DEVLINK_SYNC_STATE_TIMEOUT === 'y' ? 'timeout' : 'strict')) === 'timeout';
}

/** net/ipv4/ipconfig.c:ip_auto_config: `ip=` asks for an address at boot, and the root file system needs it. */
function isRootOnNetwork(config: Config, cmdline: string | undefined): boolean {
  const asks = parameterValues(cmdline, 'ip').at(-1) ?? 'off';
  const root = parameterIn(cmdline, 'root', ['/dev/nfs', '/dev/cifs']);
  return config.CONFIG_IP_PNP !== 'n' && root !== undefined && asks !== 'off' && asks !== 'none';
}

const MODES = ['off', 'permissive', 'on', 'rpm'] as const;

/** drivers/base/core.c: `fw_devlink_flags` is RPM in 6.12, ON from 5.13 (still in 6.1), PERMISSIVE from 5.7, and 0 before. */
function defaultMode(version: Version): Kernel['fwDevlink'] {
  if (version >= 6_009) return 'rpm';
  if (version >= 5_013) return 'on';
  return version >= 5_007 ? 'permissive' : 'off';
}
