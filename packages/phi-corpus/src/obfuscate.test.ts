import { describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { disguiseNames, obfuscate } from './obfuscate.ts';
import type { DisguiseName } from './obfuscate.ts';

describe('obfuscate', () => {
  test.each<[DisguiseName, string]>([
    ['zeroWidth', 'T\u200ba\u200bk\u200be P\u200be\u200bp\u200bs\u200bi 2\u200b0!'],
    ['softHyphen', 'T\u00ada\u00adk\u00ade P\u00ade\u00adp\u00ads\u00adi 20!'],
    ['fullWidth', 'Ｔａｋｅ Ｐｅｐｓｉ ２０！'],
    ['mathBold', '𝐓𝐚𝐤𝐞 𝐏𝐞𝐩𝐬𝐢 𝟐𝟎!'],
    ['cyrillic', 'Таkе Рерѕі 20!'],
    ['leetspeak', 'T4k3 P3ps1 20!'],
    ['spacedLetters', 'T a k e   P e p s i   2 0!'],
    ['dottedLetters', 'T.a.k.e P.e.p.s.i 20!'],
    ['upperCase', 'TAKE PEPSI 20!'],
    ['lowerCase', 'take pepsi 20!'],
  ])('%s', (name, expected) => {
    expect(obfuscate(name, 'Take Pepsi 20!').text).toBe(expected);
  });

  test('moves spans with the text, without the separator after the last letter', () => {
    const { text, spans } = obfuscate('spacedLetters', 'to Pepsico', [{ start: 3, end: 8, type: 'NAME' }]);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['P e p s i']);
  });

  test.each(disguiseNames)('%s keeps every labelled span of the corpus on its words', (name) => {
    const differing = readCorpus('dev').filter((message) => {
      const { text, spans } = obfuscate(name, message.text, message.spans);
      return spans.some(
        ({ start, end }, index) =>
          plain(text.slice(start, end)) !==
          plain(obfuscate(name, spanText(message.text, message.spans[index])).text),
      );
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  });

  test('refuses a span that cuts a character in two', () => {
    expect(() => obfuscate('upperCase', '💊 now', [{ start: 1, end: 2 }])).toThrow(RangeError);
  });
});

function spanText(text: string, span: { start: number; end: number } | undefined): string {
  return text.slice(span?.start, span?.end);
}

function plain(text: string): string {
  return text.normalize('NFKC');
}
