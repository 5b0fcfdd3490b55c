import { roundNumber } from '../../../format/number.ts';
import { measureLabel } from '../../series/measure-picker.tsx';
import { unitText } from '../../series/unit.ts';
import { type Size, scaleBar } from '../projection.ts';
import type { Shade } from '../shade.ts';
import type { StillBrush } from './still-brush.ts';

export interface Signs {
  readonly size: Size;
  /** What and when it is. */
  readonly caption: string;
  readonly shade: Shade | undefined;
  /** CSS pixels per unit; `undefined` where it is not the same everywhere. */
  readonly scale: number | undefined;
  readonly unit: string | null;
  /** What is written instead of a scale. */
  readonly note?: string | undefined;
  readonly ink: string;
}

const FAMILY = 'system-ui, sans-serif';

/** Caption, scale and legend, for a picture that stands alone. */
export function paintSigns(brush: StillBrush, signs: Signs): void {
  const { size, caption, scale, unit, shade, ink, note } = signs;
  brush.globalAlpha = 1;
  brush.setLineDash([]);
  brush.fillStyle = ink;
  brush.font = `12px ${FAMILY}`;
  brush.textAlign = 'left';
  brush.textBaseline = 'alphabetic';
  brush.fillText(caption, 10, size.height - 10);
  brush.textAlign = 'right';
  if (note !== undefined) brush.fillText(note, size.width - 12, size.height - 12);
  if (scale !== undefined) paintScale(brush, signs, scaleBar(scale, 120), unit);
  if (shade) paintShade(brush, shade);
}

function paintScale(
  brush: StillBrush,
  { size, ink }: Signs,
  { units, pixels }: ReturnType<typeof scaleBar>,
  unit: string | null,
): void {
  if (!Number.isFinite(pixels)) return;
  const [right, foot] = [size.width - 12, size.height - 10];
  brush.fillText(`${roundNumber(units)} ${unitText(unit ?? 'units')}`, right, foot - 9);
  brush.strokeStyle = ink;
  brush.lineWidth = 1;
  brush.beginPath();
  brush.moveTo(right - pixels, foot - 5);
  brush.lineTo(right - pixels, foot);
  brush.lineTo(right, foot);
  brush.lineTo(right, foot - 5);
  brush.stroke();
}

function paintShade(brush: StillBrush, { measure, low, high, colours }: Shade): void {
  const width = 170;
  brush.textAlign = 'left';
  brush.fillText(measureLabel(measure), 10, 20);
  const ink = brush.fillStyle;
  const step = width / colours.length;
  colours.forEach((colour, at) => {
    brush.fillStyle = colour;
    brush.fillRect(10 + at * step, 26, step + 0.5, 8);
  });
  brush.fillStyle = ink;
  brush.fillText(roundNumber(low, 3), 10, 47);
  brush.textAlign = 'right';
  brush.fillText(roundNumber(high, 3), 10 + width, 47);
}
