// What a keyword writes besides itself, with tab stops. Keywords without a line here write themselves and a blank.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: tab stops of LSP snippets are written so
import type { Body } from '../../syntax/grammar.ts';

const SNIPPETS: Readonly<Partial<Record<Body, Readonly<Record<string, string>>>>> = {
  file: {
    import: 'import "$1.topo";$0',
    kernel: 'kernel ${1:6.12};$0',
    driver: 'driver ${1:name} on ${2:pci} {\n\tid_table {\n\t\t{ $0 }\n\t}\n}',
    device: 'device ${1:name} on ${2:pci} { $0 }',
    bus: 'bus ${1:foo} {\n\tdevice struct ${1:foo}_device {\n\t\t$0\n\t}\n\tdriver struct ${1:foo}_driver { requires probe; }\n\tid_table struct ${1:foo}_device_id { }\n\tmatch { id_table; }\n}',
    class: 'class ${1:name} {\n\trequires $0;\n}',
    contract: 'contract ${1:name} {\n\t$0\n}',
    table: 'table ${1:name} struct ${2:id} {\n\t$0\n}',
    module: 'module ${1:name} { $0 }',
    iommu: 'iommu ${1:name} { listens = ${2:pci}; }$0',
    extend: 'extend ${1|device,driver,module|} ${2:name} { $0 }',
    expect: 'expect ${1:device} ${2|bound,unbound,deferred,absent,waits|}$0;',
    order: 'order drivers $0;',
    scenario: 'scenario "${1:title}" {\n\t$0\n}',
    allow: 'allow ${1:CODE} "${2:reason}";$0',
    modprobe: 'modprobe { $0 }',
  },
  bus: {
    device: 'device struct ${1:name} {\n\t$0\n}',
    driver: 'driver struct ${1:name} { requires ${2:probe}; }$0',
    id_table: 'id_table struct ${1:name} {\n\t$0\n}',
    match: 'match { ${0:id_table;} }',
    values: 'values ${1:name} { $0 }',
    probe: 'probe { fails ${1:ENODEV} when $0; }',
  },
  driver: {
    uses: 'uses $0;',
    probe: 'probe {\n\t$0\n}',
    remove: 'remove {\n\t$0\n}',
    sriov_configure: 'sriov_configure { ${0:creates vf;} }',
    flavour: 'flavour ${1:name} {\n\t$0\n}',
  },
  module: { init: 'init { $0 }', exit: 'exit { $0 }', flavour: 'flavour ${1:name} {\n\t$0\n}' },
  steps: {
    needs: 'needs $0;',
    fails: 'fails ${1:ENODEV} when $0;',
    acquires: 'acquires ${1:irq} ${2:name} ${3:devm};$0',
    creates: 'creates ${1:auxiliary} ${2:name} as ${3:label};$0',
    registers: 'registers ${1:net};$0',
  },
  device: {
    device: 'device ${1:name} on ${2:bus} { $0 }',
    vf: 'vf ${1:name};$0',
    create: 'create ${1:name} flavour ${2:flavour} { $0 }',
    supplier: 'supplier ${1:device} as ${2:name};$0',
  },
};

export function snippetOf(body: Body, keyword: string): string | undefined {
  const own = SNIPPETS[body]?.[keyword];
  if (own !== undefined) return own;
  if (body === 'flavour') return SNIPPETS.steps?.[keyword];
  return keyword === 'allow' ? SNIPPETS.file?.allow : undefined;
}

/** A topology to begin with: a driver, a device that it fits, and what is expected. */
export const FIRST_TOPOLOGY = `driver \${1:e1000e} on pci {
	id_table { { vendor = \${2:0x8086}; device = \${3:0x1502}; } }
}
device \${4:0000:00:19.0} on pci { vendor = \${2:0x8086}; device = \${3:0x1502}; }
expect \${4:0000:00:19.0} bound \${1:e1000e};
$0`;
