// Rules about device links, those that firmware makes, and sync_state: drivers/base/core.c.
import type { RuleTable } from './rule.ts';

export const LINK_RULES: RuleTable = {
  'LC-32': {
    text: 'device_link_add() returns NULL for flags that exclude each other, a supplier that is not added, and a supplier that is a descendant or consumer of the consumer, SYNC_STATE_ONLY excepted.',
    kernel: 'drivers/base/core.c:device_link_add',
  },
  'LC-33': {
    text: 'A managed link is dormant, available once its supplier is bound, active while its consumer is too, and dormant again after the supplier’s unbind.',
    kernel: 'drivers/base/core.c:device_links_driver_bound',
  },
  'LC-34': {
    text: 'The consumer of a managed link is not probed before its supplier is bound, and is unbound before it; only a deferred consumer or one with AUTOPROBE_CONSUMER comes back by itself. A link added to a bound consumer of an unbound supplier never becomes active.',
    kernel: 'drivers/base/core.c:device_links_check_suppliers',
  },
  'LC-35': {
    text: 'A new link moves its consumer, with children and consumers, to the end of the suspend and shutdown order.',
    kernel: 'drivers/base/core.c:device_reorder_to_tail',
  },
  'LC-36': {
    text: 'A link is a class device `SUPPLIER-BUS:SUPPLIER--CONSUMER-BUS:CONSUMER` in /sys/class/devlink.',
    kernel: 'drivers/base/core.c:device_link_add',
  },
  'LC-37': {
    text: 'fw_devlink says what a firmware link does: off makes none, permissive only delays sync_state, on holds the consumer up and probes it again with its supplier, rpm also ties runtime PM. Of optional properties it makes links only if it is strict; suppliers that nothing drives hold up neither the device of stdout-path nor, once, what a root on the network may need.',
    kernel: 'drivers/base/core.c:fw_devlink_setup',
    changes: {
      '5.7': '`permissive` is the default',
      '5.12': 'optional properties, and `fw_devlink.strict` for them',
      '5.13': '`on` is the default',
      '6.0': 'stdout-path and a root on the network',
      '6.9': '`rpm` is the default',
    },
  },
  'LC-38': {
    text: 'The firmware links of a cycle hold nobody up; a driver’s own link that would close a cycle is refused instead.',
    kernel: 'drivers/base/core.c:__fw_devlink_relax_cycles',
  },
  'LC-39': {
    text: 'sync_state is called once, when every consumer known at late_initcall_sync is bound; one that never binds keeps it waiting, until the user writes `state_synced` or, with fw_devlink.sync_state=timeout, deferred_probe_timeout has passed.',
    kernel: 'drivers/base/core.c:device_links_driver_bound',
    changes: { '6.4': '`fw_devlink.sync_state`, and `state_synced` can be written' },
  },
};
