// Rules about probe, its return values and deferral: drivers/base/dd.c.
import type { RuleTable } from './rule.ts';

export const PROBE_RULES: RuleTable = {
  'LC-21': {
    text: 'An error of a driver’s or bus’s probe lets the walk go on with the next driver, also -EPROBE_DEFER; an error of the core before or after it (a missing supplier, leftover devres, dma_configure) ends the walk.',
    kernel: 'drivers/base/dd.c:really_probe',
  },
  'LC-22': {
    text: 'A device whose first driver defers and whose second succeeds belongs to the second and is deferred no more.',
    kernel: 'drivers/base/dd.c:driver_bound',
  },
  'LC-23': {
    text: 'A positive return value of probe is success on pci, with a warning; on other buses it ends the walk, and the device stays unbound and is not deferred.',
    kernel: 'drivers/base/dd.c:call_driver_probe',
  },
  'LC-24': {
    text: 'After a failed probe the managed resources are released, driver and drvdata are cleared, and the links are as before; -ENODEV and -ENXIO are said at debug level only.',
    kernel: 'drivers/base/dd.c:device_unbind_cleanup',
  },
  'LC-25': {
    text: 'A kernel made for tests probes, removes and probes again, so the remove of every driver that has a bind file runs one day: what it forgets counts, whoever unbinds.',
    kernel: 'drivers/base/dd.c:really_probe',
    finding: 'MK-63',
  },
  'LC-26': {
    text: 'A bind write whose probe defers returns -EAGAIN and does not queue the device.',
    kernel: 'drivers/base/dd.c:device_driver_attach',
  },
  'LC-27': {
    text: 'A probe that makes a device and then defers is tried again because of that device, for ever.',
    kernel: 'drivers/base/dd.c:driver_deferred_probe_trigger',
  },
  'LC-28': {
    text: 'Any successful bind moves the waiting devices to one worker, which walks each of them through all drivers after the operation at hand and moves it to the end of the suspend order, also if it fails again; a new driver, a failed probe and an unbound new device trigger nothing.',
    kernel: 'drivers/base/dd.c:deferred_probe_work_func',
  },
  'LC-29': {
    text: 'Nothing is tried again before late_initcall.',
    kernel: 'drivers/base/dd.c:deferred_probe_initcall',
  },
  'LC-30': {
    text: 'After deferred_probe_timeout (10 s with modules, 0 without; put off by every driver_register) suppliers that no driver matches hold their consumers up no more.',
    kernel: 'drivers/base/dd.c:deferred_probe_timeout_work_func',
  },
  'LC-31': {
    text: 'Devices of which each waits for another one of them wait for ever.',
    kernel: 'drivers/base/dd.c:deferred_probe_work_func',
  },
};
