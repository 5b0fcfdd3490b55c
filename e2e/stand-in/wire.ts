/** What travels between the page and the stand-in, as JSON: text, or bytes in base64. Nothing else is let through. */
export type WireData =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes' | 'buffer'; readonly value: string };

/** From a page's isolated world. */
export type FromPage =
  | { readonly kind: 'post'; readonly channel: string; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'data'; readonly port: number; readonly data: WireData }
  | { readonly kind: 'closed'; readonly port: number };

/** To a page's isolated world. */
export type ToPage =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'data'; readonly port: number; readonly data: WireData }
  | { readonly kind: 'close'; readonly port: number };

/** Electron clones more than this; the stand-in is strict, because every host must carry it. */
export function toWire(data: unknown): WireData {
  if (typeof data === 'string') return { kind: 'text', value: data };
  if (data instanceof ArrayBuffer) return { kind: 'buffer', value: Buffer.from(data).toString('base64') };
  if (data instanceof Uint8Array) {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return { kind: 'bytes', value: bytes.toString('base64') };
  }
  throw new TypeError('The stand-in carries text and bytes on a port, nothing else');
}

export function fromWire({ kind, value }: WireData): string | ArrayBuffer | Uint8Array<ArrayBuffer> {
  if (kind === 'text') return value;
  const bytes = new Uint8Array(Buffer.from(value, 'base64'));
  return kind === 'bytes' ? bytes : bytes.buffer;
}
