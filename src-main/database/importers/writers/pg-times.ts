import { type ColumnValue, RowsFailed } from '../importer.ts';

/** Days and microseconds from 1970 to 2000, where Postgres begins to count. */
const daysTo2000 = 10_957;
const microsTo2000 = 946_684_800_000_000n;
const mostDays = 2 ** 31 - 1;
const mostMicros = 2n ** 63n - 1n;

/** A date as days since 2000: DuckDB's count of days since 1970, or text. Infinite ones are the largest counts. */
export function daysOf(value: ColumnValue): number {
  const days = typeof value === 'number' ? value : Number(microsOfText(String(value)) / 86_400_000_000n);
  if (Math.abs(days) === mostDays) return days > 0 ? mostDays : -mostDays - 1;
  return days - daysTo2000;
}

/** A timestamp as microseconds since 2000: DuckDB's count since 1970, or ISO text. */
export function microsecondsOf(value: ColumnValue): bigint {
  const micros = typeof value === 'bigint' ? value : microsOfText(String(value));
  if (micros === mostMicros) return mostMicros;
  if (micros === -mostMicros) return -mostMicros - 1n;
  return micros - microsTo2000;
}

/** A time of day in microseconds. */
export function timeOf(value: ColumnValue): bigint {
  return typeof value === 'bigint' ? value : microsOfText(`1970-01-01 ${String(value)}`);
}

const iso =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})0*)?)?)?\s*(?:([+-])(\d\d)(?::?(\d\d))?|Z)?$/;

function microsOfText(text: string): bigint {
  if (text === 'infinity') return mostMicros;
  if (text === '-infinity') return -mostMicros;
  const parts = iso.exec(text.trim());
  if (parts === null) throw new RowsFailed(`${text} is no date or time that Postgres holds`);
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', sign, zoneHours = 0, zoneMinutes = 0] =
    parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return BigInt(date.getTime() - zone * 60_000) * 1000n + BigInt(fraction.padEnd(6, '0'));
}
