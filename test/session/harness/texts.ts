// Topologies that the session tests share.

export const A = 'file:///w/a.topo';
export const B = 'file:///w/b.topo';

/** One device that binds and one that no driver knows. */
export const TWO_DEVICES = `driver e1000e on pci {
    id_table { { vendor = 0x8086; device = 0x1502; } }
}
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:03:00.0 on pci { vendor = 0x15b3; device = 0x1017; }
`;
