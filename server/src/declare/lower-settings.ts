// Lowers what is said about the machine as a whole: kernel, modprobe's configuration, IOMMUs, registration order.
import type { StatementView } from '../syntax/ast.ts';
import type { IommuDecl, KernelDecl, ModprobeDecl, OrderDecl } from './declarations.ts';
import { allowsOf, factsOf, nameOr, namesAt, statementsOf, textOf, toRef } from './lower-parts.ts';
import { toDeclared } from './lower-types.ts';
import { parseVersion } from './version.ts';

/** A kernel without a readable version says nothing. */
export function lowerKernel(statement: StatementView): readonly KernelDecl[] {
  const view = statement.name('version');
  const value = view && parseVersion(view.text);
  if (view === undefined || value === undefined) return [];
  return [
    {
      kind: 'kernel',
      site: statement.site,
      version: { site: view.site, value, text: view.text },
      facts: factsOf(statement.children),
      allows: allowsOf(statement.children),
    },
  ];
}

export function lowerIommu(statement: StatementView): IommuDecl {
  return { kind: 'iommu', ...toDeclared(statement, statement.children) };
}

export function lowerOrder(statement: StatementView): OrderDecl {
  const what = (['devices', 'modules'] as const).find((it) => statement.has(it)) ?? 'drivers';
  return { kind: 'order', site: statement.site, what, refs: statement.refs('refs').map(toRef) };
}

export function lowerModprobe(statement: StatementView): ModprobeDecl {
  const { children } = statement;
  return {
    kind: 'modprobe',
    site: statement.site,
    aliases: statementsOf(children, 'alias').map((it) => ({
      pattern: nameOr(it, 'pattern'),
      module: nameOr(it, 'module'),
    })),
    blacklist: statementsOf(children, 'blacklist').flatMap((it) => namesAt(it, 'names')),
    installs: statementsOf(children, 'install').map((it) => ({
      name: nameOr(it, 'name'),
      command: textOf(it.name('command')),
    })),
    options: statementsOf(children, 'options').map((it) => ({
      name: nameOr(it, 'name'),
      options: textOf(it.name('options')),
    })),
    softdeps: statementsOf(children, 'softdep').map((it) => ({
      site: it.site,
      name: nameOr(it, 'name'),
      pre: namesAt(it, 'pre'),
      post: namesAt(it, 'post'),
    })),
    weakdeps: statementsOf(children, 'weakdep').map((it) => ({
      name: nameOr(it, 'name'),
      names: namesAt(it, 'names'),
    })),
    allows: allowsOf(children),
  };
}
