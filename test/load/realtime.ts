import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LocalProduct } from '@sms/local';
import { figure, percentile, type Figure } from './figure.ts';

const texts = 200;

/** From the person's phone through webhook, table, stream and fan-out to an open websocket. */
export const realtimeFigures = async (product: LocalProduct): Promise<Figure[]> => {
  const headers = {
    authorization: `Bearer ${await product.token('operator')}`,
    'content-type': 'application/json',
  };
  const post = async <T>(path: string, body: unknown): Promise<T> =>
    (await (
      await fetch(product.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    ).json()) as T;
  const { id } = await post<{ id: string }>('/api/conversations/resolve', { phone: '+12025550190' });
  const { url } = await post<{ url: string }>('/api/realtime/ticket', {});
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const subscribed = once(socket, 'message');
  socket.send(JSON.stringify({ action: 'subscribe', topics: [`conversation:${id}`] }));
  await subscribed;

  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  let heard: () => void = () => undefined;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; message?: { body: string } };
    const start = frame.type === 'message' ? sentAt.get(frame.message!.body) : undefined;
    if (start === undefined) return;
    latencies.push(performance.now() - start);
    heard();
  });
  for (let index = 0; index < texts; index += 1) {
    const body = `Text ${index}`;
    const next = new Promise<void>((resolve) => {
      heard = resolve;
      setTimeout(resolve, 5_000).unref();
    });
    sentAt.set(body, performance.now());
    await product.carriers.handsetSend({ from: '+12025550190', to: '+12025550100', body });
    await next;
  }
  socket.close();

  const yardstickStart = performance.now();
  for (let index = 0; index < 50; index += 1)
    await (await fetch(`${product.origin}/local/info`)).arrayBuffer();
  const yardstick = {
    name: 'one plain HTTP request here, ms',
    value: (performance.now() - yardstickStart) / 50,
  };
  return [
    figure('realtime.webhookToSocketP50Ms', percentile(latencies, 0.5), 'ms', { yardstick }),
    figure('realtime.webhookToSocketP95Ms', percentile(latencies, 0.95), 'ms', { yardstick }),
    figure('realtime.missed', texts - latencies.length, 'texts', { goal: { max: 0 } }),
  ];
};
