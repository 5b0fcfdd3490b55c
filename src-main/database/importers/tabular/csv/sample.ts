import type { OfferedFile } from '../../offer.ts';
import { decodedText } from './encoding.ts';

/** How much text of a file is looked at before it is decided how to read it, in characters. */
const sampleLength = 4 * 2 ** 20;

export interface Sample {
  readonly text: string;
  /** Whether that is all there is. */
  readonly isWhole: boolean;
}

/** The beginning of a file as text, however it is packed and encoded. */
export async function sampleOf(file: OfferedFile, encoding: string): Promise<Sample> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of decodedText(file, encoding)) {
    parts.push(text);
    length += text.length;
    if (length >= sampleLength) return { text: parts.join(''), isWhole: false };
  }
  return { text: parts.join(''), isWhole: true };
}
