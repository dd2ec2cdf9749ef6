// Analyzes a text for the tests of this folder: the model of its root, and its findings as lines. Marks for what the language
// cannot expect stand in comments: `//> WORD …`; `//# TITLE` begins a topology of its own.

import type { Finding } from '../../server/src/checks/finding.ts';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { type RootModel, Workspace } from '../../server/src/db/index.ts';
import type { DeviceResult } from '../../server/src/driver-core/result.ts';
import type { InstalledModules } from '../../server/src/driver-core/topology.ts';

export interface Analyzed {
  readonly model: RootModel;
  readonly findings: readonly Finding[];
}

export interface Mark {
  readonly word: string;
  readonly rest: readonly string[];
  /** Line of the text, from 0. */
  readonly line: number;
}

export interface Section {
  readonly title: string;
  readonly text: string;
}

const URI = 'file:///topology.topo';

export function analyze(text: string, installed?: InstalledModules): Analyzed {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([[URI, text]]), ...(installed && { config: { installed } }) });
  const model = workspace.model(URI);
  return { model, findings: rootFindings(workspace, model, 'relaxed').all };
}

/** What is wrong with the text itself: syntax, names, and expectations that do not hold. */
export function failures({ findings }: Analyzed): readonly string[] {
  return findings.filter(({ code }) => /^(syntax|name|expect)\//.test(code)).map(printFinding);
}

export function printFinding({ severity, code, message }: Finding): string {
  return `${severity} ${code}: ${message}`;
}

export function sectionsOf(text: string): readonly Section[] {
  return text
    .split(/^\/\/# /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { title: part.slice(0, end), text: part.slice(end + 1) };
    });
}

export function marksOf(text: string): readonly Mark[] {
  return text.split('\n').flatMap((source, line) => {
    const [word, ...rest] = /^\/\/> (.*)$/.exec(source)?.[1]?.split(' ') ?? [];
    return word === undefined ? [] : [{ word, rest, line }];
  });
}

/** By its sysfs name; these texts name each device once. */
export function deviceNamed(model: RootModel, name: string | undefined): DeviceResult {
  for (const device of model.run.devices.values()) if (device.name === name) return device;
  throw new Error(`no device ${name}`);
}
