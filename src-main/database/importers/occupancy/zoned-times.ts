/** Microseconds since 1970, which a double holds exactly until the year 2255. */
export type Micros = number;

const written =
  /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?\s*$/;

/** A moment, or why there is none. */
export type Moment = { readonly micros: Micros } | { readonly reason: string };

/**
 * Reads times of one file. Those without a zone are of `timeZone`; the hour that comes twice when clocks are put back is
 * told apart by the order of a sensor's readings.
 */
export class ZonedTimes {
  readonly #zone: Zone;
  readonly #last = new Map<string, Micros>();
  /** Times without a zone, and those of them that came twice. */
  local = 0;
  repeated = 0;

  constructor(timeZone: string) {
    this.#zone = zoneOf(timeZone);
  }

  moment(text: string, entity: string): Moment {
    const parts = written.exec(text);
    if (parts === null) return { reason: `“${text.slice(0, 60)}” is no time` };
    const wall = wallOf(parts);
    if (wall === null) return { reason: `There is no such time as ${text.trim()}` };
    const zone = parts[8];
    const found = zone === undefined ? this.#local(wall, entity, text) : { micros: wall - offsetOf(zone) };
    if ('micros' in found) this.#last.set(entity, found.micros);
    return found;
  }

  #local(wall: Micros, entity: string, text: string): Moment {
    this.local += 1;
    const found = this.#zone.instants(wall);
    const [earlier, later] = found;
    if (earlier === undefined)
      return { reason: `${text.trim()} does not exist in ${this.#zone.name}: clocks were put forward` };
    if (later === undefined) return { micros: earlier };
    this.repeated += 1;
    return { micros: (this.#last.get(entity) ?? Number.NEGATIVE_INFINITY) > earlier ? later : earlier };
  }
}

/** What a clock on the wall shows, as if it showed UTC; `null` for a 30th of February. */
function wallOf(parts: readonly (string | undefined)[]): Micros | null {
  const [year, month, day, hour, minute, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year as number, (month as number) - 1, day, hour, minute, second);
  const date = new Date(wall);
  const same = date.getUTCMonth() + 1 === month && date.getUTCDate() === day && date.getUTCHours() === hour;
  return same ? wall * 1000 + Number((parts[7] ?? '').padEnd(6, '0').slice(0, 6)) : null;
}

function offsetOf(zone: string): Micros {
  const parts = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 60_000_000;
}

const quarter = 900_000_000;
const day = 86_400_000_000;

/** A time zone's offsets, looked up once a quarter of an hour: no clock is put forward or back in between. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, Micros>();

  constructor(name: string) {
    this.name = name;
    const number = 'numeric' as const;
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: name, hourCycle: 'h23', era: 'short' },
      ...{ year: number, month: number, day: number, hour: number, minute: number, second: number },
    });
  }

  /** What is added to UTC at a moment. */
  offset(at: Micros): Micros {
    const start = Math.floor(at / quarter) * quarter;
    const known = this.#offsets.get(start);
    if (known !== undefined) return known;
    const part = Object.fromEntries(this.#format.formatToParts(start / 1000).map(({ type, value }) => [type, value]));
    const of = (name: string) => Number(part[name]);
    const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) * 1000;
    this.#offsets.set(start, wall - start);
    return wall - start;
  }

  /** The moments at which clocks show a time: one, none or two, in order. */
  instants(wall: Micros): readonly Micros[] {
    const offsets = new Set([this.offset(wall - day), this.offset(wall + day)]);
    const found = [...offsets].map((each) => wall - each).filter((at) => at + this.offset(at) === wall);
    return found.sort((a, b) => a - b);
  }
}

const zones = new Map<string, Zone>();

export function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? new Zone(name);
  zones.set(name, zone);
  return zone;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `YYYY-MM-DD HH:MM:SS.ffffff`, UTC. */
export function printed(micros: Micros): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = String(micros - milliseconds * 1000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, 23).replace('T', ' ')}${rest}`;
}
