// The match() of the minor buses. The library file of the bus runs it; here it is in words.
import type { RuleTable } from './rule.ts';

const DEVICE_TREE = 'Only device tree decides.';
const OWN_NAME = 'The device’s name is the driver’s.';

export const MINOR_MATCH_RULES: RuleTable = {
  'BUS-ac97bus': {
    text: 'The vendor id is equal under the row’s mask; 0 and 0xffffffff fit nothing.',
    kernel: 'sound/ac97/bus.c:ac97_bus_match',
  },
  'BUS-cpu': {
    text: 'Only ACPI decides.',
    kernel: 'drivers/base/cpu.c:cpu_subsys_match',
  },
  'BUS-dio': { text: 'The id is equal or any.', kernel: 'drivers/dio/dio-driver.c:dio_bus_match' },
  'BUS-dp-aux': { text: DEVICE_TREE, kernel: 'drivers/gpu/drm/display/drm_dp_aux_bus.c:dp_aux_ep_match' },
  'BUS-faux': {
    text: 'The bus’s one driver takes every device.',
    kernel: 'drivers/base/faux.c:faux_match',
    since: '6.14',
  },
  'BUS-fsi': {
    text: 'The engine’s type is equal, and its version is equal or 0.',
    kernel: 'drivers/fsi/fsi-core.c:fsi_bus_match',
  },
  'BUS-gameport': {
    text: 'Every driver that is not told to ignore the port; its probe decides.',
    kernel: 'drivers/input/gameport/gameport.c:gameport_bus_match',
  },
  'BUS-gbphy': {
    text: 'The protocol is equal.',
    kernel: 'drivers/staging/greybus/gbphy.c:gbphy_dev_match',
  },
  'BUS-gio': { text: 'The id is equal.', kernel: 'arch/mips/sgi-ip22/ip22-gio.c:gio_bus_match' },
  'BUS-greybus': {
    text: 'What the row sets of vendor, product and class is equal.',
    kernel: 'drivers/greybus/core.c:greybus_match_device',
  },
  'BUS-host1x': { text: OWN_NAME, kernel: 'drivers/gpu/host1x/bus.c:host1x_device_match' },
  'BUS-hsi': {
    text: 'Device tree, else the device’s name is the driver’s.',
    kernel: 'drivers/hsi/hsi_core.c:hsi_bus_match',
  },
  'BUS-ibmebus': {
    text: DEVICE_TREE,
    kernel: 'arch/powerpc/platforms/pseries/ibmebus.c:ibmebus_bus_bus_match',
  },
  'BUS-intel_th': {
    text: 'The name that the hub gave the device is the driver’s.',
    kernel: 'drivers/hwtracing/intel_th/core.c:intel_th_match',
  },
  'BUS-macio': { text: DEVICE_TREE, kernel: 'drivers/macintosh/macio_asic.c:macio_bus_match' },
  'BUS-mcp': { text: 'Every driver.', kernel: 'drivers/mfd/mcp-core.c:mcp_bus_match' },
  'BUS-memstick': {
    text: 'Type, category and class are equal, in a row that is flagged to match them all.',
    kernel: 'drivers/memstick/core/memstick.c:memstick_bus_match',
  },
  'BUS-mipi-dsi': {
    text: 'Device tree, else the device’s name is the driver’s.',
    kernel: 'drivers/gpu/drm/drm_mipi_dsi.c:mipi_dsi_device_match',
  },
  'BUS-moxtet': {
    text: 'Device tree, else the module’s id is one of the driver’s.',
    kernel: 'drivers/bus/moxtet.c:moxtet_match',
  },
  'BUS-ntb_transport': {
    text: 'The device’s name begins with the driver’s.',
    kernel: 'drivers/ntb/ntb_transport.c:ntb_transport_bus_match',
  },
  'BUS-nvmem-layout': { text: DEVICE_TREE, kernel: 'drivers/nvmem/layouts.c:nvmem_layout_bus_match' },
  'BUS-parisc': {
    text: 'Type, model and revision are equal or any.',
    kernel: 'arch/parisc/kernel/drivers.c:parisc_generic_match',
  },
  'BUS-peci': {
    text: 'Vendor, family and model of the processor are equal.',
    kernel: 'drivers/peci/core.c:peci_bus_device_match',
    since: '5.18',
  },
  'BUS-ps3_system_bus': {
    text: 'The id is equal, and the sub id is equal or not written.',
    kernel: 'arch/powerpc/platforms/ps3/system-bus.c:ps3_system_bus_match',
  },
  'BUS-rmi4': {
    text: 'The physical driver takes physical devices; a function goes to the handler of its number.',
    kernel: 'drivers/input/rmi4/rmi_bus.c:rmi_bus_match',
  },
  'BUS-serial': {
    text: 'ACPI, then device tree.',
    kernel: 'drivers/tty/serdev/core.c:serdev_device_match',
  },
  'BUS-serial-base': {
    text: 'A controller goes to the driver of controllers, a port to that of ports.',
    kernel: 'drivers/tty/serial/serial_base_bus.c:serial_base_match',
    since: '6.5',
  },
  'BUS-siox': { text: 'Every driver.', kernel: 'drivers/siox/siox-core.c:siox_match' },
  'BUS-spmi': {
    text: 'Device tree, else the device’s name is the driver’s.',
    kernel: 'drivers/spmi/spmi.c:spmi_device_match',
  },
  'BUS-sunxi-rsb': { text: DEVICE_TREE, kernel: 'drivers/bus/sunxi-rsb.c:sunxi_rsb_device_match' },
  'BUS-tc': { text: 'Module and vendor name are equal.', kernel: 'drivers/tc/tc-driver.c:tc_bus_match' },
  'BUS-tifm': { text: 'The type is equal.', kernel: 'drivers/misc/tifm_core.c:tifm_bus_match' },
  'BUS-vchiq-bus': {
    text: OWN_NAME,
    kernel: 'drivers/staging/vc04_services/interface/vchiq_arm/vchiq_bus.c:vchiq_bus_type_match',
  },
  'BUS-vme': {
    text: 'Only the driver that made the device matches it.',
    kernel: 'drivers/staging/vme_user/vme.c:vme_bus_match',
  },
  'BUS-zorro': { text: 'The id is equal or any.', kernel: 'drivers/zorro/zorro-driver.c:zorro_bus_match' },
};
