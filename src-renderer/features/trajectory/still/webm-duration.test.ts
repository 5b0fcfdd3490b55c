import { expect, it } from 'vitest';
import { withDuration } from './webm-duration.ts';

const bytes = (...parts: readonly (readonly number[] | string)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((at) => at.charCodeAt(0)) : part)));

const header = [0x1a, 0x45, 0xdf, 0xa3, 0x82, 0x42, 0x86];
const endlessSegment = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const scale = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40];
const info = (...content: readonly number[]) => [0x15, 0x49, 0xa9, 0x66, 0x80 + content.length, ...content];
const frames = [0x1f, 0x43, 0xb6, 0x75, 0xff, 1, 2, 3];

it('tells how long a film is, and leaves the rest of it as it was', () => {
  const film = withDuration(bytes(header, endlessSegment, info(...scale), frames), 1500);
  expect([...film]).toEqual([
    ...[...header, ...endlessSegment, 0x15, 0x49, 0xa9, 0x66],
    ...[0x01, 0, 0, 0, 0, 0, 0, scale.length + 11],
    ...[...scale, 0x44, 0x89, 0x88, 0x40, 0x97, 0x70, 0, 0, 0, 0, 0],
    ...frames,
  ]);
});

it('leaves alone what says its length, and what is no such film', () => {
  const told = bytes(header, endlessSegment, info(...scale, 0x44, 0x89, 0x84, 0, 0, 0, 0), frames);
  const whole = bytes(header, [0x18, 0x53, 0x80, 0x67, 0x8c], info(...scale));
  for (const film of [told, whole, bytes('GIF89a'), bytes([]), bytes(header), bytes(header, endlessSegment, [0, 0])])
    expect(withDuration(film, 1500)).toBe(film);
});
