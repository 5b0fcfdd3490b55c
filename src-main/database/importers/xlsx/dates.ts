/** What a number with the format of a date stands for. */
export type DateKind = 'date' | 'timestamp' | 'time' | 'duration';

/** Formats that are built into Excel, by number. */
const builtIn: Readonly<Record<number, DateKind>> = {
  ...{
    14: 'date',
    15: 'date',
    16: 'date',
    17: 'date',
    18: 'time',
    19: 'time',
    20: 'time',
    21: 'time',
    22: 'timestamp',
  },
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date' as const])),
  ...Object.fromEntries([32, 33, 34, 35, 55, 56, 45, 47].map((id) => [id, 'time' as const])),
  46: 'duration',
};

/** The kind of date that a format shows; `null` for one of numbers or text. `code` is absent for built-in formats. */
export function dateKindOf(id: number, code: string | undefined): DateKind | null {
  if (code === undefined) return builtIn[id] ?? null;
  const [first = ''] = code.split(';');
  if (/^\s*general\s*$/i.test(first)) return null;
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'duration';
  // Colours, conditions, text and what is escaped says nothing.
  const plain = first.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  const hasTime = /[hs]/.test(plain);
  const hasDate = /[yd]/.test(plain) || (/m/.test(plain) && !hasTime);
  if (hasDate) return hasTime ? 'timestamp' : 'date';
  return hasTime ? 'time' : null;
}

const day = 86_400_000;

/** A day that Excel has and the calendar has not. */
export const never = '1900-02-29';

/**
 * A serial number as text: `2026-11-05`, `2026-11-05 12:00:00.5`, `12:00:00`, to the millisecond, as the writers of Excel
 * files round it. Excel counts a 29 February 1900 that never was. `null` for numbers that are no dates.
 */
export function dateText(serial: number, kind: DateKind, is1904: boolean): string | null {
  if (kind === 'duration') return durationText(serial);
  if (serial < 0 || serial >= 2_958_466) return null;
  if (kind === 'time' && serial < 1) return timeText(Math.round(serial * day) % day);
  if (!is1904 && Math.floor(serial) === 60)
    return kind === 'date' && serial === 60 ? never : `${never} ${timeText(Math.round((serial - 60) * day) % day)}`;
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const moment = new Date(first + Math.round(serial * day));
  const text = moment.toISOString();
  const milliseconds = moment.getTime() - Math.floor(moment.getTime() / day) * day;
  return kind === 'date' && milliseconds === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${timeText(milliseconds)}`;
}

function timeText(milliseconds: number): string {
  const [whole = '', fraction = ''] = new Date(milliseconds).toISOString().slice(11, 23).split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? whole : `${whole}.${digits}`;
}

function durationText(serial: number): string {
  const all = Math.round(Math.abs(serial) * day);
  const hours = String(Math.floor(all / 3_600_000)).padStart(2, '0');
  return `${serial < 0 ? '-' : ''}${hours}${timeText(all % 3_600_000).slice(2)}`;
}
