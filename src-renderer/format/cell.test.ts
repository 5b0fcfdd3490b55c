import { describe, expect, it } from 'vitest';
import { cellFace, isWhole, toTsv } from './cell.ts';

const thin = '\u202f';

describe('cellFace', () => {
  it('leaves a fraction of zeros out of times, and nothing else', () => {
    const time = (t: string) => cellFace({ k: 'timestamp', t }, 'time').text;
    expect(time('2024-01-15 06:04:38.000000')).toBe('2024-01-15 06:04:38');
    expect(time('2024-01-15 06:04:38.000+00')).toBe('2024-01-15 06:04:38+00');
    expect(time('2024-01-15 06:04:38.0001')).toBe('2024-01-15 06:04:38.0001');
    expect(cellFace('12:00:00.000', 'time').text).toBe('12:00:00');
    expect(cellFace('12:00:00.000', 'text').text).toBe('12:00:00.000');
  });

  it('shows numbers exactly, grouped', () => {
    expect(cellFace(1234567, 'integer').text).toBe(`1${thin}234${thin}567`);
    expect(cellFace({ k: 'int', t: '9007199254740993' }, 'integer').text).toBe(
      ['9', '007', '199', '254', '740', '993'].join(thin),
    );
    expect(cellFace({ k: 'decimal', t: '-12345.6700' }, 'decimal').text).toBe(`-12${thin}345.6700`);
    expect(cellFace(0.1, 'float').text).toBe('0.1');
    expect(cellFace(1e-12, 'float').text).toBe('1e-12');
    expect(cellFace(-12345.5, 'float').text).toBe(`-12${thin}345.5`);
  });

  it('gives what is missing or not finite a look of its own', () => {
    expect(cellFace(null, 'float')).toEqual({ text: 'NULL', tone: 'null' });
    expect(cellFace('', 'text').tone).toBe('empty');
    expect(cellFace({ k: 'float', t: 'NaN' }, 'float')).toEqual({ text: 'NaN', tone: 'odd' });
    expect(cellFace({ k: 'float', t: '-Infinity' }, 'float')).toEqual({ text: '−∞', tone: 'odd' });
    expect(cellFace({ k: 'float', t: '-0' }, 'float')).toEqual({ text: '-0', tone: 'value' });
    expect(cellFace('NaN', 'text')).toEqual({ text: 'NaN', tone: 'value' });
  });

  it('keeps to one line and to a length that can be drawn', () => {
    expect(cellFace('a\nb\tc', 'text').text).toBe('a⏎b⇥c');
    expect(cellFace('x'.repeat(100_000), 'text').text.length).toBeLessThan(1000);
  });

  it('says how much there is of what is only begun', () => {
    expect(cellFace({ k: 'cut', of: 'text', head: 'abc', size: 30_000 }, 'text')).toEqual({
      text: 'abc',
      tone: 'cut',
      aside: `30${thin}000 characters`,
    });
    expect(cellFace({ k: 'blob', size: 4, hex: 'deadbeef' }, 'blob')).toEqual({
      text: 'deadbeef',
      tone: 'blob',
      aside: '4 B',
    });
  });
});

describe('isWhole', () => {
  it('knows what a page cut', () => {
    expect(isWhole({ k: 'blob', size: 2, hex: 'ffff' })).toBe(true);
    expect(isWhole({ k: 'blob', size: 3, hex: 'ffff' })).toBe(false);
    expect(isWhole({ k: 'cut', of: 'json', head: '{', size: 9 })).toBe(false);
    expect(isWhole('text')).toBe(true);
  });
});

describe('toTsv', () => {
  it('is what spreadsheets read: exact values, quoted where a tab or a line end is inside', () => {
    expect(
      toTsv([
        [1234567, null, 'plain'],
        [{ k: 'int', t: '9007199254740993' }, 'a\tb', 'say "x"'],
      ]),
    ).toBe('1234567\t\tplain\n9007199254740993\t"a\tb"\t"say ""x"""');
  });
});
