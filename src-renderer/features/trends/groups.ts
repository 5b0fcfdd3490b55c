import type { Measure } from '#shared/model/experiment.ts';
import { unitText } from '../series/unit.ts';

/** Measures that share an axis. */
export interface MeasureGroup {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly measures: readonly Measure[];
}

/** One group per unit, in the order of the measures; measures without a unit have nothing in common and stand alone. */
export function groupByUnit(measures: readonly Measure[]): readonly MeasureGroup[] {
  const groups = Map.groupBy(measures, ({ id, unit }) => (unit === null ? `measure ${id}` : `unit ${unit}`));
  return [...groups].map(([id, members]) => {
    const unit = members[0]?.unit ?? null;
    const titles = members.map(({ title }) => title).join(', ');
    return { id, title: unit === null ? titles : `${titles} (${unitText(unit)})`, unit, measures: members };
  });
}

/** Those that were chosen, in the order of choosing; else the ones the lens recommends, or the first. */
export function chosenMeasures(measures: readonly Measure[], wanted: readonly string[]): readonly Measure[] {
  const chosen = wanted.flatMap((id) => measures.find((measure) => measure.id === id) ?? []);
  if (chosen.length > 0) return chosen;
  const recommended = measures.filter((measure) => measure.recommended === true).slice(0, 2);
  return recommended.length > 0 ? recommended : measures.slice(0, 1);
}

/** Measures as a list to choose from: those whose title, unit or id has every word, under headings by level and unit. */
export function listed(measures: readonly Measure[], search: string): readonly MeasureGroup[] {
  const words = search.toLowerCase().split(/\s+/);
  const found = measures.filter(({ id, title, unit }) => {
    const text = `${title} ${id} ${unit ?? ''} ${unit === null ? '' : unitText(unit)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(found, ({ level, unit }) => `${level} ${unit ?? ''}`);
  return [...groups].map(([id, members]) => {
    const unit = members[0]?.unit ?? null;
    return { id, title: unit === null ? 'no unit' : unitText(unit), unit, measures: members };
  });
}
