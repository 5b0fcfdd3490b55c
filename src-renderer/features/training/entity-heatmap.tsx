import { type ReactNode, useMemo } from 'react';
import type { EntityHeat, HeatCell } from '#shared/model/training.ts';
import { countOf, roundNumber } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { shareColour } from '../occupancy/state-colours.ts';
import { dateText, EPOCH } from '../series/dates.ts';
import { unitText } from '../series/unit.ts';
import type { EntityProps } from './entity-panels.tsx';
import { StripFrame } from './strip-frame.tsx';
import classes from './training.module.css';
import { useEntityHeat } from './use-training.ts';

const ROW = 18;

/** Intersections and their approaches down, time across: how much there was where, at one glance. */
export function EntityHeatmap({ database, episode, entities, measure, width, crosshair }: EntityProps): ReactNode {
  const asked = useEntityHeat(database, { episode, measure: measure.id }, width);
  const range = useMemo(() => rangeOf(asked.data), [asked.data]);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined || asked.data.rows.length === 0 || width === 0) return null;
  const { x, columns, rows } = asked.data;
  const [least, greatest] = range;
  const unit = measure.unit === null ? '' : ` ${unitText(measure.unit)}`;
  const colour = ({ mean }: HeatCell) => shareColour(greatest > least ? (mean - least) / (greatest - least) : 0.5);
  const names = rows.map(({ entity, part }) => (part === null ? entity : `${entity}, ${part}`));
  const tell = (row: number, column: number): string => {
    const cell = rows[row]?.cells[column] ?? null;
    const where = `${names[row] ?? ''} · ${placeText(x, columns.starts[column] ?? 0)}`;
    return cell === null ? `${where} · nothing was logged` : `${where} · ${cellText(cell, unit)}`;
  };
  const about = `${measure.title} by ${entities.word[0]} and ${entities.part[0]} over time`;
  return (
    <figure className={classes.figure}>
      <figcaption>
        {about}
        {!columns.single && ', mean of several times in a column'}
      </figcaption>
      <StripFrame
        {...{ x, columns, width, crosshair, tell }}
        label={about}
        rows={names}
        rowHeight={ROW}
        idle="Hatched: nothing was logged"
        draw={(row, places) =>
          rows[row]?.cells.map((cell, at) => {
            if (cell === null) return null;
            const { at: left, wide } = places(at);
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is named by its column
            return <rect key={at} x={left} width={wide + 0.3} height={ROW - 1} fill={colour(cell)} />;
          })
        }
      />
      <Scale {...{ least, greatest, unit }} />
    </figure>
  );
}

function placeText(x: EntityHeat['x'], value: number): string {
  return x.unit === EPOCH ? dateText(value) : `${x.title.toLowerCase()} ${roundNumber(value, 7)}`;
}

function cellText({ mean, least, greatest, values }: HeatCell, unit: string): string {
  if (values === 1) return `${roundNumber(mean)}${unit}`;
  const between = `${roundNumber(least)} to ${roundNumber(greatest)}`;
  return `mean ${roundNumber(mean)}${unit}, ${between}, of ${countOf(values, ['value', 'values'])}`;
}

function rangeOf(heat: EntityHeat | undefined): readonly [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of heat?.rows.flatMap(({ cells }) => cells) ?? []) {
    if (cell === null) continue;
    least = Math.min(least, cell.mean);
    greatest = Math.max(greatest, cell.mean);
  }
  return [least, greatest];
}

interface ScaleProps {
  readonly least: number;
  readonly greatest: number;
  readonly unit: string;
}

function Scale({ least, greatest, unit }: ScaleProps): ReactNode {
  const stops = Array.from({ length: 6 }, (_, at) => shareColour(at / 5)).join(', ');
  return (
    <div className={classes.scale}>
      {roundNumber(least)}
      <span style={{ background: `linear-gradient(to right, ${stops})` }} />
      {roundNumber(greatest)}
      {unit}
    </div>
  );
}
