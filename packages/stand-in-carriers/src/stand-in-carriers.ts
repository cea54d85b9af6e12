import { parsePhone } from '@sms/phone';
import { createHandsets } from './air.ts';
import type { AirMessage } from './air.ts';
import type { Carrier, Context } from './context.ts';
import { createFaults } from './faults.ts';
import { listen } from './http.ts';
import type { Call, Outcome } from './http.ts';
import { fetchMedia } from './media.ts';
import type { StandInCarriers, StandInLine, StandInOptions } from './options.ts';
import { createPending } from './pending.ts';
import { createRingCentral } from './ringcentral/index.ts';
import { openState } from './state.ts';
import { createSteps } from './steps.ts';
import { createTwilio } from './twilio/index.ts';
import { createWebhooks } from './webhooks.ts';

const dueEveryMs = 1000;

const possiblePhone = (written: string): string => {
  const phone = parsePhone(written);
  if (!phone) throw new Error('not a phone number');
  return phone;
};

/**
 * Starts a RingCentral and a Twilio on this machine, with the phones of people behind them. They speak the carriers'
 * documented APIs over HTTP and call the product's webhooks; rejects if the port is taken.
 */
export const startStandInCarriers = async (options: StandInOptions): Promise<StandInCarriers> => {
  const now = () => options.now();
  const log = options.log ?? (() => undefined);
  const saved = openState(options.stateFile);
  const { state } = saved;
  const faults = createFaults();
  const pending = createPending();
  const steps = createSteps(now, pending);
  const webhooks = createWebhooks(faults, pending);
  const media = new Map(state.media.map((file) => [file.id, file]));
  let url = '';

  const handsets = createHandsets(state.handset, {
    now,
    changed: saved.changed,
    mediaUrl: (id) => `${url}/media/${id}`,
  });
  const lineOf = (phone: string): StandInLine | undefined =>
    options.lines.find((line) => line.phone === phone);

  const carriers: { ringcentral?: Carrier & { endSessions(): void }; twilio?: Carrier } = {};
  const carrierOf = (line: StandInLine): Carrier => carriers[line.carrier]!;

  const context: Context = {
    options,
    state,
    faults,
    webhooks,
    steps,
    statusDelayMs: options.statusDelayMs ?? 30,
    air: {
      deliver(message: AirMessage) {
        const line = lineOf(message.to);
        if (line) carrierOf(line).receive(line, message);
        else handsets.receive(message, context.keepMedia);
      },
    },
    url: () => url,
    now,
    log,
    changed: saved.changed,
    keepMedia(file) {
      if (media.has(file.id)) return;
      media.set(file.id, file);
      state.media.push(file);
      saved.changed();
    },
    media: (id) => media.get(id),
  };
  const ringcentral = createRingCentral(context);
  const twilio = createTwilio(context);
  Object.assign(carriers, { ringcentral, twilio });

  let mediaReachable = true;
  const mediaPath = /\/(content|Media|media)\/[^/]+$/;

  const handle = async (call: Call): Promise<Outcome> => {
    if (!mediaReachable && mediaPath.test(call.path)) return { status: 503 };
    if (call.path.startsWith('/restapi/')) return ringcentral.handle(call);
    if (call.path.startsWith('/2010-04-01/')) return twilio.handle(call);
    const file = call.path.startsWith('/media/') ? media.get(call.path.slice('/media/'.length)) : undefined;
    return file
      ? {
          status: 200,
          headers: { 'content-type': file.contentType },
          body: Buffer.from(file.base64, 'base64'),
        }
      : { status: 404 };
  };

  const host = options.host ?? '127.0.0.1';
  const server = await listen(
    { port: options.port, host, lostAnswerDelayMs: options.lostAnswerDelayMs ?? 1500, log },
    handle,
  );
  // The name by which the product calls us: media addresses must be of the same origin as its API calls.
  url = `http://localhost:${server.port}`;

  const runDue = () => {
    steps.runDue();
    ringcentral.runDue();
    twilio.runDue();
  };
  ringcentral.resume();
  twilio.resume();
  const ticking = setInterval(runDue, dueEveryMs);
  ticking.unref();

  const ownLine = (written: string): StandInLine => {
    const line = lineOf(possiblePhone(written));
    if (!line) throw new Error('not a line of these carriers');
    return line;
  };

  return {
    url,

    async close() {
      clearInterval(ticking);
      steps.stop();
      webhooks.close();
      await server.close();
      await saved.close();
    },

    async handsetSend({ from, to, body, mediaUrls = [] }) {
      const line = ownLine(to);
      const person = possiblePhone(from);
      const files = await Promise.all(mediaUrls.map(fetchMedia));
      return carrierOf(line).receive(line, { from: person, body, media: files });
    },

    handsetMessages: (phone) => handsets.messages(parsePhone(phone) ?? phone),
    onHandsetMessage: (listener) => handsets.listen(listener),
    setFault: (fault, count) => faults.set(fault, count),
    clearFaults: () => faults.clear(),
    setWebhooksReachable: (reachable) => webhooks.setReachable(reachable),

    setMediaReachable(reachable) {
      mediaReachable = reachable;
    },

    deleteMedia() {
      media.clear();
      state.media.length = 0;
      saved.changed();
    },

    appSend: async ({ line, to, body }) => {
      const found = ownLine(line);
      return carrierOf(found).appSend(found, { to: possiblePhone(to), body });
    },

    endSessions: () => ringcentral.endSessions(),
    settle: () => pending.idle(),

    async advance() {
      runDue();
      await pending.idle();
    },
  };
};
