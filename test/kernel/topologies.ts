// Every boot and every scenario of the examples and the fixtures as a run with the script that a kernel is given for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../server/src/db/index.ts';
import { type Play, play } from '../../server/src/exporters/recording/play.ts';
import { readFixture } from '../harness/fixture.ts';
import { openWorkspace } from '../harness/run-fixture.ts';
import type { Scenario } from './format.ts';

export interface PlayedTopology {
  /** `examples/first/first.topo: the boot` */
  readonly id: string;
  readonly played: Play;
}

export const SCENARIO_FOLDERS = ['examples', 'test/fixtures/scenarios'] as const;

/** All of the .topo files below these folders. */
export function playAll(folders: readonly string[]): readonly PlayedTopology[] {
  return folders.flatMap(topoFiles).flatMap((path) => playFile(path));
}

export function playText(files: Readonly<Record<string, string>>, id = 'text'): readonly PlayedTopology[] {
  return playWorkspace(openWorkspace(files), id);
}

/** Those that a script can say. */
export function topologyScenarios(): readonly Scenario[] {
  return playAll(SCENARIO_FOLDERS)
    .filter(({ played }) => played.problems.length === 0)
    .map(({ id, played: { parameters, script } }) => ({
      ...{ id, tags: ['topology'], seed: null, ops: script.map(({ op }) => op) },
      ...(parameters !== undefined && { parameters }),
    }));
}

function playFile(path: string): readonly PlayedTopology[] {
  const text = readFileSync(path, 'utf8');
  if (!path.startsWith('test/')) return playText({ [`/${path}`]: text, ...besides(path) }, path);
  const files = readFixture(text).files.map((it) => [it.path, it.text] as const);
  return playText(Object.fromEntries(files), path);
}

/** What it may import lies beside it. */
function besides(path: string): Readonly<Record<string, string>> {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const names = readdirSync(folder).filter((name) => name.endsWith('.topo'));
  return Object.fromEntries(
    names.map((name) => [`/${folder}/${name}`, readFileSync(join(folder, name), 'utf8')]),
  );
}

function playWorkspace(workspace: Workspace, id: string): readonly PlayedTopology[] {
  return workspace
    .models()
    .filter(({ root }) => !id.startsWith('examples') || root.endsWith(id))
    .flatMap((model) => {
      const name = workspace.models().length > 1 && !id.startsWith('examples') ? `${id} ${model.root}` : id;
      const items = model.files.flatMap((file) => model.items(file).map(({ key }) => key));
      const scenarios = items.flatMap((key) => model.scenarios(key));
      return [
        { id: `${name}: the boot`, played: play(model.topology, []) },
        ...scenarios.map(({ decl, acts }) => ({
          id: `${name}: ${decl.title.text}`,
          played: play(model.topology, acts),
        })),
      ];
    });
}

function topoFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.topo'))
    .sort()
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
