/** Names that Windows keeps for devices, whatever comes after the dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Longest name of a file that every file system takes, in bytes. */
const longest = 200;
const deepest = 32;

/**
 * A relative path as it was sent, as parts that are safe below any folder: no way up, no drive, no device, nothing that a
 * shell or a file system reads as more than a name. `undefined` where nothing of it can be a name.
 */
export function safeParts(path: string): readonly string[] | undefined {
  const parts = path.split('/').map(safeName);
  if (parts.length > deepest || parts.some((part) => part === undefined)) return undefined;
  return parts as readonly string[];
}

function safeName(part: string): string | undefined {
  const plain = part
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
    .replace(/[\u0000-\u001f\u007f\\:*?"<>|]/g, '_')
    .replace(/[. ]+$/, '');
  if (plain === '') return undefined;
  return cut(devices.test(plain) ? `_${plain}` : plain);
}

/** Keeps the end, where the extension is. */
function cut(name: string): string {
  let short = name;
  while (Buffer.byteLength(short) > longest) short = short.slice(1);
  return short;
}
