import type { ExportAnswer, ExportedFile } from '#shared/model/export.ts';
import { failureOf } from '../../client/failure.ts';
import { countOf } from '../../format/number.ts';
import { say } from '../../ui/toast.ts';

/**
 * Waits for a file and says where it is: on the desktop where the person chose, in a browser among its downloads. Its
 * progress is a job in the status bar, which can be cancelled there.
 */
export async function saveFile(
  asked: Promise<ExportAnswer>,
  unit: readonly [one: string, many: string],
): Promise<void> {
  try {
    const file = await asked;
    if (file === null) return;
    if (file.download !== null) fetchFile(file.download, file.name);
    say({ text: `Exported ${countOf(file.rows, unit)} to ${placeOf(file)}`, tone: 'good' });
  } catch (thrown) {
    const { code, message } = failureOf(thrown);
    if (code === 'CANCELLED') say({ text: 'The export was cancelled; nothing was written' });
    else say({ text: `Nothing was exported: ${message}`, tone: 'bad' });
  }
}

function placeOf({ path, name }: ExportedFile): string {
  return path ?? name;
}

function fetchFile(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
