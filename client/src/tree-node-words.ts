// The words and icon names for a node of the Buses view: pure, so that they are tested without VS Code.
import type { TreeNode } from '../../server/src/lsp/protocol.ts';

/** Names of VS Code's icons and colors. */
export interface NodeIcon {
  readonly icon: string;
  readonly color?: string;
}

type State = NonNullable<TreeNode['state']>;

/** Told apart by shape; the color only helps. */
const DEVICE_ICONS: Readonly<Record<State, NodeIcon>> = {
  bound: { icon: 'pass', color: 'testing.iconPassed' },
  unbound: { icon: 'circle-large-outline', color: 'list.deemphasizedForeground' },
  deferred: { icon: 'watch', color: 'list.warningForeground' },
  waits: { icon: 'debug-pause', color: 'list.warningForeground' },
  absent: { icon: 'circle-slash', color: 'disabledForeground' },
};

const KIND_ICONS: Readonly<Record<Exclude<TreeNode['kind'], 'device'>, NodeIcon>> = {
  root: { icon: 'file' },
  bus: { icon: 'symbol-interface' },
  class: { icon: 'symbol-class' },
  group: { icon: 'list-unordered' },
  driver: { icon: 'plug' },
  module: { icon: 'package' },
};

export function nodeIcon({ kind, state }: TreeNode): NodeIcon {
  if (kind !== 'device') return KIND_ICONS[kind];
  return state === undefined ? { icon: 'circuit-board' } : DEVICE_ICONS[state];
}

/** What the `when` clauses of the manifest look for in `viewItem`. */
export function contextValue(node: TreeNode): string {
  const flags = {
    explain: node.kind === 'device' && node.state !== undefined,
    location: node.location !== undefined,
    name: node.name !== undefined,
    sysfs: node.sysfsPath !== undefined,
    modalias: node.modalias !== undefined,
  };
  const offered = Object.entries(flags).filter(([, holds]) => holds);
  return [node.kind, ...offered.map(([flag]) => flag)].join(' ');
}

/** What a screen reader says: the icon's meaning is in the words. */
export function spokenLabel({ kind, label, state, description }: TreeNode): string {
  return [`${kind} ${label}`, state, description].filter((part) => part !== undefined).join(', ');
}
