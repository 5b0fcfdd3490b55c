/** Bytes of lower-case hexadecimal text. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

const signatures: readonly (readonly [start: string, type: string])[] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['474946383761', 'image/gif'],
  ['474946383961', 'image/gif'],
  ['424d', 'image/bmp'],
];

/** The kind of image some bytes begin like, or `undefined`. */
export function imageType(hex: string): string | undefined {
  if (hex.startsWith('52494646') && hex.slice(16, 24) === '57454250') return 'image/webp';
  return signatures.find(([start]) => hex.startsWith(start))?.[1];
}

/** Bytes as text, when they are valid UTF-8 without control signs other than white space. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

/** Line `at` of a hex dump: sixteen bytes, their offset, and what they say in ASCII. */
export function hexLine(hex: string, at: number): HexLine {
  const part = hex.slice(at * 32, at * 32 + 32);
  const pairs = part.match(/../g) ?? [];
  const text = pairs.map((pair) => {
    const code = Number.parseInt(pair, 16);
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
  });
  return { offset: (at * 16).toString(16).padStart(8, '0'), hex: pairs.join(' ').padEnd(47), text: text.join('') };
}
