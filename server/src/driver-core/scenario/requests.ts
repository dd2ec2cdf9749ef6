// `create NAME flavour F on REF` and `delete NAME`: devlink port add, vdpa dev add, mdev create, and their ends.

import { removeTree } from '../remove-tree.ts';
import type { Request } from '../topology.ts';
import { carryOut, deleteRequest, refusal } from '../user-acts.ts';
import { liveTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, notThere, OK } from './outcome.ts';
import type { Outcome, Target } from './script.ts';
import { unlessOpen } from './waiting.ts';

export function createRequested(machine: ScenarioMachine, request: Request, on: Target): Outcome {
  const { state } = machine;
  const target = liveTarget(state, on);
  if (!target) return notThere(on);
  if (state.requests.has(request.name))
    return failed('EEXIST', `${request.name} was created already`, 'LC-7');
  const open = { request, targets: [target] };
  const answer = carryOut(state, open);
  if (!answer) {
    const { text, rule } = refusal(open);
    return failed('EOPNOTSUPP', text, rule);
  }
  if (answer.kind === 'failed') return failed(answer.errno, answer.reason.text, answer.reason.rule);
  machine.open = [...machine.open, ...answer.inner];
  return OK;
}

/** What a request made, the last first; a device that it made goes by its own name too. What nobody asked for is not the user's. */
export function deleteRequested(machine: ScenarioMachine, target: Target): Outcome {
  const { state } = machine;
  const [name = ''] = target;
  const request = target.length === 1 ? state.requests.get(name) : undefined;
  if (request) {
    const made = request.target.made.filter(({ maker }) => maker?.request?.id === request.request.id);
    const [first] = made;
    const finish = () => {
      deleteRequest(state, request);
      return OK;
    };
    return first ? unlessOpen(machine, first, finish) : finish();
  }
  const device = liveTarget(state, target);
  if (!device) return notThere(target);
  const { maker } = device;
  if (!maker?.request) {
    const who = maker?.driver?.name ?? maker?.module;
    const why = who === undefined ? '`remove` takes a device away' : `${who} made it of itself`;
    return failed('EOPNOTSUPP', `no user created ${device.name} by a flavour: ${why}`, 'SD-40');
  }
  return unlessOpen(machine, device, () => {
    removeTree(state, device, (id) => machine.gone.set(id, 'removed'));
    return OK;
  });
}
