import { describe, expect, it } from 'vitest';
import { cellToJson } from '#shared/model/cell-text.ts';
import { csvLine } from '#shared/model/csv.ts';
import { textTable, visible } from './output.ts';

describe('CSV', () => {
  it('tells NULL from an empty text and quotes what needs it', () => {
    expect(csvLine([null, '', 'a', 'a,b', 'say "hi"', 'two\nlines', ' x'])).toBe(
      ',"",a,"a,b","say ""hi""","two\nlines"," x"',
    );
  });

  it('keeps values as they are', () => {
    const cells = [{ k: 'int', t: '9007199254740993' }, { k: 'float', t: 'NaN' }, 0.1, true] as const;
    expect(csvLine(cells)).toBe('9007199254740993,NaN,0.1,true');
  });
});

describe('JSON', () => {
  it.each([
    [{ k: 'int', t: '9007199254740993' } as const, '9007199254740993'],
    [{ k: 'decimal', t: '1.10' } as const, '1.10'],
    [{ k: 'float', t: '-Infinity' } as const, '-Infinity'],
    [{ k: 'json', t: '{"a": [1, 2]}' } as const, { a: [1, 2] }],
    [{ k: 'json', t: '{"a": 12345678901234567890}' } as const, '{"a": 12345678901234567890}'],
    [{ k: 'blob', size: 2, hex: 'c0de' } as const, '\\xc0de'],
    [{ k: 'list', items: [1, null, { k: 'float', t: 'NaN' }] } as const, [1, null, 'NaN']],
  ])('%j', (cell, json) => expect(cellToJson(cell)).toEqual(json));
});

it('aligns a table, numbers to the right', () => {
  const rows = [
    ['a', 1],
    ['bcd', 100],
  ];
  expect(textTable(['name', 'rows'], rows)).toBe('name  rows\na        1\nbcd    100');
});

it('shows what would speak to a terminal', () => {
  expect(visible('\u001b]0;title\u0007a\tb\r\nc\u007f\u009b1m')).toBe('␛]0;title␇a\tb␍\nc␡\\u009b1m');
});
