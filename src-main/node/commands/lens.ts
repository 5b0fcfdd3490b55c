import { evidenceOf } from '#shared/model/lens-evidence.ts';
import { lensFileText } from '#shared/model/lens-file-text.ts';
import { schemaMark } from '#shared/model/schema-mark.ts';
import type { Host } from '../../app/host.ts';
import { withDatabase } from '../session.ts';

/** `starling lens suggest DB`: a lens file to begin with; why it is as it is goes to stderr. */
export function printSuggestion(host: Host, name: string): Promise<void> {
  return withDatabase(host, name, async ({ client, database }) => {
    const { lens, evidence } = await client.drawing.suggest({ database });
    const catalogue = await client.tables.catalogue({ database });
    for (const sentence of evidence) process.stderr.write(`${sentence.replaceAll('`', '')}\n`);
    const recognise = evidenceOf(lens, catalogue);
    process.stdout.write(lensFileText({ ...lens, recognise, madeFor: schemaMark(catalogue) }));
  });
}
