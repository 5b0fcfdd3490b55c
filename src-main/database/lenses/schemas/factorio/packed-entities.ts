import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Json } from '#shared/model/step-state.ts';
import { parseState } from '../../state/state-reader.ts';

/** Bytes that a packed list may unpack to; a few kilobytes can hold gigabytes. */
const LARGEST = 24 * 1024 * 1024;

const inflated = promisify(inflate);

/** The value of base64 of zlib of JSON, or why there is none. */
export async function unpacked(base64: string): Promise<{ readonly value: Json } | { readonly notice: string }> {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64))
    return { notice: 'The entities are not packed as expected (base64)' };
  try {
    const bytes = await inflated(Buffer.from(base64, 'base64'), { maxOutputLength: LARGEST });
    const parsed = parseState(bytes.toString('utf8'));
    return 'notice' in parsed ? { notice: 'The entities unpack to something that is no JSON' } : parsed;
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    return {
      notice: tooLarge
        ? `The entities unpack to more than ${LARGEST / 1024 / 1024} MB and are not shown`
        : 'The entities are damaged: they do not unpack',
    };
  }
}
