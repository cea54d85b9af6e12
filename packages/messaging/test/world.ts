import { expect, onTestFinished } from 'vitest';
import type {
  Actor,
  AuditAction,
  Contact,
  ConversationState,
  Line,
  MessageError,
  MessageState,
} from '@sms/domain';
import type {
  Conversation,
  EditMessage,
  Message,
  PatchConversation,
  PhiSettings,
  ResolveConversation,
  SendMessage,
  SettleMessage,
} from '@sms/contract';
import { createMemoryMedia } from '@sms/media/memory';
import { createMemoryScheduler } from '@sms/scheduler/memory';
import { createMemoryStore } from '@sms/store/memory';
import * as messaging from '@sms/messaging';
import type {
  CarrierEvent,
  CarrierRecord,
  CheckPhi,
  DeliveryStatus,
  LogCode,
  Outcome,
  Refusal,
  Store,
  World,
} from '@sms/messaging';
import { ScriptedCarrier } from './scripted-carrier.ts';

export const start = '2026-03-02T15:00:00.000Z';

export const olivia: Actor = { organisation: 'acme', userId: 'olivia', name: 'Olivia' };
export const oscar: Actor = { organisation: 'acme', userId: 'oscar', name: 'Oscar' };
export const rita: Actor = { organisation: 'rival', userId: 'rita', name: 'Rita' };

/** The person texted with, and another one. */
export const ana = '+12025550123';
export const ben = '+13035550147';

const line = (organisation: string, phone: string, carrier: Line['carrier'], ordinal: number): Line => ({
  organisation,
  phone,
  carrier,
  lineKey: `key-${organisation}-${ordinal}`,
  ordinal,
  helpText: 'Acme Care. Call 202-555-0142. Reply STOP to end.',
});

export const lines = {
  first: line('acme', '+12025550100', 'ringcentral', 0),
  second: line('acme', '+12025550101', 'twilio', 1),
  rival: line('rival', '+13125550100', 'ringcentral', 0),
};

export const errors = {
  unreachable: { code: 'unreachable', message: 'The phone is off.', retryable: true },
  invalidNumber: { code: 'invalid_number', message: 'No such number.', retryable: false },
  optedOut: { code: 'opted_out', message: 'They opted out.', retryable: false },
} as const satisfies Record<string, MessageError>;

/** A word that the PHI guard of these tests blocks, and one of which it warns. */
export const blockedWord = 'A1c';
export const warnedWord = 'appointment';

const findingsOf = (text: string, word: string, severity: 'block' | 'warn') => {
  const start = text.indexOf(word);
  return start < 0
    ? []
    : [
        {
          start,
          end: start + word.length,
          type: severity === 'block' ? 'LAB' : 'CARE',
          severity,
          message: '…',
        },
      ];
};

/** The value of an outcome that must have succeeded. */
export const valueOf = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value;
};

/** The refusal of an outcome that must have been refused. */
export const refusalOf = (outcome: Outcome<unknown>): Refusal => {
  if (outcome.ok) throw new Error('was not refused');
  return outcome;
};

/** The code of a refusal, or null for what was done. */
export const codeOf = (outcome: Outcome<unknown>): string | null => (outcome.ok ? null : outcome.code);

/**
 * One world for a test: the memory store, a clock that stands still until it is moved, a scripted carrier a line, an
 * alarm clock in memory, a PHI guard of two words. When the test is over it looks for texts and numbers where none may
 * stand: in the log, and in the evidence.
 */
export const createWorld = async () => {
  let now = Date.parse(start);
  let ids = 0;
  let keys = 0;
  let inbound = 0;
  const clock = { now: () => new Date(now) };
  const store = createMemoryStore();
  const scheduler = createMemoryScheduler();
  const media = createMemoryMedia();
  const logged: { readonly code: LogCode; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const phi = { fails: false, checked: [] as string[] };
  const alarmClock = { fails: false };
  const carriers = {
    first: new ScriptedCarrier(lines.first, clock.now),
    second: new ScriptedCarrier(lines.second, clock.now),
    rival: new ScriptedCarrier(lines.rival, clock.now),
  };
  for (const each of Object.values(lines)) await store.putLine(each);

  const interruptions: { readonly method: keyof Store; readonly work: () => Promise<void> }[] = [];
  const interruptible = new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const index = interruptions.findIndex((interruption) => interruption.method === name);
        if (index >= 0) await interruptions.splice(index, 1)[0]!.work();
        return method.apply(target, args);
      };
    },
  });

  const checkPhi: CheckPhi = (text, { alwaysBlock, neverBlock }) => {
    if (phi.fails) throw new Error('the PHI engine is not there');
    phi.checked.push(text);
    const findings = [
      ...[blockedWord, ...alwaysBlock].flatMap((word) => findingsOf(text, word, 'block')),
      ...findingsOf(text, warnedWord, 'warn'),
    ].filter(({ start: from, end }) => !neverBlock.includes(text.slice(from, end)));
    return {
      block: findings.some(({ severity }) => severity === 'block'),
      findings,
      policyVersion: 'test-policy',
    };
  };

  const world: World = {
    store: interruptible,
    media,
    carrierFor: async ({ lineKey }) => Object.values(carriers).find((each) => each.line.lineKey === lineKey)!,
    scheduler: {
      set: async (messageId, at) => {
        if (alarmClock.fails) throw new Error('the alarm clock is not there');
        await scheduler.set(messageId, at);
      },
      clear: async (messageId) => {
        if (alarmClock.fails) throw new Error('the alarm clock is not there');
        await scheduler.clear(messageId);
      },
    },
    clock,
    newId: () => {
      ids += 1;
      return `id-${String(ids).padStart(5, '0')}`;
    },
    identifiers: messaging.createIdentifiers('test key'),
    checkPhi,
    log: (code, fields = {}) => void logged.push({ code, fields }),
    pause: async () => undefined,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };

  const stateOf = (id: string): MessageState => {
    const found = store.everything().messages.find((message) => message.id === id);
    if (!found) throw new Error('There is no such message.');
    return found;
  };

  const conversationState = (id: string): ConversationState => {
    const found = store.everything().conversations.find((conversation) => conversation.id === id);
    if (!found) throw new Error('There is no such conversation.');
    return found;
  };

  onTestFinished(() => {
    const { audit, conversations, messages } = store.everything();
    const written = JSON.stringify([logged, audit]);
    for (const secret of [
      ...conversations.map(({ phone }) => phone),
      ...messages.map(({ body }) => body).filter((body) => body.length > 5),
      ...Object.values(lines).map(({ phone }) => phone),
    ]) {
      expect(written, 'no text and no number in logs or evidence').not.toContain(secret);
    }
  });

  const api = {
    world,
    store,
    /** The pictures that are kept, by key. */
    media,
    carriers,
    /** The alarms that are set, by message. */
    alarms: scheduler.alarms,
    alarmClock,
    phi,
    logged,
    now: (): string => new Date(now).toISOString(),
    /** The instant so many seconds from now. */
    inSeconds: (seconds: number): string => new Date(now + seconds * 1000).toISOString(),
    advance: (seconds: number): void => {
      now += seconds * 1000;
    },

    /** Does something just before the use case's next call of a method of the store: another was faster, or a crash. */
    before: (method: keyof Store, work: () => Promise<void>): void => {
      interruptions.push({ method, work });
    },
    /** The next call of a method of the store fails. */
    fails: (method: keyof Store): void => {
      interruptions.push({ method, work: () => Promise.reject(new Error('the table is throttled')) });
    },

    resolve: (actor: Actor, wanted: ResolveConversation) =>
      messaging.resolveConversation(world)(actor, wanted),
    /** The conversation with a person on acme's first line, or another one. */
    conversationWith: async (phone: string, over: Line = lines.first): Promise<Conversation> => {
      const actor = over.organisation === 'acme' ? olivia : rita;
      return valueOf(await messaging.resolveConversation(world)(actor, { phone, line: over.phone }));
    },
    /** Sends under a key of its own unless one is given. */
    send: (
      conversationId: string,
      request: string | SendMessage,
      { as = olivia, key }: { as?: Actor; key?: string } = {},
    ): Promise<Outcome<Message>> => {
      keys += 1;
      return messaging.sendMessage(world)(
        as,
        conversationId,
        key ?? `key-${keys}`,
        typeof request === 'string' ? { body: request } : request,
      );
    },
    /** A text that waits for its time, in seconds from now. */
    schedule: async (
      conversationId: string,
      seconds: number,
      request: Partial<SendMessage> = {},
    ): Promise<Message> => {
      keys += 1;
      const sendAt = new Date(now + seconds * 1000).toISOString();
      return valueOf(
        await messaging.sendMessage(world)(olivia, conversationId, `key-${keys}`, {
          body: 'See you tomorrow.',
          sendAt,
          ...request,
        }),
      );
    },
    edit: (messageId: string, edit: EditMessage, as = olivia) =>
      messaging.editMessage(world)(as, messageId, edit),
    cancel: (messageId: string, as = olivia) => messaging.cancelMessage(world)(as, messageId),
    sendNow: (messageId: string, as = olivia) => messaging.sendNow(world)(as, messageId),
    retry: (messageId: string, key?: string, as = olivia) =>
      messaging.retryMessage(world)(as, messageId, key),
    settle: (messageId: string, outcome: SettleMessage['outcome'], as = olivia) =>
      messaging.settleMessage(world)(as, messageId, { outcome }),
    update: (conversationId: string, patch: PatchConversation, as = olivia) =>
      messaging.updateConversation(world)(as, conversationId, patch),
    dispatch: (messageId: string) => messaging.deliverDue(world, messageId),
    sweep: () => messaging.sweep(world),
    catchUp: (over: Line = lines.first) => messaging.catchUp(world, over),
    thread: async (conversationId: string, query: { limit?: number; before?: string } = {}, as = olivia) =>
      valueOf(await messaging.listMessages(world)(as, conversationId, { limit: 50, ...query })),
    since: async (conversationId: string, sinceVersion: number, limit = 50, cursor?: string) =>
      valueOf(
        await messaging.listMessages(world)(olivia, conversationId, {
          sinceVersion,
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      ),
    scheduled: async (
      conversationId: string,
      status: 'scheduled' | 'failed' | 'cancelled' | 'all' = 'scheduled',
    ) => valueOf(await messaging.listScheduled(world)(olivia, conversationId, { status, limit: 50 })),

    /** Replaces acme's own rules of the PHI guard. */
    phiSettings: (settings: Partial<PhiSettings>, as = olivia) =>
      messaging.putPhiSettings(world)(as, {
        alwaysBlock: [],
        neverBlock: [],
        confirmWarnings: false,
        ...settings,
      }),
    /** A carrier tells something about a line. */
    tell: (event: CarrierEvent, over: Line = lines.first) => messaging.recordCarrierEvent(world, over, event),
    /** What a person's phone sends, as the carrier tells of it. */
    inboundFrom: (phone: string, body: string, over: Line = lines.first): CarrierEvent => {
      inbound += 1;
      const record: CarrierRecord = {
        carrierMessageId: `inbound-${inbound}`,
        direction: 'inbound',
        from: phone,
        to: over.phone,
        body,
        media: [],
        at: new Date(now).toISOString(),
        status: null,
        error: null,
      };
      return { kind: 'inbound', record };
    },
    /** A person texts a line. */
    text: (phone: string, body: string, over: Line = lines.first) =>
      messaging.recordCarrierEvent(world, over, api.inboundFrom(phone, body, over)),
    /** The carrier's word on a text by its carrier id. */
    status: (
      carrierMessageId: string,
      status: DeliveryStatus,
      more: Partial<Extract<CarrierEvent, { kind: 'status' }>> = {},
      over: Line = lines.first,
    ) =>
      messaging.recordCarrierEvent(world, over, {
        kind: 'status',
        carrierMessageId,
        from: over.phone,
        to: ana,
        status,
        error: null,
        attempt: null,
        at: new Date(now).toISOString(),
        ...more,
      }),

    /** A message as stored, and its status now. */
    stateOf,
    statusOf: (id: string) => stateOf(id).status,
    conversationState,
    /** A probable wish to stop that awaits a person. */
    hold: async (conversationId: string): Promise<void> => {
      const before = conversationState(conversationId);
      const after = { ...before, hold: 'opt_out_request' as const, version: before.version + 1 };
      await store.commit({ conversations: [{ before, after }], messages: [], audit: [] });
    },
    putContact: async (contact: Partial<Contact> & Pick<Contact, 'id' | 'phones'>): Promise<void> => {
      const whole: Contact = {
        organisation: 'acme',
        kind: 'contact',
        name: 'Ana Diaz',
        url: `/contacts/${contact.id}`,
        timeZone: null,
        ...contact,
      };
      await store.putContact(
        whole,
        whole.phones.map((phone) => world.identifiers.personId(whole.organisation, phone)),
      );
    },
    /** The evidence, oldest first; optionally of one kind. */
    evidence: (action?: AuditAction) =>
      store.everything().audit.filter((record) => action === undefined || record.action === action),
  };
  return api;
};

export type TestWorld = Awaited<ReturnType<typeof createWorld>>;
