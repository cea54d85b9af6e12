/** What a text asks of the carrier's own opt-out handling. */
export type Keyword = 'stop' | 'start' | 'help' | null;

const read = (words: { stop: string; start: string; help?: string }) => {
  const sets = {
    stop: new Set(words.stop.split(' ')),
    start: new Set(words.start.split(' ')),
    help: new Set(words.help?.split(' ')),
  };
  /** The whole text must be one of the words, in any case. */
  return (body: string): Keyword => {
    const word = body.trim().toUpperCase();
    if (sets.stop.has(word)) return 'stop';
    if (sets.start.has(word)) return 'start';
    return sets.help.has(word) ? 'help' : null;
  };
};

/** RingCentral publishes no help words: its answer to them is none. */
export const ringCentralKeyword = read({
  stop: 'STOP STOPALL END UNSUBSCRIBE CANCEL QUIT',
  start: 'START RESUME UNSTOP',
});

/** Twilio's default words for long codes. */
export const twilioKeyword = read({
  stop: 'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT',
  start: 'START YES UNSTOP',
  help: 'HELP INFO',
});
