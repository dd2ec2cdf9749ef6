// MK-98: several drivers match every device of the bus, and nothing chooses. Kernel: drivers/vdpa/vdpa.c:vdpa_dev_match.
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';

export const undecidedDriver: Check<'device'> = {
  code: 'MK-98',
  aliases: [],
  title: 'several drivers match every device, and no override chooses',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'On vdpa every driver matches every device. With vhost_vdpa and virtio_vdpa both loaded, the one that was loaded first takes all devices; which one that is, is an accident. `driver_override` (since 5.17) chooses for one device.',
    source: ['drivers/vdpa/vdpa.c:vdpa_dev_match', 'domain rules BUS-vdpa, MK-98'],
    firing: `module vdpa_sim { loaded; init { creates none sim { release = sim_release; } registers vdpa_mgmtdev { parent = sim; } } flavour vdpa { creates vdpa { dma_dev = dev; } } }
module vhost_vdpa { loaded; }
module virtio_vdpa { loaded; }
extend device sim { create vdpa0 flavour vdpa; }
`,
    corrected: `module vdpa_sim { loaded; init { creates none sim { release = sim_release; } registers vdpa_mgmtdev { parent = sim; } } flavour vdpa { creates vdpa { dma_dev = dev; } } }
module vhost_vdpa { loaded; }
module virtio_vdpa { loaded; }
extend device sim { create vdpa0 flavour vdpa { driver_override = vhost_vdpa; } }
`,
  },
};

function* run({ id, result }: DeviceSubject, model: RootModel): Iterable<Report> {
  const bus = result.bus === undefined ? undefined : model.topology.buses.get(result.bus);
  if (!bus?.match?.some((step) => step.kind === 'any') || bus.tables.id_table) return;
  if (!bus.match.some((step) => step.kind === 'driver_override')) return;
  const matching = result.matching.filter((it) => it.verdict.result === 'yes' && it.outcome !== 'not loaded');
  if (matching.length < 2 || result.driverOverride !== undefined) return;
  const place = model.placeOf(id);
  const [first, ...others] = matching.map((it) => name(it.driver, model));
  if (!place || first === undefined) return;
  yield {
    message: `${others.join(', ')} would do as well: ${first} takes it only because it was registered first; \`driver_override\` chooses`,
    place,
    fixes: () => matching.map((it) => choose(id, it.driver, model)),
  };
}

/** In its own declaration, or in the `create` that asked for it; else by an `extend`. */
function choose(id: Id, driver: Id, model: RootModel): Fix {
  const request = model.run.devices.get(id)?.madeBy?.request;
  const declared = model.declaration(id) ?? (request === undefined ? undefined : model.declaration(request));
  const text = `driver_override = ${model.driver(driver)?.name ?? ''};`;
  return {
    title: `Choose ${name(driver, model)}`,
    edits: [
      declared
        ? { act: 'insert-inside', place: { item: declared.item, site: declared.decl.name.site }, text }
        : { act: 'append', file: model.root, text: `extend device ${model.spelling(id)} { ${text} }` },
    ],
  };
}

function name(driver: Id, model: RootModel): string {
  return `\`${model.driver(driver)?.name ?? driver}\``;
}
