import type { Series } from './experiment.ts';

/** What is said of lines whose x went back as it was written; '' where none did. */
export function restartsText(series: readonly Pick<Series, 'part' | 'backwards'>[]): string {
  const parts = new Map(series.flatMap(({ part }) => (part === undefined ? [] : [[part.of, part.parts - 1] as const])));
  const restarts = [...parts.values()].reduce((sum, each) => sum + each, 0);
  const backwards = series.reduce((sum, line) => sum + (line.backwards ?? 0), 0);
  const of = parts.size > 1 ? ` in ${parts.size} lines` : '';
  return [
    restarts > 0 ? `restarted ${times(restarts)}${of}` : '',
    backwards > 0 ? `x goes back ${times(backwards)} as it was written, so drawn by x` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
