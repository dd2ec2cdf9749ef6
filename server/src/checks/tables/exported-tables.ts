// MK-3, MK-4, MK-5: what MODULE_DEVICE_TABLE exports, and what comes of it. Kernel: scripts/mod/file2alias.c.
import type { RootModel } from '../../db/model.ts';
import { announcedAliases } from '../../driver-core/alias.ts';
import type { BusType, Driver, MatchTable, Module } from '../../driver-core/topology.ts';
import type { Edit, Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factOfDriver } from '../driver-bodies.ts';
import { driverTables, type RowFact } from '../driver-rows.ts';

const SOURCE = 'scripts/mod/file2alias.c:handle_moddevtable';

export const tableNotExported: Check<'driver'> = {
  code: 'MK-3',
  aliases: [],
  title: 'a table that is not exported',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run: notExported,
  doc: {
    why: 'Without `MODULE_DEVICE_TABLE()` a table serves the match and nothing else: no alias of it gets into `modules.alias`, so the uevent of a device finds no module and the driver binds only if somebody loads it by name. That is right for a driver that is built in, that its provider loads, or that writes its aliases by hand.',
    source: [SOURCE, 'domain rules MA-4, MK-3'],
    firing: `driver old on pci { id_table { { vendor = 0x1234; device = 0x0001; } } no_module_device_table; }
`,
    corrected: `driver old on pci { id_table { { vendor = 0x1234; device = 0x0001; } } }
`,
  },
};

export const tableWithoutAlias: Check<'driver'> = {
  code: 'MK-4',
  aliases: [],
  title: 'a table of a type that modpost does not know',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run: withoutAlias,
  doc: {
    why: '`MODULE_DEVICE_TABLE(mcb, …)` compiles, since the macro only makes a symbol, but modpost turns into aliases what is listed in file2alias.c and passes over the rest in silence. Drivers on such a bus (mcb, nd, cxl, dsa, xen, arm_ffa …) write a `MODULE_ALIAS()` for each id.',
    source: [SOURCE, 'drivers/gpio/gpio-menz127.c: MODULE_ALIAS("mcb:16z127")', 'domain rules MA-3, MK-4'],
    firing: `driver z127-gpio on mcb { id_table 127; }
`,
    corrected: `driver z127-gpio on mcb { id_table 127; aliases = "mcb:16z127"; }
`,
  },
};

export const exportOfOtherTable: Check<'driver'> = {
  code: 'MK-5',
  aliases: [],
  title: 'MODULE_DEVICE_TABLE of a table that the driver does not match by',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run: otherTable,
  doc: {
    why: '`MODULE_DEVICE_TABLE()` and the table pointer of the driver struct are two statements, and nothing ties them together. A table that is exported but not set in the driver loads the module for devices that it then does not match; the table that is set loads nothing.',
    source: ['include/linux/module.h:MODULE_DEVICE_TABLE', 'domain rule MK-5'],
    firing: `driver sensor on i2c { id_table tmp102; module_device_table = of_match_table; }
`,
    corrected: `driver sensor on i2c { id_table tmp102; of_match_table "ti,tmp102"; }
`,
  },
};

function* notExported({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  const said =
    factOfDriver(declared, 'no_module_device_table', model) ??
    factOfDriver(declared, 'module_device_table', model);
  if (!bus || !said || strangers(driver).length > 0) return;
  const silent = driverTables(driver, declared, model)
    .filter(({ table, rows }) => rows.length > 0 && isAnnounced(bus, table) && !table.noAlias)
    .map(({ table }) => table.name)
    .filter((name) => !isExported(driver, name));
  if (silent.length === 0 || !needsAlias(driver, model)) return;
  const names = silent.map((it) => `\`${it}\``).join(' and ');
  const [verb, pronoun] = silent.length === 1 ? ['is', 'it'] : ['are', 'them'];
  yield {
    message: `${names} ${verb} not exported: no module alias comes of ${pronoun}, and nothing else loads \`${driver.module}\` for a device of \`${driver.bus}\``,
    place: { item: said.item, site: said.fact.site },
    fixes: () => [{ title: `Export ${names}`, edits: [exportAlso(silent, said)], preferred: true }],
  };
}

/** Adds them to the list; the flag that says “none” goes. */
function exportAlso(tables: readonly string[], { fact, item }: RowFact): Edit {
  const last = fact.values.at(-1);
  return last
    ? { act: 'replace', place: { item, site: last.site }, text: [last.text, ...tables].join(', ') }
    : { act: 'delete', place: { item, site: fact.site } };
}

function* withoutAlias({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  if (!bus) return;
  for (const { table, rows, home } of driverTables(driver, declared, model)) {
    if (!table.noAlias || rows.length === 0 || !isAnnounced(bus, table)) continue;
    if (!needsAlias(driver, model)) return;
    const aliases = [...new Set(rows.flatMap((row) => announcedAliases(bus, driver, table.name, row)))];
    yield {
      message: `no module alias comes of a \`${table.struct}\` table: nothing loads \`${driver.module}\` for a device of \`${driver.bus}\` without \`aliases\``,
      place: home,
      fixes: () => (aliases.length > 0 ? [writeAliases(aliases, home)] : []),
    };
  }
}

function writeAliases(aliases: readonly string[], place: Report['place']): Fix {
  const texts = aliases.map((it) => `"${it}"`).join(', ');
  return {
    title: `Write ${aliases.length === 1 ? `\`${texts}\`` : 'the aliases'}`,
    edits: [{ act: 'insert-inside', place, text: `aliases = ${texts};` }],
    preferred: true,
  };
}

function* otherTable({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const said = factOfDriver(declared, 'module_device_table', model);
  const missed = Object.keys(driver.tables).filter((it) => !isExported(driver, it));
  for (const value of said?.fact.values ?? []) {
    if (!said || driver.tables[value.text]) continue;
    const place = { item: said.item, site: value.site };
    const [meant] = missed;
    yield {
      message: `\`${driver.name}\` does not match by \`${value.text}\`: exporting it loads the module for devices that it does not bind`,
      place,
      fixes: () =>
        meant !== undefined
          ? [
              {
                title: `Export \`${meant}\``,
                edits: [{ act: 'replace', place, text: meant }],
                preferred: true,
              },
            ]
          : [],
    };
  }
}

/** Nobody loads the module otherwise: it is not built in, not loaded by hand or with another, and has no written aliases. */
function needsAlias(driver: Driver, model: RootModel): boolean {
  const { modules } = model.topology;
  const module = modules.get(driver.module);
  const isBuiltin = driver.flags.has('builtin') || module?.builtin === true;
  const hasAlias = driver.aliases.length > 0 || (module?.aliases.length ?? 0) > 0;
  if (isBuiltin || hasAlias || model.run.modules.get(driver.module)?.loaded === true) return false;
  return ![...modules.values()].some((it) => brings(it, driver.module));
}

function brings({ depends, softdepPre, softdepPost }: Module, name: string): boolean {
  return [depends, softdepPre, softdepPost].some((names) => names.includes(name));
}

/** A device of the bus says its ids in terms of this table. */
function isAnnounced({ devices }: BusType, { name }: MatchTable): boolean {
  return devices.some(({ modalias, requestModule }) =>
    name === 'id_table'
      ? requestModule !== undefined || modalias.some(({ value }) => 'format' in value)
      : modalias.some(({ value }) => 'table' in value && value.table === name),
  );
}

function isExported({ flags, exportedTables }: Driver, table: string): boolean {
  return !flags.has('no_module_device_table') && exportedTables?.includes(table) !== false;
}

/** Exported tables that it does not have: MK-5 says it. */
function strangers({ exportedTables = [], tables }: Driver): readonly string[] {
  return exportedTables.filter((it) => tables[it] === undefined);
}
