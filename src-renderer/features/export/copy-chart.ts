import type { ChartLook, ChartRequest } from '#shared/chart/request.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';

/** Puts the picture on the clipboard, as it would be exported as PNG. */
export function copyImage(chart: ChartRequest, look: ChartLook): void {
  const png = async () => {
    const bytes = await client.exports.drawChart({ chart, look, format: 'png' });
    return new Blob([await bytes.arrayBuffer()], { type: 'image/png' });
  };
  tell(navigator.clipboard.write([new ClipboardItem({ 'image/png': png() })]), 'the picture');
}

/** Puts exactly the drawn points on the clipboard, as a spreadsheet takes them. */
export function copyData(chart: ChartRequest, look: ChartLook): void {
  const text = async () => {
    const bytes = await client.exports.drawChart({ chart, look, format: 'tsv' });
    return new Blob([await bytes.arrayBuffer()], { type: 'text/plain' });
  };
  tell(navigator.clipboard.write([new ClipboardItem({ 'text/plain': text() })]), 'the points');
}

function tell(copied: Promise<void>, what: string): void {
  copied.then(
    () => say({ text: `Copied ${what}` }),
    (thrown: unknown) => say({ text: `Starling could not copy ${what}: ${failureOf(thrown).message}`, tone: 'bad' }),
  );
}
