// The machines that are recorded: what QEMU puts in, and what is done to it. Addresses are fixed, so steps can name devices.
import type { RealStep } from './format.ts';

export interface RealMachine {
  readonly id: string;
  /** Arguments of QEMU. */
  readonly devices: readonly string[];
  /** Parameters of the kernel's command line. */
  readonly parameters?: string;
  readonly steps: readonly RealStep[];
}

export const REAL_MACHINES: readonly RealMachine[] = [
  {
    id: 'network',
    devices: ['e1000e,addr=2', 'e1000,addr=3', 'rtl8139,addr=4', 'ne2k_pci,addr=5', 'virtio-net-pci,addr=6'],
    steps: [
      // A device that comes back binds although the bus does not probe by itself: pci attaches late and always.
      pci('drivers_autoprobe', '0'),
      device('02.0', 'remove', '1'),
      { do: 'write', file: 'bus/pci/rescan', value: '1' },
      pci('drivers_autoprobe', '1'),
      // Dynamic ids: doubled, known to the static table, too short, not hexadecimal.
      { do: 'modprobe', module: 'pci-stub' },
      driver('pci-stub', 'new_id', '8086 10d3'),
      driver('pci-stub', 'new_id', '8086 10d3'),
      driver('e1000e', 'new_id', '8086 10d3'),
      driver('pci-stub', 'new_id', '8086'),
      driver('pci-stub', 'new_id', 'xyz 1'),
      // The driver that was registered first wins over the newer id; an explicit bind does not ask.
      driver('e1000e', 'unbind', '0000:00:02.0'),
      pci('drivers_probe', '0000:00:02.0'),
      driver('e1000e', 'unbind', '0000:00:02.0'),
      driver('pci-stub', 'bind', '0000:00:02.0'),
      driver('e1000e', 'bind', '0000:00:02.0'),
      driver('pci-stub', 'unbind', '0000:00:02.0'),
      driver('pci-stub', 'remove_id', '8086 10d3'),
      driver('pci-stub', 'remove_id', '8086 10d3'),
      driver('pci-stub', 'bind', '0000:00:02.0'),
      // A new id takes what is free at once.
      driver('pci-stub', 'new_id', '8086 10d3'),
      driver('pci-stub', 'unbind', '0000:00:02.0'),
      driver('pci-stub', 'remove_id', '8086 10d3'),
      pci('drivers_probe', '0000:00:02.0'),
      // An override counts when somebody probes, not when it is written.
      device('03.0', 'driver_override', 'pci-stub'),
      pci('drivers_probe', '0000:00:03.0'),
      driver('e1000', 'unbind', '0000:00:03.0'),
      driver('e1000', 'bind', '0000:00:03.0'),
      pci('drivers_probe', '0000:00:03.0'),
      device('03.0', 'driver_override', ''),
      driver('pci-stub', 'unbind', '0000:00:03.0'),
      pci('drivers_probe', '0000:00:03.0'),
      // A module that goes takes its bindings along, and brings them back.
      { do: 'rmmod', module: 'e1000' },
      { do: 'modprobe', module: 'e1000' },
      driver('8139cp', 'unbind', '0000:00:04.0'),
      pci('drivers_probe', '0000:00:04.0'),
    ],
  },
  {
    id: 'vfio',
    devices: ['intel-iommu', 'e1000e,addr=2', 'edu,addr=3'],
    parameters: 'intel_iommu=on',
    steps: [
      { do: 'modprobe', module: 'vfio-pci' },
      driver('e1000e', 'unbind', '0000:00:02.0'),
      driver('vfio-pci', 'bind', '0000:00:02.0'),
      // The override is the driver's name; the module's does nothing.
      device('02.0', 'driver_override', 'vfio_pci'),
      pci('drivers_probe', '0000:00:02.0'),
      device('02.0', 'driver_override', 'vfio-pci'),
      pci('drivers_probe', '0000:00:02.0'),
      driver('vfio-pci', 'new_id', '1234 11e8'),
      driver('vfio-pci', 'unbind', '0000:00:03.0'),
      pci('drivers_probe', '0000:00:03.0'),
      device('02.0', 'driver_override', ''),
      driver('vfio-pci', 'unbind', '0000:00:02.0'),
      pci('drivers_probe', '0000:00:02.0'),
    ],
  },
  {
    id: 'sriov',
    devices: [
      ...['pcie-root-port,id=rp,chassis=1,addr=2', 'nvme-subsys,id=sub'],
      ...[
        'nvme,serial=n,bus=rp,subsys=sub,sriov_max_vfs=4,sriov_vq_flexible=8,sriov_vi_flexible=4,max_ioqpairs=10',
      ],
    ],
    steps: [
      disk('sriov_numvfs', '2'),
      disk('sriov_numvfs', '1'),
      disk('sriov_numvfs', '0'),
      disk('sriov_drivers_autoprobe', '0'),
      disk('sriov_numvfs', '3'),
      driver('nvme', 'bind', '0000:01:00.1'),
      pci('drivers_probe', '0000:01:00.2'),
      { do: 'modprobe', module: 'pci-stub' },
      { do: 'write', file: 'bus/pci/devices/0000:01:00.3/driver_override', value: 'pci-stub' },
      pci('drivers_probe', '0000:01:00.3'),
      disk('sriov_numvfs', '0'),
      disk('sriov_drivers_autoprobe', '1'),
      disk('sriov_numvfs', '2'),
      driver('nvme', 'unbind', '0000:01:00.0'),
      driver('nvme', 'bind', '0000:01:00.0'),
      disk('sriov_numvfs', '99'),
      disk('remove', '1'),
      { do: 'write', file: 'bus/pci/rescan', value: '1' },
    ],
  },
  {
    id: 'storage',
    devices: [
      ...['nvme,serial=n,drive=a,addr=2', 'virtio-blk-pci,drive=b,addr=3', 'virtio-scsi-pci,id=s,addr=4'],
      ...['scsi-hd,bus=s.0,drive=c', 'pvscsi,addr=5', 'megasas,addr=6'],
    ],
    steps: [
      driver('nvme', 'unbind', '0000:00:02.0'),
      driver('nvme', 'bind', '0000:00:02.0'),
      driver('virtio-pci', 'unbind', '0000:00:03.0'),
      driver('virtio-pci', 'bind', '0000:00:03.0'),
      { do: 'write', file: 'bus/scsi/drivers/sd/unbind', value: '0:0:0:0' },
      { do: 'write', file: 'bus/scsi/drivers_probe', value: '0:0:0:0' },
      { do: 'rmmod', module: 'nvme' },
      { do: 'modprobe', module: 'nvme' },
      pci('drivers_autoprobe', '0'),
      driver('ahci', 'unbind', '0000:00:1f.2'),
      // A new id probes all the same.
      { do: 'modprobe', module: 'pci-stub' },
      driver('pci-stub', 'new_id', '8086 2922'),
      driver('pci-stub', 'unbind', '0000:00:1f.2'),
      pci('drivers_autoprobe', '1'),
      pci('drivers_probe', '0000:00:1f.2'),
    ],
  },
  {
    id: 'usb',
    devices: [
      ...['qemu-xhci,id=x,addr=2', 'usb-kbd,bus=x.0,port=1', 'usb-mouse,bus=x.0,port=2'],
      ...['usb-hub,bus=x.0,port=3', 'usb-storage,bus=x.0,port=3.1,drive=a'],
    ],
    steps: [
      usb('drivers/usbhid/unbind', '1-1:1.0'),
      usb('drivers_probe', '1-1:1.0'),
      usb('drivers/usb/unbind', '1-2'),
      usb('drivers/usb/bind', '1-2'),
      usb('devices/1-1/authorized', '0'),
      usb('devices/1-1/authorized', '1'),
      usb('drivers/usb-storage/unbind', '1-3.1:1.0'),
      usb('drivers/usbhid/new_id', '46f4 0001'),
      usb('drivers_probe', '1-3.1:1.0'),
      usb('drivers_autoprobe', '0'),
      usb('devices/1-2/bConfigurationValue', '0'),
      usb('devices/1-2/bConfigurationValue', '1'),
      usb('drivers_autoprobe', '1'),
      usb('drivers_probe', '1-2:1.0'),
      { do: 'rmmod', module: 'usb-storage' },
      { do: 'modprobe', module: 'usb-storage' },
      usb('devices/1-3/remove', '1'),
    ],
  },
  {
    id: 'virtio',
    devices: [
      ...['virtio-net-pci,addr=2', 'virtio-rng-pci,addr=3', 'virtio-balloon-pci,addr=4'],
      ...['virtio-serial-pci,addr=5', 'virtio-keyboard-pci,addr=6', 'virtio-gpu-pci,addr=7'],
    ],
    steps: [
      virtio('drivers/virtio_net/unbind', 'virtio0'),
      virtio('drivers/virtio_rng/bind', 'virtio0'),
      virtio('drivers_autoprobe', '0'),
      driver('virtio-pci', 'unbind', '0000:00:02.0'),
      driver('virtio-pci', 'bind', '0000:00:02.0'),
      virtio('drivers_autoprobe', '1'),
      { do: 'rmmod', module: 'virtio_balloon' },
      { do: 'modprobe', module: 'virtio_balloon' },
      { do: 'rmmod', module: 'virtio_net' },
      { do: 'modprobe', module: 'virtio_net' },
    ],
  },
  {
    id: 'platform',
    devices: ['intel-hda,addr=2', 'hda-duplex', 'pci-testdev,addr=3'],
    steps: [
      platform('drivers/pcspkr/unbind', 'pcspkr'),
      platform('devices/pcspkr/driver_override', 'serial8250'),
      platform('drivers/pcspkr/bind', 'pcspkr'),
      platform('drivers_probe', 'pcspkr'),
      platform('devices/pcspkr/driver_override', ''),
      platform('drivers_probe', 'pcspkr'),
      { do: 'rmmod', module: 'pcspkr' },
      platform('drivers_autoprobe', '0'),
      { do: 'modprobe', module: 'pcspkr' },
      platform('drivers_probe', 'pcspkr'),
      platform('drivers_autoprobe', '1'),
      driver('snd_hda_intel', 'unbind', '0000:00:02.0'),
      driver('snd_hda_intel', 'bind', '0000:00:02.0'),
      driver('i801_smbus', 'unbind', '0000:00:1f.3'),
      pci('drivers_probe', '0000:00:1f.3'),
    ],
  },
];

function pci(file: string, value: string): RealStep {
  return { do: 'write', file: `bus/pci/${file}`, value };
}

/** A file of a device on the root bus. */
function device(address: string, file: string, value: string): RealStep {
  return pci(`devices/0000:00:${address}/${file}`, value);
}

/** A file of the disk behind the root port. */
function disk(file: string, value: string): RealStep {
  return pci(`devices/0000:01:00.0/${file}`, value);
}

function driver(name: string, file: string, value: string): RealStep {
  return pci(`drivers/${name}/${file}`, value);
}

function usb(file: string, value: string): RealStep {
  return { do: 'write', file: `bus/usb/${file}`, value };
}

function virtio(file: string, value: string): RealStep {
  return { do: 'write', file: `bus/virtio/${file}`, value };
}

function platform(file: string, value: string): RealStep {
  return { do: 'write', file: `bus/platform/${file}`, value };
}
