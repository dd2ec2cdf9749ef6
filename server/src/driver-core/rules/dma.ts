// Rules about IOMMU groups and whose DMA it is, and those of the history that decide something.
import type { RuleTable } from './rule.ts';

export const DMA_RULES: RuleTable = {
  'DMA-1': {
    text: 'An IOMMU attaches to devices of platform, pci, amba, fsl-mc, host1x-context and cdx when they are added, before any driver.',
    kernel: 'drivers/iommu/iommu.c:iommu_buses',
    since: '6.1',
  },
  'DMA-2': {
    text: 'A device of another bus has an IOMMU group only if its bus or maker configures DMA for it, which auxiliary, virtio, vdpa, mdev, usb, i2c and spi do not.',
    kernel: 'drivers/iommu/of_iommu.c:of_iommu_configure',
  },
  'DMA-3': {
    text: 'pci, platform, amba, fsl-mc, cdx and vmbus configure DMA before probe; a deferral of theirs defers the device.',
    kernel: 'drivers/base/dd.c:really_probe',
  },
  'DMA-4': {
    text: 'While user space owns an IOMMU group no driver that does kernel DMA binds in it (-EBUSY), and it cannot be owned while one is bound.',
    kernel: 'drivers/iommu/iommu.c:iommu_device_use_default_domain',
    since: '5.19',
  },
  'DMA-5': {
    text: 'Devices of software do DMA with another device: an auxiliary one with its parent, a virtio one with its transport, a vdpa one with its dma_dev, a usb one with its host controller.',
    kernel: 'include/linux/vdpa.h:vdpa_get_dma_dev',
  },
  'DMA-6': {
    text: 'A bus whose devices do DMA sets their dma_mask: auxiliary does not, so mapping memory for such a device fails.',
    kernel: 'kernel/dma/mapping.c:dma_map_page_attrs',
  },
  'DMA-7': {
    text: 'An IOMMU driver listens on the buses that it names: a new bus is unknown to all of them.',
    kernel: 'drivers/iommu/iommu.c:bus_set_iommu',
    until: '6.1',
  },
  'HX-5': {
    text: 'A vfio driver of a VF uses its PF’s driver, and a notifier of the PF ends that use before the PF’s driver goes.',
    kernel: 'drivers/vfio/pci/mlx5/cmd.c:mlx5vf_cmd_set_migratable',
    since: '5.18',
    finding: 'MK-65',
  },
  'HX-9': {
    text: 'A port’s name ends in what its flavour says: p0, pf0, pf0vf1, pf0sf88; the port on the side of a subfunction has none.',
    kernel: 'net/devlink/port.c:__devlink_port_phys_port_name_get',
  },
  'HX-10': {
    text: 'The network device of a subfunction is named after its PF and sfnum where its parent is the auxiliary device.',
    kernel: 'systemd:src/udev/udev-builtin-net_id.c',
  },
};
