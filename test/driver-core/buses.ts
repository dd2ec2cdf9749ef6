// A few buses as the kernel has them, by hand: enough to try the driver core without the library.
import {
  bus,
  classType,
  deviceStruct,
  fails,
  field,
  format,
  modaliasOf,
  spec,
  table,
  when,
} from './build.ts';

export const ofTable = table(
  [
    field('char', 'compatible', { in: true, nocase: true, any: '', score: 4 }),
    field('char', 'type', { is: 'device_type', any: '', score: 2 }),
    field('char', 'name', { is: 'node_name', any: '', score: 1 }),
  ],
  {
    as: 'of_match_table',
    pick: 'best',
    end: ['compatible', 'type', 'name'],
    skips: [when('of_node_reused')],
    modalias: [format('of:N{node_name}T{device_type:or (null)}{compatible:each C}')],
    alias: [format('of:N{name}T{type}*C{compatible}'), format('of:N{name}T{type}*C{compatible}C*')],
  },
);

export const acpiTable = table(
  [
    field('char', 'id', { is: 'acpi_ids', in: true, any: '', by: 'acpi_id' }),
    field('u32', 'cls', { is: 'acpi_ids', mask: 'cls_msk', any: 0, by: 'acpi_class' }),
    field('u32', 'cls_msk', { compared: false }),
  ],
  {
    as: 'acpi_match_table',
    end: ['id', 'cls'],
    modalias: [format('acpi:{acpi_ids:each , after :}')],
    alias: [format('acpi*:{id}:*')],
  },
);

export const pci = bus('pci', {
  tables: [
    table(
      [
        field('u32', 'vendor', { any: 0xffffffff }),
        field('u32', 'device', { any: 0xffffffff }),
        field('u32', 'subvendor', { any: 0xffffffff }),
        field('u32', 'subdevice', { any: 0xffffffff }),
        field('u32', 'class', { mask: 'class_mask', any: 0 }),
        field('u32', 'class_mask', { compared: false }),
        field('flag', 'override_only'),
      ],
      { end: ['vendor', 'subvendor', 'class_mask'] },
    ),
  ],
  match: ['driver_override filters', 'new_id', 'id_table', 'driver_override'],
  probe: [fails('ENODEV', 'physfn.sriov_drivers_autoprobe == 0 and no driver_override')],
  walk: 'pci_bus_add_device',
  struct: {
    fields: [spec('u16', 'domain'), spec('u8', 'bus'), spec('u8', 'slot'), spec('u8', 'fn')],
    names: [format('{domain:04x}:{bus:02x}:{slot:02x}.{fn}')],
    modalias: [
      modaliasOf(
        'pci:v{vendor:08X}d{device:08X}sv{subvendor:08X}sd{subdevice:08X}bc{class[23:16]:02X}sc{class[15:8]:02X}i{class[7:0]:02X}*',
      ),
    ],
    aliasPrefix: [{ value: 'vfio_pci:', when: when('row.override_only') }],
    dma: 'own',
    iommu: true,
  },
});

export const platform = bus('platform', {
  tables: [table([field('char', 'name', { is: 'name' })], { end: ['name'] }), ofTable, acpiTable],
  match: [
    'driver_override',
    'of_match_table',
    'acpi_match_table',
    'id_table',
    'driver_name dev.name when no drv.id_table',
  ],
  struct: {
    fields: [spec('char', 'name'), spec('s32', 'id'), spec('u64', 'reg')],
    names: [format('{name}.{id}'), format('{reg:x}.{node_name}'), format('{name}')],
    modalias: [modaliasOf('of_match_table'), modaliasOf('acpi_match_table'), modaliasOf('platform:{name}')],
    dma: 'own',
    iommu: true,
  },
});

export const auxiliary = bus('auxiliary', {
  tables: [table([field('char', 'name', { is: 'match_name' })], { end: ['name'] })],
  match: ['id_table'],
  struct: {
    fields: [spec('char', 'match_name'), spec('u32', 'id')],
    names: [format('{match_name}.{id}')],
    modalias: [modaliasOf('auxiliary:{match_name}')],
    dma: 'parent',
  },
});

export const virtio = bus('virtio', {
  tables: [
    table([field('u32', 'device', { any: 0xffffffff }), field('u32', 'vendor', { any: 0xffffffff })], {
      end: ['device'],
    }),
  ],
  match: ['id_table'],
  names: ['virtio{n}'],
  modalias: ['virtio:d{device:08X}v{vendor:08X}*'],
  struct: { names: [format('virtio{n}')], dma: 'parent', alloc: 'creator' },
});

export const vdpa = bus('vdpa', {
  match: ['driver_override', 'any'],
  struct: { names: [format('vdpa{n}')], dma: 'dma_dev', alloc: 'core' },
});

export const mdev = bus('mdev', {
  match: ['never'],
  struct: {
    fields: [spec('char', 'uuid')],
    names: [format('{uuid}')],
    dma: 'none',
    alloc: 'core',
  },
});

export const usb = bus('usb', {
  tables: [
    table(
      [
        field('u16', 'idVendor', { wild: true }),
        field('u16', 'idProduct', { wild: true }),
        field('u16', 'bcdDevice_lo', { is: 'bcdDevice', bound: 'min', wild: true }),
        field('u16', 'bcdDevice_hi', { is: 'bcdDevice', bound: 'max', wild: true }),
        field('u8', 'bDeviceClass', { wild: true }),
        field('u8', 'bDeviceSubClass', { wild: true }),
        field('u8', 'bDeviceProtocol', { wild: true }),
        field('u8', 'bInterfaceClass', { wild: true, by: 'usb_interface' }),
        field('u8', 'bInterfaceSubClass', { wild: true, by: 'usb_interface' }),
        field('u8', 'bInterfaceProtocol', { wild: true, by: 'usb_interface' }),
        field('u8', 'bInterfaceNumber', { wild: true, by: 'usb_interface' }),
      ],
      {
        end: ['idVendor', 'idProduct', 'bDeviceClass', 'bInterfaceClass', 'driver_data'],
        alias: [
          format(
            'usb:v{idVendor:04X}p{idProduct:04X}d{bcdDevice:bcd}dc{bDeviceClass:02X}dsc{bDeviceSubClass:02X}dp{bDeviceProtocol:02X}ic{bInterfaceClass:02X}isc{bInterfaceSubClass:02X}ip{bInterfaceProtocol:02X}in{bInterfaceNumber:02X}*',
          ),
        ],
      },
    ),
  ],
  match: ['id_table', 'new_id', "any when no drv.id_table and devtype == 'usb_device'"],
  structs: [
    deviceStruct('usb_interface', {
      names: [format('{parent}:{bConfigurationValue}.{bInterfaceNumber}')],
      modalias: [
        modaliasOf(
          'usb:v{idVendor:04X}p{idProduct:04X}d{bcdDevice:04X}dc{bDeviceClass:02X}dsc{bDeviceSubClass:02X}dp{bDeviceProtocol:02X}ic{bInterfaceClass:02X}isc{bInterfaceSubClass:02X}ip{bInterfaceProtocol:02X}in{bInterfaceNumber:02X}*',
        ),
      ],
      inherits: ['idVendor', 'idProduct', 'bcdDevice', 'bDeviceClass', 'bDeviceSubClass', 'bDeviceProtocol'],
      dma: 'host',
    }),
    deviceStruct('usb_device', { names: [format('{busnum}-{devpath}')], dma: 'host' }),
  ],
  drivers: [
    { struct: 'usb_driver', serves: 'usb_interface' },
    { struct: 'usb_device_driver', serves: 'usb_device' },
  ],
});

export const hid = bus('hid', {
  tables: [
    table(
      [
        field('u16', 'bus', { any: 0xffff }),
        field('u16', 'group', { any: 0 }),
        field('u32', 'vendor', { any: 0xffffffff }),
        field('u32', 'product', { any: 0xffffffff }),
      ],
      { end: ['bus'] },
    ),
  ],
  match: ['new_id', 'id_table'],
  names: ['{bus:04X}:{vendor:04X}:{product:04X}.{n:04X}'],
  modalias: ['hid:b{bus:04X}g{group:04X}v{vendor:08X}p{product:08X}'],
});

export const amba = bus('amba', {
  tables: [
    table([field('u32', 'id', { is: 'periphid', mask: 'mask' }), field('u32', 'mask', { compared: false })], {
      end: ['mask'],
    }),
  ],
  match: ['fails EPROBE_DEFER when no periphid', 'driver_override', 'id_table'],
  modalias: ['amba:d{periphid:08X}'],
  struct: {
    names: [format('{reg:x}.{node_name}')],
    modalias: [modaliasOf('amba:d{periphid:08X}')],
    alias: [format('amba:d{id:?8X}')],
  },
});

export const cdx = bus('cdx', {
  tables: [
    table(
      [
        field('u16', 'vendor', { any: 0xffff }),
        field('u16', 'device', { any: 0xffff }),
        field('flag', 'override_only'),
      ],
      { end: ['vendor', 'device'] },
    ),
  ],
  match: ['never when is_bus', 'driver_override filters', 'id_table'],
});

/** Neither match callback nor table: every driver matches (LC-20). */
export const simple = bus('simple');

export const net = classType('net', { names: ['eth{n}'], udev: 'en{path}' });
export const devlink = classType('devlink', { noDevice: true, names: ['{parent.bus}/{parent}'] });
