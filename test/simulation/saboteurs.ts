import type { Change, Store, World } from '@sms/messaging/ports';
import type { properties } from './properties.ts';
import type { Sabotage } from './world.ts';

const withStore = (world: World, methods: Partial<Store>): World => ({
  ...world,
  store: new Proxy(world.store, {
    get: (target, name: keyof Store) => methods[name] ?? target[name],
  }),
});

const writes = (change: Change, status: string): boolean =>
  change.messages.some(({ after }) => after.status === status);

/** A hint that comes while another reads the carrier's records is forgotten. */
export const ignoresMarks: Sabotage = {
  world: (world) =>
    withStore(world, {
      putValue: async (key, value, revision) =>
        value.includes('"again":true') || world.store.putValue(key, value, revision),
    }),
};

/** One deliberate fault a property: a simulation that does not notice it proves nothing. */
export const saboteurs: Record<
  (typeof properties)[number],
  { readonly what: string; readonly sabotage: Sabotage }
> = {
  PHI: {
    what: 'delivery does not look at the text again',
    sabotage: {
      world: (world) => ({
        ...world,
        checkPhi: () => ({ block: false, findings: [], policyVersion: 'none' }),
      }),
    },
  },
  Consent: {
    what: 'an opt-out is kept with the person and forgotten in their conversations',
    sabotage: {
      change: (change) =>
        change.person?.after.consent === 'opted_out'
          ? {
              ...change,
              conversations: change.conversations.map((write) => ({
                ...write,
                after: { ...write.after, consent: 'pending' },
              })),
            }
          : change,
    },
  },
  'No loss': {
    what: 'a queued text has no time at which the sweep looks for it',
    sabotage: {
      change: (change) =>
        writes(change, 'queued')
          ? {
              ...change,
              messages: change.messages.map(({ before, after }) => ({
                before,
                after: after.status === 'queued' ? { ...after, dueAt: null } : after,
              })),
            }
          : change,
    },
  },
  'No double': {
    what: 'a send whose answer was lost is sent again at once',
    sabotage: {
      world: (world) => ({
        ...world,
        carrierFor: async (line) => {
          const carrier = await world.carrierFor(line);
          return {
            ...carrier,
            send: async (request) => {
              const outcome = await carrier.send(request);
              return outcome.kind === 'unknown' ? carrier.send(request) : outcome;
            },
          };
        },
      }),
    },
  },
  'No ghost': {
    what: 'a cancellation is answered before it is written',
    sabotage: {
      world: (world) =>
        withStore(world, {
          commit: async (change) => (writes(change, 'cancelled') ? 'committed' : world.store.commit(change)),
        }),
    },
  },
  'No duplicates in': {
    what: 'an inbound text gets a new id each time the carrier tells of it',
    sabotage: {
      world: (world) => ({
        ...world,
        identifiers: {
          ...world.identifiers,
          inboundMessageId: (conversationId) => `${conversationId}.${world.newId()}`,
        },
      }),
    },
  },
  'No gap': {
    what: 'a screen takes a version for seen whose frame it lost',
    sabotage: { losesFrames: true },
  },
  'No leak': {
    what: 'the store answers whoever asks',
    sabotage: {
      world: (world, { store }) =>
        withStore(world, {
          getConversation: async (organisation, conversationId) =>
            world.store.getConversation(
              (await store.organisationOf(conversationId)) ?? organisation,
              conversationId,
            ),
        }),
    },
  },
  Evidence: {
    what: 'a change is written without its record',
    sabotage: { change: (change) => ({ ...change, audit: [] }) },
  },
};
