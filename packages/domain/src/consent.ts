/**
 * What an inbound text asks about being texted, by the carriers' exact words.
 *
 * Words: 47 CFR 64.1200(a)(10) (stop, quit, end, revoke, opt out, cancel, unsubscribe), the default words of RingCentral
 * and Twilio, CTIA Messaging Principles 5.1 and their Spanish forms. Only a whole text counts here: carriers match
 * the whole body, regardless of case and punctuation.
 */
export type ConsentRequest = 'stop' | 'start' | 'help' | null;

const stopWords = new Set([
  ...['stop', 'stopall', 'stop all', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe'],
  ...[
    'remove',
    'remove me',
    'alto',
    'parar',
    'pare',
    'paren',
    'cancelar',
    'cancela',
    'darme de baja',
    'detener',
  ],
]);
const startWords = new Set(['start', 'unstop', 'subscribe', 'resume', 'comenzar', 'iniciar', 'empezar']);
const helpWords = new Set(['help', 'info', 'ayuda', 'informacion']);
/** `YES` is a start word of Twilio's, but a plain answer anywhere else: it counts only from someone who had stopped. */
const startWordsWhenStopped = new Set(['yes', 'si']);

/** The first line, without case, diacritics, invisible characters and outer punctuation. */
const normalize = (body: string): string => {
  const firstLine =
    body
      .normalize('NFKC')
      .trim()
      .split(/[\r\n]/, 1)[0] ?? '';
  return firstLine
    .normalize('NFD')
    .replace(/[\p{Mn}\p{Cf}\uFE0E\uFE0F]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
};

/** Reads the request in an inbound text; `isOptedOut` tells whether the person had stopped before. */
export const consentRequest = (body: string, isOptedOut: boolean): ConsentRequest => {
  const words = normalize(body);
  const squeezed = /^(?:\p{L} )+\p{L}$/u.test(words) ? words.replaceAll(' ', '') : words;
  if (stopWords.has(words) || stopWords.has(squeezed)) return 'stop';
  if (startWords.has(words) || (isOptedOut && startWordsWhenStopped.has(words))) return 'start';
  if (helpWords.has(words)) return 'help';
  return null;
};
