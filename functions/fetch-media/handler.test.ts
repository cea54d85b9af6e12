import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { fetchNewMedia } from '@sms/messaging/fetch-media';
import { messageItem } from '@sms/store/items';
import { createTestWorld, line } from '../testing.ts';
import { createHandler } from './handler.ts';

const url = 'https://api.twilio.com/2010-04-01/Media/ME1';

/** A text with a picture, as the stream tells of it. */
const given = async () => {
  const test = createTestWorld();
  await test.store.putLine(line);
  await recordCarrierEvent(test.world, line, {
    kind: 'inbound',
    record: {
      carrierMessageId: 'MM1',
      direction: 'inbound',
      from: '+12025550123',
      to: line.phone,
      body: 'Look',
      media: [{ carrierMediaId: 'ME1', contentType: 'image/png', size: null, url }],
      at: test.world.clock.now().toISOString(),
      status: null,
      error: null,
    },
  });
  const NewImage = marshall(messageItem(test.messages()[0]!)) as Record<string, never>;
  const handler = createHandler({
    log: test.world.log,
    fetchNewMedia: (messageId) => fetchNewMedia(test.world, messageId),
  });
  return { ...test, handler, event: { Records: [{ dynamodb: { NewImage } }] } };
};

test('a text that came with a picture gets it', async () => {
  const { handler, event, carrier, messages, media } = await given();
  carrier.fetchMedia = async () => ({ bytes: Buffer.from('png'), contentType: 'image/png' });
  await handler(event);
  expect(messages()[0]?.media).toMatchObject([{ id: 'ME1', status: 'stored', size: 3 }]);
  expect(media.files.size).toBe(1);
});

test('a picture that cannot be fetched or read fails nothing, and is told without a word of what it was', async () => {
  const { handler, event, carrier, lines, messages } = await given();
  carrier.fetchMedia = () => Promise.reject(new Error('secret words'));
  const broken = { dynamodb: { NewImage: { entity: { S: 'message' } } } };
  await handler({ Records: [broken, ...event.Records] });
  await handler(null);
  expect(messages()[0]?.media[0]?.status).toBe('fetching');
  expect(lines.filter((each) => 'event' in each && each.event === 'media_failed')).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(/secret|twilio\.com/);
});
