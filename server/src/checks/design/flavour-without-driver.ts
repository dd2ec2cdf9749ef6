// SD-43: a device that a user asked for and that no driver comes for. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Check, DeviceSubject, Levels, Report } from '../check.ts';
import { ownBuses } from '../own-buses.ts';
import { bindsByHand } from './bus-definition.ts';

/** No driver of that bus is described: the description may just stop there. */
const OPEN: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };
const NO_DRIVER: ReadonlySet<string> = new Set(['no-driver', 'no-match']);

export const flavourWithoutDriver: Check<'device'> = {
  code: 'SD-43',
  aliases: [],
  title: 'a flavour whose device loads no driver',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: '“If you specify a vfio flavour why shouldn’t the vfio driver autoload and bind to it right away? That is kind of the point of the driver model…” A device that is made on a user’s request announces a modalias, the modalias names a module, the module’s driver matches. If one of the three is missing the user holds a device that does nothing, and has to know which module to load and where to write its name. Devices that exist for other reasons may well have no driver; one that was asked for may not, unless its bus leaves binding to user space (`match { never; }`).',
    source: ['Jason Gunthorpe to Parav Pandit, 8 Nov 2019', 'domain rules SD-43, SD-44, MK-34, MK-99'],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf { u32 sfnum; creates auxiliary acme.sf { id = ida; attributes = sfnum; } }
}
driver acme_sf on auxiliary { id_table acme.subfunction; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create sf1 flavour sf { sfnum = 1; } }
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf { u32 sfnum; creates auxiliary acme.sf { id = ida; attributes = sfnum; } }
}
driver acme_sf on auxiliary { id_table acme.sf; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; create sf1 flavour sf { sfnum = 1; } }
`,
  },
};

function* run({ id, result }: DeviceSubject, model: RootModel): Iterable<Report> {
  const { bus, madeBy, modalias, fields } = result;
  const request = madeBy?.request === undefined ? undefined : model.declarationAs('request', madeBy.request);
  if (!request || bus === undefined || result.state !== 'unbound' || !NO_DRIVER.has(result.reason.code))
    return;
  if (
    fields.driver_override !== undefined ||
    result.candidates.length > 0 ||
    bindsByHand(model.topology.buses.get(bus))
  )
    return;
  const flavour = request.decl.flavour?.text ?? '';
  const what = model.spelling(id);
  yield {
    message: `flavour \`${flavour}\` makes \`${what}\`, and no driver comes for it: ${modalias === undefined ? `\`${bus}\` announces nothing and no driver of it matches` : `no module answers \`${modalias}\``}`,
    place: { item: request.item, site: request.decl.name.site },
    about: request.id,
    ...(!ownBuses(model).has(bus) && { levels: OPEN }),
  };
}
