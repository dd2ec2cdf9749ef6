// What the library's formats read out of announcements; the strings are those that machines send.
import assert from 'node:assert/strict';
import test from 'node:test';
import { outlineOf } from '../../server/src/importers/library-outline.ts';
import { type IdentityValue, readModalias } from '../../server/src/importers/read-modalias.ts';
import { libraryFiles } from '../../server/src/stdlib/index.ts';

const cases = `
pci                 pci:v000015B3d0000101Esv000015B3sd00000023bc02sc00i00   vendor=000015b3 device=0000101e subvendor=000015b3 subdevice=00000023 class=020000
usb                 usb:v046DpC52Bd1201dc00dsc00dp00ic03isc01ip02in01       idVendor=046d idProduct=c52b bcdDevice=1201 bDeviceClass=00 bDeviceSubClass=00 bDeviceProtocol=00 bInterfaceClass=03 bInterfaceSubClass=01 bInterfaceProtocol=02 bInterfaceNumber=01
usb                 usb:v046DpC52Bd1201dc00dsc00dp00ic03isc01ip02           idVendor=046d idProduct=c52b bcdDevice=1201 bDeviceClass=00 bDeviceSubClass=00 bDeviceProtocol=00 bInterfaceClass=03 bInterfaceSubClass=01 bInterfaceProtocol=02
hid                 hid:b0003g0001v0000046Dp0000C52B                        bus=0003 group=0001 vendor=0000046d product=0000c52b
virtio              virtio:d00000001v00001AF4                               device=00000001 vendor=00001af4
auxiliary           auxiliary:mlx5_core.eth                                 match_name=mlx5_core.eth
platform            platform:serial8250                                     name=serial8250
i2c                 i2c:lm75                                                name=lm75
spi                 spi:spi-nor                                             name=spi-nor
serio               serio:ty06pr01id02ex03                                  type=06 proto=01 id=02 extra=03
scsi                scsi:t-0x05                                             type=05
sdio                sdio:c00v02D0dA9A6                                      class=00 vendor=02d0 device=a9a6
hdaudio             hdaudio:v10EC0256r00100002a01                           vendor_id=10ec0256 rev_id=00100002 api_version=01
wmi                 wmi:05901221-D566-11D1-B2F0-00A0C9062910                guid=05901221-D566-11D1-B2F0-00A0C9062910
vmbus               vmbus:635161f83edfc546913ff2d2f965ed0e                  guid=f8615163-df3e-46c5-913f-f2d2f965ed0e
mei                 mei::b638ab7e-94e2-4ea2-a552-d1c54b627f04:0A:           uuid=b638ab7e-94e2-4ea2-a552-d1c54b627f04 version=0a
mei                 mei:wdt:05b79a6f-4628-4d7f-899d-a91514cb32ab:01:        name=wdt uuid=05b79a6f-4628-4d7f-899d-a91514cb32ab version=01
amba                amba:d00241011                                          periphid=00241011
ccw                 ccw:t3990mE9dt3390dm0C                                  cu_type=3990 cu_model=e9 dev_type=3390 dev_model=0c
ccw                 ccw:t3215m00dtdm                                        cu_type=3215 cu_model=00
css                 css:t0                                                  type=0
ap                  ap:t0A                                                  dev_type=0a
vio                 vio:TnetworkSIBM,l-lan                                  type=network compat=IBM,l-lan
typec               typec:idFF01m01                                         svid=ff01 mode=01
thunderbolt         tbsvc:knetworkp00000001v00000001r00000001               protocol_key=network protocol_id=00000001 protocol_version=00000001 protocol_revision=00000001
soundwire           sdw:m01FAp4243v03c01                                    mfg_id=01fa part_id=4243 sdw_version=03 class_id=01
nd                  nd:t4                                                   type=4
ssb                 ssb:v4243id0806rev0D                                    vendor=4243 coreid=0806 revision=0d
bcma                bcma:m04BFid0812rev2Acl00                               manuf=04bf id=0812 rev=2a class=00
firewire            ieee1394:ven00001234mo00005678sp0000609Ever00010483     vendor_id=00001234 model_id=00005678 specifier_id=0000609e version=00010483
pcmcia              pcmcia:m0101c0562f06fn00pfn00pa3E7D5A0Bpb00000000pc00000000pd00000000  manf_id=0101 card_id=0562 func_id=06 function=00 device_no=00 prod_id_hash1=3e7d5a0b prod_id_hash2=00000000 prod_id_hash3=00000000 prod_id_hash4=00000000
xen                 xen:vif                                                 devicetype=vif
surface_aggregator  ssam:d01c0Et02i00f01                                    domain=01 category=0e target=02 instance=00 function=01
mcb                 mcb:16z125                                              device=125
ishtp               ishtp:{33AECD58-B679-4E54-9BD9-A04D34F0C226}            guid=33AECD58-B679-4E54-9BD9-A04D34F0C226
fsl-mc              fsl-mc:v00001957ddpni                                   vendor=00001957 obj_type=dpni
pci                 acpi:PNP0A08:                                           nothing
pci                 pci:v00008086                                           vendor=00008086
`;

const library = outlineOf(libraryFiles().values());

const show = (value: IdentityValue) => (value.kind === 'hex' ? value.digits : value.text);

for (const line of cases.trim().split('\n')) {
  const [bus = '', modalias = '', ...fields] = line.split(/\s+/);
  test(`read ${modalias} on ${bus}`, () => {
    const formats = (library.buses.get(bus) ?? []).flatMap((kind) => kind.modaliases);
    const read = formats.map((format) => readModalias(format, modalias)).find((it) => it !== undefined);
    const actual = [...(read ?? [])].map(([name, value]) => `${name}=${show(value)}`);
    assert.deepEqual(actual, fields[0] === 'nothing' ? [] : fields);
  });
}
