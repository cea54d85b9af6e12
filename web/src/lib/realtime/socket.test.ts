import type { ClientFrame, ServerFrame } from '@sms/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkTimeout, Link, pulse, pulseTimeout, type LinkState, type SocketLike } from './socket.ts';

class FakeSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  onerror: SocketLike['onerror'] = null;
  readonly sent: ClientFrame[] = [];
  closed = false;

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientFrame);
  }

  close(): void {
    this.closed = true;
  }

  opens(): void {
    this.onopen?.(new Event('open'));
  }

  says(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
  }

  breaks(): void {
    this.onclose?.(new Event('close') as CloseEvent);
  }
}

const subscribed: ServerFrame = { type: 'subscribed', topics: [{ topic: 'queue', version: null }] };

const setup = () => {
  const sockets: FakeSocket[] = [];
  const states: LinkState[] = [];
  const frames: ServerFrame[] = [];
  let tickets = 0;
  let refusesTickets = false;
  const link = new Link({
    ticket: async () => {
      tickets += 1;
      if (refusesTickets) throw new Error('no ticket');
      return `wss://example.org/realtime?ticket=${tickets}`;
    },
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    onState: (state) => states.push(state),
    onFrame: (frame) => frames.push(frame),
    random: () => 0,
  });
  link.listen(['queue']);
  const goLive = async (): Promise<FakeSocket> => {
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    const socket = sockets.at(-1)!;
    socket.opens();
    socket.says(subscribed);
    return socket;
  };
  return {
    link,
    sockets,
    states,
    frames,
    goLive,
    countTickets: () => tickets,
    refuseTickets: (refuses: boolean) => {
      refusesTickets = refuses;
    },
  };
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a link', () => {
  test('is live once the server has answered the subscription, not before', async () => {
    const { link, sockets, states } = setup();
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]!.opens();
    expect(sockets[0]!.sent[0]).toEqual({ action: 'subscribe', topics: ['queue'] });
    expect(states).toEqual(['opening']);
    sockets[0]!.says(subscribed);
    expect(states).toEqual(['opening', 'live']);
  });

  test('that breaks comes back with a fresh ticket', async () => {
    const { goLive, sockets, states, countTickets } = setup();
    (await goLive()).breaks();
    expect(states.at(-1)).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(countTickets()).toBe(2);
    expect(sockets).toHaveLength(2);
  });

  test('waits longer after each failure', async () => {
    const { link, countTickets, refuseTickets } = setup();
    refuseTickets(true);
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(countTickets()).toBe(1);
    // Without jitter: the floor.
    await vi.advanceTimersByTimeAsync(250);
    expect(countTickets()).toBe(2);
    refuseTickets(false);
    await vi.advanceTimersByTimeAsync(250);
    expect(countTickets()).toBe(3);
  });

  test('asks for its topics again at every pulse, and so learns the versions', async () => {
    const { goLive, frames } = setup();
    const socket = await goLive();
    socket.sent.length = 0;
    await vi.advanceTimersByTimeAsync(pulse);
    expect(socket.sent).toEqual([{ action: 'subscribe', topics: ['queue'] }]);
    socket.says(subscribed);
    expect(frames).toHaveLength(2);
  });

  test('over which nothing comes back is dead, though the socket stays open', async () => {
    const { goLive, states } = setup();
    const socket = await goLive();
    await vi.advanceTimersByTimeAsync(pulse + pulseTimeout);
    expect(socket.closed).toBe(true);
    expect(states.at(-1)).toBe('waiting');
  });

  test('is checked at once when somebody comes back to the page', async () => {
    const { link, goLive, states } = setup();
    const socket = await goLive();
    link.check();
    await vi.advanceTimersByTimeAsync(checkTimeout);
    expect(socket.closed).toBe(true);
    expect(states.at(-1)).toBe('waiting');
  });

  test('does not wait any longer when the network is back', async () => {
    const { link, goLive, countTickets } = setup();
    await goLive();
    link.lose();
    link.check();
    expect(countTickets()).toBe(2);
  });

  test('says what it wants to hear and what no longer, one after the other, each once the former is answered', async () => {
    const { link, goLive } = setup();
    const socket = await goLive();
    const said = () => socket.sent.splice(0);
    const both = ['queue', 'conversation:a'];
    said();
    link.listen(both);
    link.listen(['queue']);
    link.listen(both);
    link.listen(['queue']);
    expect(said()).toEqual([{ action: 'subscribe', topics: both }]);
    socket.says({ type: 'subscribed', topics: both.map((topic) => ({ topic, version: 1 })) });
    expect(said()).toEqual([{ action: 'unsubscribe', topics: ['conversation:a'] }]);
    link.listen(both);
    expect(said()).toEqual([]);
    socket.says({ type: 'unsubscribed', topics: ['conversation:a'] });
    expect(said()).toEqual([{ action: 'subscribe', topics: both }]);
  });

  test('takes word of a change that was too large for no answer', async () => {
    const { link, goLive } = setup();
    const socket = await goLive();
    const both = ['queue', 'conversation:a'];
    link.listen(both);
    link.listen(['queue']);
    socket.says({ type: 'subscribed', topics: [{ topic: 'conversation:a', version: 7 }] });
    expect(socket.sent.some(({ action }) => action === 'unsubscribe')).toBe(false);
  });

  test('whose wishes are not answered is dead', async () => {
    const { link, goLive, states } = setup();
    await goLive();
    link.listen(['queue', 'conversation:a']);
    await vi.advanceTimersByTimeAsync(pulseTimeout);
    expect(states.at(-1)).toBe('waiting');
  });

  test('asks for what was wanted while it was still opening', async () => {
    const { link, sockets } = setup();
    link.start();
    await vi.advanceTimersByTimeAsync(0);
    const socket = sockets[0]!;
    socket.opens();
    link.listen(['queue', 'conversation:a']);
    socket.says(subscribed);
    expect(socket.sent).toContainEqual({ action: 'subscribe', topics: ['queue', 'conversation:a'] });
  });

  test('hears nothing from a socket that it has given up', async () => {
    const { goLive, frames, states } = setup();
    const socket = await goLive();
    const { onmessage, onclose } = socket;
    socket.breaks();
    const heard = frames.length;
    onmessage?.({ data: JSON.stringify(subscribed) } as MessageEvent);
    onclose?.(new Event('close') as CloseEvent);
    expect(frames).toHaveLength(heard);
    expect(states.filter((state) => state === 'waiting')).toHaveLength(1);
  });

  test('that was stopped stays so', async () => {
    const { link, goLive, countTickets, states } = setup();
    await goLive();
    link.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(countTickets()).toBe(1);
    expect(states.at(-1)).toBe('closed');
  });

  test('does not mind what it cannot read', async () => {
    const { goLive, states } = setup();
    const socket = await goLive();
    socket.onmessage?.({ data: 'Bad gateway' } as MessageEvent);
    expect(states.at(-1)).toBe('live');
  });
});
