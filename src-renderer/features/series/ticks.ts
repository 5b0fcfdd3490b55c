export { logTicks, logTickText, roundTicks, ticksApart, tickText } from '#shared/chart/ticks.ts';

/** Frames as a clock reads them: `1:05.20`, from the frame rate. */
export function clockText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const hundredths = Math.round(Math.abs(seconds) * 100);
  const minutes = Math.floor(hundredths / 6000);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
  if (minutes < 60) return `${sign}${minutes}:${rest}`;
  return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
