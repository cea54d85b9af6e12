import { describe, expect, test } from 'vitest';
import { consentRequest } from './consent.ts';

const never = (body: string) => consentRequest(body, false);
const stopped = (body: string) => consentRequest(body, true);

describe('the words by which a person stops', () => {
  // 47 CFR 64.1200(a)(10), with RingCentral's and Twilio's default words.
  test.each(['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe', 'STOPALL', 'optout'])(
    '%s',
    (word) => {
      for (const body of [word, word.toUpperCase(), `  ${word}. `, `"${word}"`, `${word}!!!`]) {
        expect(never(body)).toBe('stop');
        expect(stopped(body)).toBe('stop');
      }
    },
  );

  test.each(['ALTO', 'Parar', 'pare', 'CANCELAR', '¡Alto!', 'Darme de baja', 'Detener'])(
    'in Spanish: %s',
    (body) => {
      expect(never(body)).toBe('stop');
    },
  );

  test.each([
    ['spaced out', 'S T O P'],
    ['dotted', 's.t.o.p.'],
    ['in full width', 'ＳＴＯＰ'],
    ['with invisible characters', 'S\u200bT\u00adOP'],
    ['with a picture', 'STOP 🛑'],
    ['joined by a dash', 'opt-out'],
    ['with a signature below', 'Stop\r\n--\r\nAna'],
    ['after empty lines', '\n\n stop'],
    ['with an accent', 'stóp'],
  ])('%s', (_, body) => {
    expect(never(body)).toBe('stop');
  });

  test.each([
    'Please stop by at 3',
    "don't stop",
    'The end of the road',
    'cancel my appointment',
    'stopping',
    'I quit smoking',
    'altos',
    '',
    '   ',
    '🛑',
  ])('not in a sentence: %j', (body) => {
    expect(never(body)).toBeNull();
  });
});

describe('the words by which a person comes back', () => {
  test.each(['START', 'unstop', 'Subscribe', 'resume', 'Comenzar', 'INICIAR', 'empezar'])('%s', (body) => {
    expect(never(body)).toBe('start');
    expect(stopped(body)).toBe('start');
  });

  test.each(['YES', 'Si', 'sí!'])('%s, from someone who had stopped; else it is an answer', (body) => {
    expect(stopped(body)).toBe('start');
    expect(never(body)).toBeNull();
  });
});

describe('the words by which a person asks who we are', () => {
  test.each(['HELP', 'Info', 'help?', 'AYUDA', 'información'])('%s', (body) => {
    expect(never(body)).toBe('help');
    expect(stopped(body)).toBe('help');
  });

  test('not in a sentence', () => {
    expect(never('Can you help me')).toBeNull();
  });
});
