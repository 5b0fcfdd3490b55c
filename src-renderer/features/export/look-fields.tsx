import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ChartLook, chartLookSchema } from '#shared/chart/request.ts';
import classes from './chart-dialog.module.css';

export const initialLook: ChartLook = chartLookSchema.parse({});

interface LookFieldsProps {
  readonly look: ChartLook;
  change(part: Partial<ChartLook>): void;
}

const fields = [
  { key: 'width', label: 'Width in mm', least: 20, most: 1000 },
  { key: 'height', label: 'Height in mm', least: 20, most: 1000 },
  { key: 'text', label: 'Text in points', least: 4, most: 30 },
  { key: 'dpi', label: 'Pixels per inch', least: 50, most: 1200 },
] as const;

const themes = [
  { value: 'paper', label: 'Paper' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Size, text and theme of charts. */
export function LookFields({ look, change }: LookFieldsProps): ReactNode {
  return (
    <>
      <div className={classes.fields}>
        {fields.map(({ key, label, least, most }) => (
          <NumberInput
            key={key}
            label={label}
            min={least}
            max={most}
            allowDecimal={key !== 'dpi'}
            value={look[key]}
            onChange={(value) => change({ [key]: typeof value === 'number' ? value : Number.NaN })}
          />
        ))}
      </div>
      <Select
        label="Theme"
        data={themes}
        value={look.theme}
        allowDeselect={false}
        onChange={(next) => next !== null && change({ theme: next as ChartLook['theme'] })}
      />
    </>
  );
}
