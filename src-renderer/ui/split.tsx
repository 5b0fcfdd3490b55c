import { type ReactNode, useRef } from 'react';
import { useSetting } from '../client/settings.ts';
import { useElementSize } from './data-grid/use-element-size.ts';
import { Resizer } from './resizer.tsx';
import classes from './split.module.css';

interface SplitProps {
  /** Name under which the size is remembered. */
  readonly name: string;
  /** `x`: side by side; `y`: one above the other. */
  readonly axis: 'x' | 'y';
  /** Size of the second part before anybody moved the line, in pixels; less in a small window. */
  readonly initial: number;
  /** Smallest sizes of both parts, in pixels; the first part wins where there is no room for both. */
  readonly least: readonly [number, number];
  /** What the line moves, for assistive technology. */
  readonly label: string;
  /** Without the second, the first has all the room. */
  readonly children: readonly [ReactNode, ReactNode];
}

/** Two parts with a line between them that can be moved; the first takes what the second leaves. */
export function Split({ name, axis, initial, least, label, children }: SplitProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const box = useElementSize(frame);
  const [moved, setWanted] = useSetting<number | undefined>(`split.${name}`, undefined);
  const room = axis === 'x' ? box.width : box.height;
  const wanted = moved ?? (room === 0 ? initial : Math.min(initial, room * 0.42));
  const most = Math.max(room - least[0], Math.min(least[1], room / 2));
  const size = room === 0 ? wanted : Math.round(Math.min(Math.max(wanted, least[1]), most));
  return (
    <div ref={frame} className={classes.split} data-axis={axis}>
      <div className={classes.first}>{children[0]}</div>
      {children[1] !== false && (
        <>
          <Resizer
            label={label}
            size={size}
            least={least[1]}
            most={most}
            grows="after"
            axis={axis}
            onSize={setWanted}
          />
          <div className={classes.second} style={{ flexBasis: size }}>
            {children[1]}
          </div>
        </>
      )}
    </div>
  );
}
