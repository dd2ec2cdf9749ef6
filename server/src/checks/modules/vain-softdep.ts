// MK-102: a softdep line that nobody reads. Kernel: kmod's libkmod-module.c:kmod_module_get_softdeps (KM-12).
import type { RootModel } from '../../db/model.ts';
import type { ModprobeDecl, Name } from '../../declare/declarations.ts';
import { fnmatch } from '../../driver-core/kmod/fnmatch.ts';
import type { Fix } from '../../link/fix.ts';
import { foldModule } from '../../link/ids.ts';
import type { ItemKey } from '../../link/place.ts';
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { modprobeBlocks } from './modprobe-blocks.ts';

export const vainSoftdep: Check<'root'> = {
  code: 'MK-102',
  aliases: [],
  title: 'a second softdep line of a module, or one without pre and post',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'kmod takes the *first* softdep line whose name fits a module, be it a pattern, and reads no other. Names count only behind `pre:` and `post:`: `softdep cifs gcm` names nothing at all, and being the first line it also hides the ones that would.',
    source: ['kmod: libkmod/libkmod-module.c:kmod_module_get_softdeps', 'domain rules KM-12, MK-102'],
    firing: `module snd_pcm { loaded; }
module snd_hda_intel { loaded; }
modprobe {
    softdep snd_hda_intel pre snd_pcm;
    softdep snd_hda_intel post snd_seq;
}
`,
    corrected: `module snd_pcm { loaded; }
module snd_hda_intel { loaded; }
modprobe { softdep snd_hda_intel pre snd_pcm post snd_seq; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  if (model.topology.modprobe.softdeps.length === 0) return;
  const read: Line[] = [];
  for (const { decl, item } of modprobeBlocks(model)) {
    for (const softdep of decl.softdeps) {
      const line = { softdep, item };
      const first = read.find((it) => covers(it, line));
      if (first) yield second(line, first);
      else if (softdep.pre.length + softdep.post.length === 0) yield empty(line);
      read.push(line);
    }
  }
}

interface Line {
  readonly softdep: ModprobeDecl['softdeps'][number];
  readonly item: ItemKey;
}

/** Every module of the second line is one of the first. */
function covers(first: Line, second: Line): boolean {
  return fnmatch(foldModule(first.softdep.name.text), foldModule(second.softdep.name.text));
}

function second(line: Line, first: Line): Report {
  const { name } = line.softdep;
  const isSame = foldModule(first.softdep.name.text) === foldModule(name.text);
  return {
    message: `nobody reads this line: kmod takes the first softdep that fits \`${name.text}\``,
    place: { item: line.item, site: line.softdep.site },
    related: [{ place: { item: first.item, site: first.softdep.site }, message: 'the first' }],
    fixes: () => (isSame ? [merge(line, first)] : []),
  };
}

function merge(line: Line, first: Line): Fix {
  const pre = spell('pre', [...first.softdep.pre, ...line.softdep.pre]);
  const post = spell('post', [...first.softdep.post, ...line.softdep.post]);
  return {
    title: 'Put it into the first',
    edits: [
      {
        act: 'replace',
        place: { item: first.item, site: first.softdep.site },
        text: `softdep ${spellName(first.softdep.name.text)}${pre}${post};`,
      },
      { act: 'delete', place: { item: line.item, site: line.softdep.site } },
    ],
    preferred: true,
  };
}

function spell(word: string, names: readonly Name[]): string {
  const texts = [...new Set(names.map((it) => spellName(it.text)))];
  return texts.length > 0 ? ` ${word} ${texts.join(', ')}` : '';
}

function empty({ softdep, item }: Line): Report {
  const place = { item, site: softdep.site };
  return {
    message: `\`softdep ${softdep.name.text}\` names nothing: only what stands behind \`pre\` and \`post\` counts`,
    place,
    fixes: () => [{ title: 'Delete the line', edits: [{ act: 'delete', place }] }],
  };
}
