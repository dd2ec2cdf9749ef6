// Actions on models and findings: what the run says, what names mean, what a quick fix makes of a file.
import assert from 'node:assert/strict';
import { rootFindings } from '../../../server/src/checks/findings.ts';
import { applyEdits } from '../apply-edits.ts';
import type { Action } from './action.ts';

/** `id state driver: reason`, a line for each device. */
const run: Action = ({ model }) =>
  [...model.run.devices.values()]
    .map(
      (it) => `${it.id} ${it.state}${it.driver ? ` ${it.driver}` : ''} [${it.reason.code} ${it.reason.rule}]`,
    )
    .join('\n');

/** `id path`: where in sysfs each device lies. */
const paths: Action = ({ model }) =>
  [...model.run.devices.values()].map(({ id, path }) => `${id} ${path}`).join('\n');

/** Registration order of each bus that has drivers. */
const order: Action = ({ model }) =>
  [...model.run.order]
    .filter(([, drivers]) => drivers.length > 0)
    .map(([bus, drivers]) => `${bus}: ${drivers.join(', ')}`)
    .join('\n');

/** Fields of the declared devices as the topology has them. */
const fields: Action = ({ model }) =>
  model.topology.devices
    .map(
      (it) =>
        `${it.id} ${JSON.stringify(it.fields, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`,
    )
    .join('\n');

/** What the text at each of an item's references means. */
const references: Action = ({ model, workspace }, file) =>
  model
    .items(file)
    .flatMap((item) => model.references(item.key))
    .map((it) => {
      const at = model.locate(it.place);
      return `${at && workspace.text(at.uri)?.slice(at.start, at.end)} → ${it.id}${it.declares ? ' (declares)' : ''}`;
    })
    .join('\n');

/** Applies the fix whose title begins so; the files it changes. */
const fix: Action = ({ model, workspace, level }, title) => {
  const fixes = rootFindings(workspace, model, level).all.flatMap((it) => it.fixes());
  const found = fixes.find((it) => it.title.startsWith(title));
  assert.ok(found, `no fix begins with "${title}": ${fixes.map((it) => it.title).join(' | ')}`);
  return [...model.edits(found.edits)]
    .map(([uri, edits]) => `${uri}\n${applyEdits(workspace.text(uri) ?? '', edits).trimEnd()}`)
    .join('\n');
};

/** Titles of all fixes. */
const fixes: Action = ({ model, workspace, level }) =>
  rootFindings(workspace, model, level)
    .all.flatMap((it) => it.fixes().map((fix) => `${it.code}: ${fix.title}`))
    .join('\n');

export const MODEL_ACTIONS: Readonly<Record<string, Action>> = {
  run,
  paths,
  order,
  fields,
  references,
  fix,
  fixes,
};
