// Rules about shutdown, suspend, resume and runtime PM: drivers/base/core.c, drivers/base/power.
import type { RuleTable } from './rule.ts';

export const POWER_RULES: RuleTable = {
  'LC-53': {
    text: 'Shutdown goes from the last device to the first, calls the bus’s callback also for unbound devices, else the driver’s, and unbinds nothing.',
    kernel: 'drivers/base/core.c:device_shutdown',
  },
  'LC-54': {
    text: 'Suspend goes from the last device to the first, so children and consumers before parents and suppliers; resume goes the other way.',
    kernel: 'drivers/base/power/main.c:dpm_suspend',
  },
  'LC-55': {
    text: 'That order is the order of addition, changed only by new links, retries of deferred devices and moves; when a device was bound does not count.',
    kernel: 'drivers/base/power/main.c:device_pm_move_last',
  },
  'LC-56': {
    text: 'The PM callback of a phase is that of the PM domain, else the type, the class, the bus; the driver’s own is called only where the chosen one has none, so a bus with pm has to forward.',
    kernel: 'drivers/base/power/main.c:device_suspend',
  },
  'LC-57': {
    text: 'Nothing is probed while the system suspends: what is added then is deferred until resume.',
    kernel: 'drivers/base/dd.c:device_block_probing',
  },
  'LC-58': {
    text: 'Runtime resume takes the parent and the suppliers with PM_RUNTIME first; a parent is kept awake during its child’s probe.',
    kernel: 'drivers/base/power/runtime.c:rpm_resume',
  },
};
