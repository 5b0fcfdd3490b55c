import type { ReactNode } from 'react';
import { roundNumber } from '../../format/number.ts';
import { measureLabel } from '../series/measure-picker.tsx';
import type { Shade } from './shade.ts';
import classes from './stage.module.css';

/** What the colours of a measure say. */
export function ShadeLegend({ shade }: { readonly shade: Shade }): ReactNode {
  const { low, high, measure, colours } = shade;
  const stops = colours.filter((_, at) => at % 6 === 0 || at === colours.length - 1).join(', ');
  const middle = low / 2 + high / 2;
  return (
    <div
      className={classes.legend}
      role="img"
      aria-label={`Colours: ${measureLabel(measure)} from ${roundNumber(low)} to ${roundNumber(high)}`}
    >
      <span>{measureLabel(measure)}</span>
      <div className={classes.ramp} style={{ background: `linear-gradient(to right, ${stops})` }} />
      <div className={classes.ends}>
        <span>{roundNumber(low, 3)}</span>
        {high > low && <span>{roundNumber(middle, 3)}</span>}
        {high > low && <span>{roundNumber(high, 3)}</span>}
      </div>
    </div>
  );
}
