// Takes out of sysfs names what identifies one unit: MAC addresses everywhere, and the numbers of single pieces where a bus
// names its devices by them. Each becomes a counted stand-in of the same shape, so that names stay distinct and readable.

export interface AnonymousNames {
  /** The name as it may be printed; the same unit gets the same stand-in in every name. */
  nameOf(name: string, subsystem: string | undefined): string;
}

export function anonymousNames(): AnonymousNames {
  const units = new Map<string, number>();
  const count = (unit: string) => {
    const known = units.get(unit) ?? units.size + 1;
    units.set(unit, known);
    return known.toString(16);
  };
  return {
    nameOf(name, subsystem) {
      const withoutMac = name.replace(MAC, (mac) => inShapeOf(mac, count(foldMac(mac))));
      const pattern = UNIT_IN_NAME[subsystem ?? ''];
      return pattern === undefined
        ? withoutMac
        : withoutMac.replace(pattern, (unit) => inShapeOf(unit, count(unit.toLowerCase())));
    },
  };
}

/** `00:11:22:33:44:55`, with `-` or `_` for the colons, or the 12 digits behind the `enx` of udev's name for a card. */
const MAC = /(?<![0-9a-f])[0-9a-f]{2}(?:[:_-][0-9a-f]{2}){5}(?![0-9a-f:])|(?<=^(?:en|wl|ww)x)[0-9a-f]{12}$/gi;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Buses whose names hold the number of one piece. The GUIDs of wmi, mei, tee and ishtp name a kind and stay. */
const UNIT_IN_NAME: Readonly<Record<string, RegExp>> = {
  mdev: UUID,
  vmbus: UUID,
  w1: /(?<=^[0-9a-f]{2}-)[0-9a-f]{12}$/gi,
};

function foldMac(mac: string): string {
  return mac.toLowerCase().replace(/[^0-9a-f]/g, '');
}

/** Zeros, and the number at the end; what is no digit stays where it is. */
function inShapeOf(unit: string, number: string): string {
  const digits = number.padStart(unit.replace(/[^0-9a-f]/gi, '').length, '0');
  let next = 0;
  return unit.replace(/[0-9a-f]/gi, () => digits.charAt(next++));
}
