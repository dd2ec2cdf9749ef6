// Any tree as lines with box-drawing characters. Works through a list of its own, so the depth of the tree does not matter.

export interface TextNode {
  readonly label: string;
  readonly children: readonly TextNode[];
}

interface Pending {
  readonly node: TextNode;
  readonly prefix: string;
  readonly branch: '' | '├── ' | '└── ';
}

/** The roots stand at the left edge, without branches. */
export function drawTree(roots: readonly TextNode[]): readonly string[] {
  const lines: string[] = [];
  const pending: Pending[] = roots.map((node) => ({ node, prefix: '', branch: '' as const })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, prefix, branch } = next;
    lines.push(prefix + branch + node.label);
    const below = prefix + indentBelow(branch);
    const last = node.children.length - 1;
    for (let index = last; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined)
        pending.push({ node: child, prefix: below, branch: index === last ? '└── ' : '├── ' });
    }
  }
  return lines;
}

function indentBelow(branch: Pending['branch']): string {
  if (branch === '') return '';
  return branch === '└── ' ? '    ' : '│   ';
}
