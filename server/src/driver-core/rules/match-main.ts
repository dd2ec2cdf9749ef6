// The match() of each bus whose steps decide more than a table. The library file of the bus runs it; here it is in words.
import type { RuleTable } from './rule.ts';

export const MATCH_RULES: RuleTable = {
  'BUS-pci': {
    text: 'An override on another driver is no; then dynamic ids, then the table, in which a row with override_only counts only under the override; a driver that the override names matches without a row.',
    kernel: 'drivers/pci/pci-driver.c:pci_bus_match',
    changes: { '5.15': 'rows may have override_only' },
  },
  'BUS-pci_express': {
    text: 'The service is equal and the port type is equal or any.',
    kernel: 'drivers/pci/pci-driver.c:pcie_port_bus_match',
  },
  'BUS-platform': {
    text: 'An override decides alone; then device tree, ACPI, and the id_table by the device’s platform name; only a driver without id_table is found by its own name.',
    kernel: 'drivers/base/platform.c:platform_match',
  },
  'BUS-auxiliary': {
    text: 'A row’s name equals the device’s name up to its last dot; a driver without id_table or probe is refused.',
    kernel: 'drivers/base/auxiliary.c:auxiliary_match',
    since: '5.11',
  },
  'BUS-virtio': {
    text: 'Device id and vendor are equal or any.',
    kernel: 'drivers/virtio/virtio.c:virtio_dev_match',
  },
  'BUS-vdpa': {
    text: 'An override decides alone; without one every driver matches, so the first registered takes the device.',
    kernel: 'drivers/vdpa/vdpa.c:vdpa_dev_match',
    since: '5.7',
    changes: { '5.17': 'devices have a driver_override' },
  },
  'BUS-mdev': {
    text: 'Nothing matches: the device’s maker attaches the driver that its parent registered with, and takes the device back if that fails.',
    kernel: 'drivers/vfio/mdev/mdev_driver.c:mdev_match',
    since: '4.10',
    changes: {
      '5.14': 'the parent’s ops may name the driver; before, there is no match callback',
      '6.1': 'nothing matches',
    },
  },
  'BUS-usb': {
    text: 'Devices and interfaces have drivers of their own. The table comes before dynamic ids; what a row sets is compared; on a vendor-specific device a row by interface has to name the vendor.',
    kernel: 'drivers/usb/core/driver.c:usb_device_match',
  },
  'BUS-i2c': {
    text: 'Device tree, then a client name that is a compatible or the part behind its comma, then ACPI, then the id_table; never the driver’s name.',
    kernel: 'drivers/i2c/i2c-core-base.c:i2c_device_match',
  },
  'BUS-spi': {
    text: 'An override decides alone; then device tree, ACPI, and the id_table; only a driver without id_table is found by its own name.',
    kernel: 'drivers/spi/spi.c:spi_match_device',
  },
  'BUS-amba': {
    text: 'A device whose id registers cannot be read is deferred; then an override decides alone; else the id is equal under the row’s mask.',
    kernel: 'drivers/amba/bus.c:amba_match',
  },
  'BUS-fsl-mc': {
    text: 'An override decides alone; else the object is plugged or the root, and vendor and type are equal.',
    kernel: 'drivers/bus/fsl-mc/fsl-mc-bus.c:fsl_mc_bus_match',
  },
  'BUS-cdx': {
    text: 'A bus device never matches; an override on another driver is no; under one on this driver a row has to fit all the same, and those with override_only count too.',
    kernel: 'drivers/cdx/cdx.c:cdx_bus_match',
    since: '6.4',
  },
  'BUS-hid': {
    text: 'Dynamic ids, then the table: bus, group, vendor and product are equal or any; group 0 is any.',
    kernel: 'drivers/hid/hid-core.c:hid_match_device',
  },
  'BUS-mdio_bus': {
    text: 'Device tree; then, for a PHY, the driver’s own phy_id under its mask against the id or the ids of the MMDs; for another device the driver’s name.',
    kernel: 'drivers/net/phy/phy_device.c:phy_bus_match',
  },
  'BUS-serio': {
    text: 'Nothing if port or driver is bound by hand; else type, protocol, id and extra are equal or any.',
    kernel: 'drivers/input/serio/serio.c:serio_bus_match',
  },
  'BUS-scsi': {
    text: 'Every driver, unless upper drivers are kept off or the peripheral qualifier is not 0; the type is left to each probe.',
    kernel: 'drivers/scsi/scsi_sysfs.c:scsi_bus_match',
  },
  'BUS-rpmsg': {
    text: 'An override decides alone; then the id_table by name, then device tree.',
    kernel: 'drivers/rpmsg/rpmsg_core.c:rpmsg_dev_match',
  },
  'BUS-mei': {
    text: 'The client may match at all, its UUID is equal, its version is equal or any, and so is its name if it has one.',
    kernel: 'drivers/misc/mei/bus.c:mei_cl_device_match',
  },
  'BUS-vmbus': {
    text: 'Channels of hvsock go to hvsock drivers alone; else as pci does: override, dynamic ids, table, and the named driver without a row.',
    kernel: 'drivers/hv/vmbus_drv.c:vmbus_match',
  },
  'BUS-xen': {
    text: 'The device type is equal.',
    kernel: 'drivers/xen/xenbus/xenbus_probe.c:xenbus_match',
  },
  'BUS-xen-backend': {
    text: 'The device type is equal.',
    kernel: 'drivers/xen/xenbus/xenbus_probe.c:xenbus_match',
  },
  'BUS-ccw': {
    text: 'What the row sets of control unit and device, type and model, is equal.',
    kernel: 'drivers/s390/cio/device.c:ccw_bus_match',
  },
  'BUS-css': {
    text: 'An override on another driver is no; the subchannel type is equal, also under an override.',
    kernel: 'drivers/s390/cio/css.c:css_bus_match',
  },
  'BUS-ap': {
    text: 'The row is meant for cards or for queues, and the type is equal.',
    kernel: 'drivers/s390/crypto/ap_bus.c:ap_bus_match',
  },
  'BUS-acpi': {
    text: 'The device may be matched and one of its ids, or its class under the row’s mask, is in the table.',
    kernel: 'drivers/acpi/bus.c:acpi_bus_match',
  },
  'BUS-pnp': {
    text: 'One of the device’s ids has the row’s three letters and, X standing for any digit on either side, its four digits; ANYDEVS fits all.',
    kernel: 'drivers/pnp/driver.c:pnp_bus_match',
  },
  'BUS-mhi': {
    text: 'The channel’s name is equal.',
    kernel: 'drivers/bus/mhi/host/init.c:mhi_match',
    since: '5.7',
  },
  'BUS-mhi_ep': {
    text: 'The channel’s name is equal.',
    kernel: 'drivers/bus/mhi/ep/main.c:mhi_ep_match',
  },
  'BUS-soundwire': {
    text: 'Manufacturer and part are equal; version and class are equal or 0.',
    kernel: 'drivers/soundwire/bus_type.c:sdw_bus_match',
  },
  'BUS-slimbus': {
    text: 'Device tree, else all four numbers are equal; none has a wildcard.',
    kernel: 'drivers/slimbus/core.c:slim_device_match',
  },
  'BUS-typec': {
    text: 'The SVID is equal, and the mode is equal or 7.',
    kernel: 'drivers/usb/typec/bus.c:typec_match',
  },
  'BUS-cxl': {
    text: 'The device’s type is the one that the driver serves.',
    kernel: 'drivers/cxl/core/port.c:cxl_bus_match',
  },
  'BUS-dax': {
    text: 'The device’s name is among the driver’s dynamic ids, or the driver is of the kind that the memory asks for; without kmem the device driver takes all.',
    kernel: 'drivers/dax/bus.c:dax_bus_match',
  },
  'BUS-nd': {
    text: 'The bit of the device’s type is set in the driver’s mask.',
    kernel: 'drivers/nvdimm/bus.c:nvdimm_bus_match',
  },
  'BUS-wmi': {
    text: 'An override decides alone; else the GUIDs are equal, whatever the case of their letters.',
    kernel: 'drivers/platform/x86/wmi.c:wmi_dev_match',
    changes: { '6.10': 'devices have a driver_override' },
  },
  'BUS-thunderbolt': {
    text: 'What the row sets of key, id, version and revision is equal.',
    kernel: 'drivers/thunderbolt/domain.c:tb_service_match',
  },
  'BUS-ishtp': {
    text: 'The GUID is equal.',
    kernel: 'drivers/hid/intel-ish-hid/ishtp/bus.c:ishtp_cl_bus_match',
  },
  'BUS-tee': { text: 'The UUID is equal.', kernel: 'drivers/tee/tee_core.c:tee_client_device_match' },
  'BUS-arm_ffa': {
    text: 'The UUID is equal; a device without one fits every driver that has a table.',
    kernel: 'drivers/firmware/arm_ffa/bus.c:ffa_device_match',
    since: '5.14',
  },
  'BUS-mcb': { text: 'The device number is equal.', kernel: 'drivers/mcb/mcb-core.c:mcb_match' },
  'BUS-cdmm': { text: 'The type is equal.', kernel: 'drivers/bus/mips_cdmm.c:mips_cdmm_match' },
  'BUS-eisa': {
    text: 'The slot is enabled and its signature is equal.',
    kernel: 'drivers/eisa/eisa-bus.c:eisa_bus_match',
  },
  'BUS-ssb': {
    text: 'Vendor, core and revision are equal or any.',
    kernel: 'drivers/ssb/main.c:ssb_bus_match',
  },
  'BUS-bcma': {
    text: 'Manufacturer, core, revision and class are equal or any.',
    kernel: 'drivers/bcma/main.c:bcma_bus_match',
  },
  'BUS-sdio': {
    text: 'Class, vendor and device are equal or any.',
    kernel: 'drivers/mmc/core/sdio_bus.c:sdio_bus_match',
  },
  'BUS-ipack': {
    text: 'Format, vendor and device are equal or any.',
    kernel: 'drivers/ipack/ipack.c:ipack_bus_match',
  },
  'BUS-rapidio': {
    text: 'Device and vendor, and those of its assembly, are equal or any.',
    kernel: 'drivers/rapidio/rio-driver.c:rio_match_bus',
  },
  'BUS-ulpi': {
    text: 'Vendor and product are equal; device tree where the vendor is 0 or the driver has no table.',
    kernel: 'drivers/usb/common/ulpi.c:ulpi_match',
  },
  'BUS-dfl': { text: 'Type and feature id are equal.', kernel: 'drivers/fpga/dfl.c:dfl_bus_match' },
  'BUS-coreboot': {
    text: 'The tag is equal.',
    kernel: 'drivers/firmware/google/coreboot_table.c:coreboot_bus_match',
  },
  'BUS-i3c': {
    text: 'What the row sets of DCR, manufacturer, part and extra is equal; part and extra never fit a device with a random id.',
    kernel: 'drivers/i3c/master.c:i3c_device_match',
    since: '5.0',
  },
  'BUS-pcmcia': {
    text: 'Dynamic ids, then what a row sets is equal; a row by function id waits until user space allows it.',
    kernel: 'drivers/pcmcia/ds.c:pcmcia_bus_match',
  },
  'BUS-isa': {
    text: 'Only the driver that made the device matches it.',
    kernel: 'drivers/base/isa.c:isa_bus_match',
  },
  'BUS-gadget': {
    text: 'The driver has no gadget yet, and names this controller or none.',
    kernel: 'drivers/usb/gadget/udc/core.c:gadget_match_driver',
  },
  'BUS-dsa': {
    text: 'The device’s type is one that the driver serves; which of several drivers it is, their probes decide by the driver_name that user space wrote.',
    kernel: 'drivers/dma/idxd/bus.c:idxd_config_bus_match',
  },
  'BUS-scmi_protocol': {
    text: 'The protocol is equal, and so is the name if the row has one.',
    kernel: 'drivers/firmware/arm_scmi/bus.c:scmi_dev_match',
  },
  'BUS-firewire': {
    text: 'What the row sets of vendor, model, specifier and version is equal.',
    kernel: 'drivers/firewire/core-device.c:fw_unit_match',
  },
  'BUS-hdaudio': {
    text: 'Vendor id and API are equal; the revision is equal or 0.',
    kernel: 'sound/hda/hda_bus_type.c:hda_bus_match',
  },
  'BUS-surface_aggregator': {
    text: 'Domain and category are equal, and what the row sets of target, instance and function.',
    kernel: 'drivers/platform/surface/aggregator/bus.c:ssam_bus_match',
  },
  'BUS-usb-serial': {
    text: 'The port’s device was probed as this driver’s type.',
    kernel: 'drivers/usb/serial/bus.c:usb_serial_device_match',
  },
  'BUS-snd_seq': {
    text: 'Id and size of the argument are equal.',
    kernel: 'sound/core/seq_device.c:snd_seq_bus_match',
  },
  'BUS-w1': {
    text: 'A slave gets the family whose number is that of its own; the core asks for the module by that number.',
    kernel: 'drivers/w1/w1_family.c:w1_family_registered',
  },
  'BUS-vio': {
    text: 'The type is equal and the row’s compatible is one of the device’s.',
    kernel: 'arch/powerpc/platforms/pseries/vio.c:vio_bus_match',
  },
  'BUS-aprbus': {
    text: 'Device tree, else domain and service are equal.',
    kernel: 'drivers/soc/qcom/apr.c:apr_device_match',
  },
  'BUS-pci-epf': {
    text: 'The id_table by name; only a driver without one is found by its own name.',
    kernel: 'drivers/pci/endpoint/pci-epf-core.c:pci_epf_device_match',
  },
};
