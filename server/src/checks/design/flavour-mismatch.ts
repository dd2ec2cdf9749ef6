// SD-41: a flavour that promises one kind of device and makes another. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Driver, Step } from '../../driver-core/topology.ts';
import { requestId } from '../../link/ids.ts';
import type { Check, DeviceSubject, Levels, Report } from '../check.ts';

/** Its driver does not say what it gives. */
const UNSAID: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };

export const flavourMismatch: Check<'device'> = {
  code: 'SD-41',
  aliases: [],
  title: 'a flavour whose device another kind of driver takes',
  levels: { relaxed: 'warning', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: '“I like the idea of specifying what kind of interface you want at sub device creation time. It fits the driver model pretty well and doesn’t require abusing the vfio mdev for binding to a netdev driver.” A flavour that bears the name of a bus or class promises such a device. If what it makes is bound to a driver that gives something else, and no driver behind that one gives it either, the user does not get what was asked for: the device is on the wrong bus, or the wrong driver was registered first.',
    source: ['Jason Gunthorpe to Parav Pandit, 8 Nov 2019', 'domain rules SD-40, SD-41'],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour vfio { u32 sfnum; creates auxiliary acme.sf { id = ida; attributes = sfnum; } }
}
driver acme_eth on auxiliary { id_table acme.sf; probe { registers net; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create sf1 flavour vfio { sfnum = 1; } }
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour vfio { u32 sfnum; creates auxiliary acme.vfio { id = ida; attributes = sfnum; } }
    flavour net { u32 sfnum; creates auxiliary acme.eth { id = ida; attributes = sfnum; } }
}
driver acme_eth on auxiliary { id_table acme.eth; probe { registers net; } }
driver acme_vfio on auxiliary { id_table acme.vfio; probe { registers vfio; } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create sf1 flavour vfio { sfnum = 1; } }
`,
  },
};

function* run({ id, result }: DeviceSubject, model: RootModel): Iterable<Report> {
  const { madeBy, bus } = result;
  const driver = result.driver === undefined ? undefined : model.driver(result.driver);
  const request = madeBy?.request === undefined ? undefined : model.declarationAs('request', madeBy.request);
  const promised = request?.decl.flavour?.text;
  if (!driver || !request || promised === undefined || bus === undefined || bus === promised) return;
  const { buses, classes } = model.topology;
  if (!buses.has(promised) && !classes.has(promised)) return;
  if (stepsOfFlavour(madeBy?.driver, promised, model).some((step) => gives(step, promised))) return;
  if (reaches(driver, promised, model)) return;
  const given = kinds(driver);
  yield {
    message: `flavour \`${promised}\` was asked for, but \`${model.spelling(id)}\` is bound to \`${driver.name}\`, which gives ${given.length === 0 ? 'nothing' : given.join(', ')}`,
    place: { item: request.item, site: request.decl.name.site },
    about: requestId(request.decl.name.text),
    ...(given.length === 0 && { levels: UNSAID }),
  };
}

function stepsOfFlavour(driver: string | undefined, flavour: string, model: RootModel): readonly Step[] {
  const flavours = driver === undefined ? [] : (model.driver(driver)?.flavours ?? []);
  return flavours.filter((it) => it.name === flavour).flatMap((it) => it.steps);
}

function gives(step: Step, kind: string): boolean {
  return (step.kind === 'creates' || step.kind === 'registers') && step.of === kind;
}

/** Itself, or a driver that may bind to what it creates. */
function reaches(driver: Driver, kind: string, model: RootModel): boolean {
  const buses = new Set<string>();
  const queue = [driver];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const steps = [...next.probe, ...next.flavours.flatMap((it) => it.steps)];
    if (steps.some((step) => gives(step, kind))) return true;
    for (const step of steps) {
      if (step.kind !== 'creates' || buses.has(step.of)) continue;
      buses.add(step.of);
      queue.push(...model.driversOn(step.of));
    }
  }
  return false;
}

function kinds(driver: Driver): readonly string[] {
  const made = driver.probe.flatMap((step) =>
    step.kind === 'registers' || step.kind === 'creates' ? [`\`${step.of}\``] : [],
  );
  return [...new Set(made)];
}
