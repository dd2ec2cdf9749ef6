// The text that "New Topology" begins with: two drivers, three devices, one of them unbound.

export const FIRST_TOPOLOGY = `// Two drivers, three devices. Which binds?
driver e1000e on pci {
    id_table { { vendor = 0x8086; device = 0x1502; } }
}
driver iwlwifi on pci {
    id_table { { vendor = 0x8086; device = 0x0082; } }
}
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:02:00.0 on pci { vendor = 0x8086; device = 0x0082; }
device 0000:00:1f.3 on pci { vendor = 0x8086; device = 0x1e22; }
`;
