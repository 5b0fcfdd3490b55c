import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Measure } from '#shared/model/experiment.ts';
import { unitText } from './unit.ts';

interface MeasurePickerProps {
  /** `undefined` while they are read. */
  readonly measures: readonly Measure[] | undefined;
  readonly value: string | undefined;
  onChange(measure: string): void;
}

const nothing: readonly Measure[] = [];

/** Which measure is drawn, with its unit. */
export function MeasurePicker({ measures = nothing, value, onChange }: MeasurePickerProps): ReactNode {
  return (
    <Select
      aria-label="Measure"
      size="xs"
      w={230}
      data={measures.map((measure) => ({ value: measure.id, label: measureLabel(measure) }))}
      value={value ?? null}
      onChange={(next) => next !== null && onChange(next)}
      searchable={measures.length > 8}
      allowDeselect={false}
      disabled={measures.length === 0}
      placeholder={measures === nothing ? '' : 'No measures'}
      nothingFoundMessage="No measure is called that"
      maxDropdownHeight={320}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

export const measureLabel = ({ title, unit }: Pick<Measure, 'title' | 'unit'>): string =>
  unit === null ? title : `${title} (${unitText(unit)})`;

/** The measure that was asked for if there is one, otherwise one that the lens recommends, or the first of the level. */
export function chooseMeasure(
  measures: readonly Measure[],
  wanted: string | undefined,
  level?: Measure['level'],
): Measure | undefined {
  return (
    measures.find(({ id }) => id === wanted) ??
    measures.find(({ recommended }) => recommended === true) ??
    measures.find((measure) => level === undefined || measure.level === level) ??
    measures[0]
  );
}
