import { describe, expect, test } from 'vitest';
import { Message } from '@sms/contract';
import { ana, ben, createWorld, lines, olivia, valueOf, type TestWorld } from '../test/world.ts';

const conversationOf = ({ store }: TestWorld, phone = ana, line = lines.first.phone) =>
  store.everything().conversations.find((each) => each.phone === phone && each.line === line)!;

describe('given a text from a person', () => {
  test('never heard from, then their conversation is made, open and unread, and the text is in it', async () => {
    const world = await createWorld();
    await world.text(ana, 'Hello, is this Acme?');
    const conversation = conversationOf(world);
    expect(conversation).toMatchObject({
      status: 'open',
      unreadCount: 1,
      consent: 'pending',
      lastMessage: { direction: 'inbound', preview: 'Hello, is this Acme?', at: world.now() },
      lastActivityAt: world.now(),
      version: 1,
    });
    const { items } = await world.thread(conversation.id);
    expect(items).toEqual([
      expect.objectContaining({
        direction: 'inbound',
        status: 'received',
        body: 'Hello, is this Acme?',
        author: null,
        segments: 1,
        createdAt: world.now(),
        version: 1,
      }),
    ]);
    expect(Message.parse(items[0])).toEqual(items[0]);
    expect(world.evidence('message.received')).toEqual([
      expect.objectContaining({
        userId: 'system:carrier',
        conversationId: conversation.id,
        messageId: items[0]!.id,
        details: {},
      }),
    ]);
  });

  test('whom the organisation knows, then the conversation bears their name', async () => {
    const world = await createWorld();
    await world.putContact({ id: 'c1', phones: [ana] });
    await world.text(ana, 'Hello');
    expect(conversationOf(world).contact).toMatchObject({ id: 'c1', name: 'Ana Diaz' });
  });

  test('with pictures, then they are listed, not yet to be had', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, '');
    if (event.kind !== 'inbound') throw new Error('not inbound');
    const media = [
      { carrierMediaId: 'm1', contentType: 'image/jpeg', size: 1234, url: 'https://carrier.test/m1' },
    ];
    await world.tell({ kind: 'inbound', record: { ...event.record, media } });
    expect((await world.thread(conversationOf(world).id)).items[0]).toMatchObject({
      body: '',
      segments: 0,
      media: [{ id: 'm1', contentType: 'image/jpeg', size: 1234, url: null }],
    });
  });

  test('told twice, then it is stored once and unread once', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'Hello');
    await world.tell(event);
    await world.tell(event);
    expect(world.store.everything().messages).toHaveLength(1);
    expect(conversationOf(world)).toMatchObject({ unreadCount: 1, version: 1 });
    expect(world.evidence('message.received')).toHaveLength(1);
    expect(world.logged.map(({ code }) => code)).toEqual(['webhook_stored', 'webhook_duplicate']);
  });

  test('told ten times at once, then it is stored once', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'Hello');
    await Promise.all(Array.from({ length: 10 }, () => world.tell(event)));
    expect(world.store.everything().messages).toHaveLength(1);
    expect(conversationOf(world)).toMatchObject({ unreadCount: 1, version: 1 });
  });

  test('and nine more at once, then all ten are stored, each with a version of its own', async () => {
    const world = await createWorld();
    await Promise.all(Array.from({ length: 10 }, (_, index) => world.text(ana, `Text ${index}`)));
    expect(conversationOf(world)).toMatchObject({ unreadCount: 10, version: 10 });
    const versions = world.store.everything().messages.map(({ version }) => version);
    expect(versions.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(world.store.everything().people).toHaveLength(1);
  });

  test('the same words again, then that is another text', async () => {
    const world = await createWorld();
    await world.text(ana, 'Hello?');
    await world.text(ana, 'Hello?');
    expect(world.store.everything().messages).toHaveLength(2);
  });

  test('when the table fails, then it throws, so that the carrier tells again, and then it is stored', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'Hello');
    world.fails('commit');
    await expect(world.tell(event)).rejects.toThrow();
    expect(world.store.everything().messages).toEqual([]);
    await world.tell(event);
    expect(world.store.everything().messages).toHaveLength(1);
  });

  test('to another line than the one it is told of, then it is ignored', async () => {
    const world = await createWorld();
    await world.tell(world.inboundFrom(ana, 'Hello', lines.second), lines.first);
    expect(world.store.everything().messages).toEqual([]);
    expect(world.logged).toEqual([{ code: 'webhook_ignored', fields: { reason: 'other_line' } }]);
  });

  test('to two lines, then there are two conversations with one person', async () => {
    const world = await createWorld();
    await world.text(ana, 'Hello', lines.first);
    await world.text(ana, 'Hello', lines.second);
    const { conversations, people } = world.store.everything();
    expect(conversations).toHaveLength(2);
    expect(people).toEqual([expect.objectContaining({ phone: ana })]);
    expect(people[0]!.conversationIds).toHaveLength(2);
  });

  test('to a closed conversation, then it is open again, and still whose it was', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    await world.update(id, { status: 'closed', assignee: olivia.userId });
    await world.text(ana, 'One more thing');
    expect(conversationOf(world)).toMatchObject({ status: 'open', assignee: olivia.userId });
  });

  test('whose preview would be long, then it is cut, never through a character', async () => {
    const world = await createWorld();
    await world.text(ana, `${'x'.repeat(119)}😀 and more`);
    expect(conversationOf(world).lastMessage?.preview).toBe('x'.repeat(119));
  });

  test('with protected health information, then it is stored: the guard is for what we send', async () => {
    const world = await createWorld();
    await world.text(ana, 'My A1c is 9');
    expect(world.store.everything().messages).toHaveLength(1);
  });
});

describe('given a person who asks to stop', () => {
  test.each([
    'STOP',
    'stop',
    ' Stop. ',
    'S T O P',
    's.t.o.p',
    '**STOP**',
    'STOP!!!',
    'ＳＴＯＰ',
    'STOPALL',
    'Unsubscribe',
    'CANCEL',
    'End',
    'Quit',
    'Opt-out',
    'revoke',
    'ALTO',
    '¡Alto!',
    'Cancelar',
    'Darme de baja',
    'PARAR',
    'Stop\nSent from my phone',
  ])('%j, then nothing more may be sent to them, and the text is in the thread', async (body) => {
    const world = await createWorld();
    await world.text(ana, body);
    const conversation = conversationOf(world);
    expect(conversation).toMatchObject({ consent: 'opted_out', version: 1, unreadCount: 1 });
    expect((await world.thread(conversation.id)).items[0]?.body).toBe(body);
    expect(world.store.everything().people[0]).toMatchObject({
      consent: 'opted_out',
      optedOutAt: world.now(),
      optOutMethod: 'Text message',
    });
    expect(world.evidence('consent.opted_out')).toEqual([
      expect.objectContaining({ userId: 'system:carrier', details: { method: 'keyword' } }),
    ]);
    expect(world.carriers.first.calls).toEqual([]);
  });

  test.each(["Don't stop now", 'The bus stop is far', 'Please cancel my visit', 'stop it', 'nonstop'])(
    '%j is no such wish by the exact words',
    async (body) => {
      const world = await createWorld();
      await world.text(ana, body);
      expect(conversationOf(world).consent).toBe('pending');
    },
  );

  test('on one line, then on all lines of the organisation, in the same change; others are untouched', async () => {
    const world = await createWorld();
    const first = await world.conversationWith(ana, lines.first);
    const second = await world.conversationWith(ana, lines.second);
    const rival = await world.conversationWith(ana, lines.rival);
    const other = await world.conversationWith(ben);
    const touched: string[][] = [];
    world.store.onCommit(({ conversations }) => touched.push(conversations.map(({ after }) => after.id)));
    await world.text(ana, 'STOP', lines.first);
    expect(touched).toEqual([[first.id, second.id]]);
    expect([first, second, rival, other].map(({ id }) => world.conversationState(id).consent)).toEqual([
      'opted_out',
      'opted_out',
      'pending',
      'pending',
    ]);
  });

  test('told again, then nothing changes', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'STOP');
    await world.tell(event);
    await world.tell(event);
    expect(conversationOf(world).version).toBe(1);
    expect(world.evidence('consent.opted_out')).toHaveLength(1);
  });

  test('told again after START, then they stay in: the repeat is no new wish', async () => {
    const world = await createWorld();
    const stop = world.inboundFrom(ana, 'STOP');
    await world.tell(stop);
    await world.text(ana, 'START');
    await world.tell(stop);
    expect(conversationOf(world).consent).toBe('consented');
  });

  test('while another line makes a conversation with them, then that one knows it too', async () => {
    const world = await createWorld();
    await world.conversationWith(ana, lines.first);
    world.before('commit', async () => void (await world.conversationWith(ana, lines.second)));
    await world.text(ana, 'STOP', lines.first);
    expect(world.store.everything().conversations.map(({ consent }) => consent)).toEqual([
      'opted_out',
      'opted_out',
    ]);
  });

  test('while a text waits in the outbox, then it is not sent', async () => {
    const world = await createWorld();
    const { id } = await world.conversationWith(ana);
    world.carriers.first.will({ kind: 'limited', retryAfterSeconds: 60 });
    const waiting = valueOf(await world.send(id, 'Hello.'));
    await world.text(ana, 'STOP');
    world.advance(61);
    await world.sweep();
    expect(world.stateOf(waiting.id)).toMatchObject({ status: 'failed', error: { code: 'opted_out' } });
    expect(world.carriers.first.left).toEqual([]);
  });
});

describe('given a person who opted out', () => {
  test.each(['START', 'Unstop', 'start!', 'Comenzar', 'INICIAR', 'YES', 'Sí'])(
    'when they text %j, then they are in again, with evidence, on every line',
    async (body) => {
      const world = await createWorld();
      const second = await world.conversationWith(ana, lines.second);
      await world.text(ana, 'STOP');
      world.advance(60);
      await world.text(ana, body);
      expect(conversationOf(world).consent).toBe('consented');
      expect(world.conversationState(second.id).consent).toBe('consented');
      expect(world.store.everything().people[0]).toMatchObject({
        consent: 'consented',
        consentedAt: world.now(),
        consentMethod: 'Text message',
      });
      expect(world.evidence('consent.consented')).toHaveLength(1);
      expect(valueOf(await world.send(conversationOf(world).id, 'Welcome back.')).status).toBe('sent');
    },
  );

  test('when they text anything else, then it is received, and they stay out', async () => {
    const world = await createWorld();
    await world.text(ana, 'STOP');
    await world.text(ana, 'I mean it');
    expect(conversationOf(world)).toMatchObject({ consent: 'opted_out', unreadCount: 2 });
  });

  test('when they text HELP, then nothing is sent', async () => {
    const world = await createWorld();
    await world.text(ana, 'STOP');
    await world.text(ana, 'HELP');
    world.advance(300);
    await world.sweep();
    expect(world.carriers.first.calls).toEqual([]);
    expect(world.evidence('consent.help_requested')).toEqual([]);
  });
});

test.each(['YES', 'Sí', 'si'])(
  'given a person who never stopped, when they answer %j, then it is an answer',
  async (body) => {
    const world = await createWorld();
    await world.text(ana, body);
    expect(conversationOf(world).consent).toBe('pending');
  },
);

test('given a person never heard from, when they text START, then they have consented', async () => {
  const world = await createWorld();
  await world.text(ana, 'START');
  expect(conversationOf(world).consent).toBe('consented');
});

describe('given a person who asks for help', () => {
  test.each(['HELP', 'help', ' Info ', 'Ayuda', '¡AYUDA!', 'Información'])(
    'by %j, then the help text of the line goes to them, with evidence',
    async (body) => {
      const world = await createWorld();
      await world.text(ana, body);
      expect(world.carriers.first.left).toEqual([{ to: ana, body: lines.first.helpText }]);
      const { items } = await world.thread(conversationOf(world).id);
      expect(items.map(({ direction, author, status }) => ({ direction, author, status }))).toEqual([
        { direction: 'inbound', author: null, status: 'received' },
        { direction: 'outbound', author: null, status: 'sent' },
      ]);
      expect(world.evidence('consent.help_requested')).toHaveLength(1);
      expect(conversationOf(world).consent).toBe('pending');
    },
  );

  test('told twice or at once, then they are answered once; asked twice, then twice', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'HELP');
    await Promise.all([world.tell(event), world.tell(event)]);
    await world.tell(event);
    expect(world.carriers.first.left).toHaveLength(1);
    await world.text(ana, 'HELP');
    expect(world.carriers.first.left).toHaveLength(2);
  });

  test('where the carrier answers by itself, or the line has no help text, then we do not', async () => {
    const world = await createWorld();
    world.carriers.first.answersHelp = true;
    await world.text(ana, 'HELP');
    const mute = { ...lines.second, helpText: null };
    await world.store.putLine(mute);
    await world.text(ana, 'HELP', mute);
    expect([...world.carriers.first.calls, ...world.carriers.second.calls]).toEqual([]);
  });

  test('and the guard is told of the answer as of any text', async () => {
    const world = await createWorld();
    await world.text(ana, 'HELP');
    expect(world.phi.checked).toEqual([lines.first.helpText]);
  });

  test('and a word of it stands in a sentence, then a person answers', async () => {
    const world = await createWorld();
    await world.text(ana, 'Can you help me?');
    expect(world.carriers.first.calls).toEqual([]);
  });

  test('when the worker dies once the request is stored, then the repeat of the webhook is answered', async () => {
    const world = await createWorld();
    const event = world.inboundFrom(ana, 'HELP');
    world.before('commit', async () => world.fails('commit'));
    await expect(world.tell(event)).rejects.toThrow();
    expect(world.carriers.first.calls).toEqual([]);
    await world.tell(event);
    expect(world.carriers.first.left).toHaveLength(1);
  });
});
