const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** As `YYYY-MM-DD HH:MM:SS[.ffffff]` in UTC; counts of seconds or milliseconds since 1970 are times too. */
export function momentOf(text: string): string | null {
  const trimmed = text.trim();
  if (/^\d{9,10}(\.\d+)?$/.test(trimmed)) return printed(new Date(Number(trimmed) * 1000));
  if (/^\d{12,13}$/.test(trimmed)) return printed(new Date(Number(trimmed)));
  const parts = written.exec(trimmed);
  if (parts === null) return null;
  const [, day, minutes = '00:00', seconds = ':00', fraction = '', zone] = parts;
  const offset =
    zone === undefined || zone === 'Z'
      ? '+00:00'
      : zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, h, m = '00') => `${h}:${m}`);
  const moment = new Date(`${day}T${minutes}${seconds}${offset}`);
  if (Number.isNaN(moment.getTime())) return null;
  if (offset === '+00:00' && !moment.toISOString().startsWith(day as string)) return null;
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')}${fraction.slice(0, 7)}`;
}

function printed(moment: Date): string | null {
  if (Number.isNaN(moment.getTime())) return null;
  return moment
    .toISOString()
    .slice(0, -1)
    .replace('T', ' ')
    .replace(/\.000$/, '');
}
