// Modules and modprobe's configuration → the driver core's. A module that only drivers name has no declaration and all defaults.
import type { ModprobeDecl, ModuleDecl, Name } from '../declare/declarations.ts';
import type { Id, Modprobe, Module } from '../driver-core/topology.ts';
import { checkUndo } from './check-undo.ts';
import { flagOf, wordOf, wordsOf } from './guard.ts';
import { foldModule } from './ids.ts';
import { toFlavours, toSteps } from './link-steps.ts';
import type { Linking } from './linking.ts';

export interface LinkedModule extends Module {
  readonly initcall?: string;
}

const NO_FIELDS = new Map();

export function linkModule(linking: Linking, id: Id, decl: ModuleDecl): LinkedModule {
  const extensions = linking.names.extensions.get(id) ?? [];
  const bodies = extensions.flatMap((it) =>
    it.adds.kind === 'module' ? [{ decl: it.adds, linking: { ...linking, item: it.item } }] : [],
  );
  const parts = [{ decl, linking }, ...bodies];
  const facts = parts.flatMap((it) => it.decl.facts);
  const { kernel } = linking;
  const initcall = wordOf(facts, 'initcall', kernel);
  const steps = parts.flatMap((it) => [...it.decl.init, ...it.decl.flavours.flatMap((made) => made.steps)]);
  for (const it of parts) checkUndo(it.linking, it.decl.exit ?? [], steps);
  return {
    name: foldModule(decl.name.text),
    depends: wordsOf(facts, 'depends', kernel).map(foldModule),
    softdepPre: wordsOf(facts, 'softdep_pre', kernel).map(foldModule),
    softdepPost: wordsOf(facts, 'softdep_post', kernel).map(foldModule),
    aliases: wordsOf(facts, 'aliases', kernel),
    loaded: flagOf(facts, 'loaded', kernel),
    builtin: flagOf(facts, 'builtin', kernel),
    init: parts.flatMap((it) => toSteps(it.linking, it.decl.init, NO_FIELDS)),
    flavours: parts.flatMap((it) => toFlavours(it.linking, it.decl.flavours, NO_FIELDS)),
    ...(initcall !== undefined && { initcall }),
  };
}

export function plainModule(name: string): LinkedModule {
  return {
    name,
    depends: [],
    softdepPre: [],
    softdepPost: [],
    aliases: [],
    loaded: false,
    builtin: false,
    init: [],
    flavours: [],
  };
}

export function linkModprobe(decl: ModprobeDecl): Modprobe {
  return {
    aliases: decl.aliases.map((it) => ({ pattern: it.pattern.text, module: foldModule(it.module.text) })),
    blacklist: folded(decl.blacklist),
    installs: decl.installs.map((it) => ({ name: foldModule(it.name.text), command: it.command })),
    softdeps: decl.softdeps.map((it) => ({
      name: foldModule(it.name.text),
      pre: folded(it.pre),
      post: folded(it.post),
    })),
  };
}

/** modprobe reads all its files as one. */
export function joinModprobe(all: readonly Modprobe[]): Modprobe {
  return {
    aliases: all.flatMap((it) => it.aliases),
    blacklist: all.flatMap((it) => it.blacklist),
    installs: all.flatMap((it) => it.installs),
    softdeps: all.flatMap((it) => it.softdeps),
  };
}

function folded(names: readonly Name[]): readonly string[] {
  return names.map((it) => foldModule(it.text));
}
