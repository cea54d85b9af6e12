import { describe, expect, test } from 'vitest';
import { ana, createWorld, lines, olivia, rita, valueOf, type TestWorld } from '../test/world.ts';
import { fetchNewMedia, mediaGaps } from './fetch-media.ts';
import { largestAnswerBytes, readMedia } from './read-media.ts';

const picture = { bytes: Uint8Array.from([1, 2, 3]), contentType: 'image/png' };
const place = (id: string): string => `https://carrier.example/${id}`;

/** Ana sends a text with these pictures; what the carrier told of them may be wrong. */
const sendPictures = async (world: TestWorld, ids: readonly string[], contentType = 'image/png') => {
  const event = world.inboundFrom(ana, 'Look');
  if (event.kind !== 'inbound') throw new Error('not inbound');
  const media = ids.map((carrierMediaId) => ({
    carrierMediaId,
    contentType,
    size: null,
    url: place(carrierMediaId),
  }));
  await world.tell({ kind: 'inbound', record: { ...event.record, media } });
  const conversation = await world.conversationWith(ana);
  const message = async () => (await world.thread(conversation.id)).items[0]!;
  return { id: (await message()).id, message };
};

const minute = 60;
const sweepAfter = async (world: TestWorld, seconds: number): Promise<void> => {
  world.advance(seconds);
  await world.sweep();
};

describe('a picture that a person sent', () => {
  test('is fetched once, kept, and shown from then on, whatever the carrier does', async () => {
    const world = await createWorld();
    world.carriers.first.files.set(place('m1'), picture);
    const { id, message } = await sendPictures(world, ['m1']);
    const before = await message();
    expect(before.media).toEqual([
      { id: 'm1', contentType: 'image/png', size: null, url: null, status: 'fetching' },
    ]);
    await fetchNewMedia(world.world, id);
    const after = await message();
    expect(after.media).toEqual([
      { id: 'm1', contentType: 'image/png', size: 3, url: `/api/media/${id}/m1`, status: 'stored' },
    ]);
    expect(after.version).toBe(before.version + 1);
    world.carriers.first.files.clear();
    await sweepAfter(world, 24 * 60 * minute);
    await fetchNewMedia(world.world, id);
    expect(world.carriers.first.fetched).toEqual([place('m1')]);
    const file = valueOf(await readMedia(world.world)(olivia, id, 'm1'));
    expect(file).toEqual({ contentType: 'image/png', disposition: 'inline', bytes: picture.bytes });
    expect(world.evidence('conversation.read').at(-1)).toMatchObject({ messageId: id, userId: 'olivia' });
  });

  test('comes by the sweep when nobody followed the stream, and not before the time kept for who does', async () => {
    const world = await createWorld();
    world.carriers.first.files.set(place('m1'), picture);
    const { message } = await sendPictures(world, ['m1']);
    await sweepAfter(world, 30);
    expect((await message()).media[0]?.status).toBe('fetching');
    await sweepAfter(world, 31);
    expect((await message()).media[0]?.status).toBe('stored');
  });

  test('is asked for again, at growing gaps, while the carrier is silent', async () => {
    const world = await createWorld();
    const carrier = world.carriers.first;
    carrier.mediaAnswer = false;
    carrier.files.set(place('m1'), picture);
    const { id, message } = await sendPictures(world, ['m1']);
    await fetchNewMedia(world.world, id);
    await sweepAfter(world, minute);
    await sweepAfter(world, minute);
    expect(carrier.fetched).toHaveLength(2);
    carrier.mediaAnswer = true;
    await sweepAfter(world, minute);
    expect((await message()).media[0]).toMatchObject({ status: 'stored', size: 3 });
    expect(world.stateOf(id)).toMatchObject({ mediaFetch: null, dueAt: null });
  });

  test('is given up after the last try, and says so', async () => {
    const world = await createWorld();
    world.carriers.first.mediaAnswer = false;
    const { id, message } = await sendPictures(world, ['m1']);
    for (const gap of mediaGaps) await sweepAfter(world, gap / 1000);
    expect((await message()).media[0]).toMatchObject({ status: 'unavailable', url: null });
    expect(world.stateOf(id)).toMatchObject({ mediaFetch: null, dueAt: null });
    expect(world.carriers.first.fetched).toHaveLength(mediaGaps.length);
    expect(await readMedia(world.world)(olivia, id, 'm1')).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('that the carrier has not is asked for once more, then it is known to be gone', async () => {
    const world = await createWorld();
    const { id, message } = await sendPictures(world, ['m1']);
    await fetchNewMedia(world.world, id);
    expect((await message()).media[0]?.status).toBe('fetching');
    await sweepAfter(world, minute);
    expect((await message()).media[0]?.status).toBe('unavailable');
  });

  test('whose workers all die does not keep the sweep busy for ever', async () => {
    const world = await createWorld();
    world.carriers.first.fetchMedia = () => Promise.reject(new Error('the worker died here'));
    const { id } = await sendPictures(world, ['m1']);
    for (const gap of [...mediaGaps, mediaGaps.at(-1)!]) await sweepAfter(world, gap / 1000);
    expect(world.stateOf(id)).toMatchObject({ media: [{ status: 'unavailable' }], dueAt: null });
  });
});

test('of several pictures each is shown as it comes; those that failed are asked for again alone', async () => {
  const world = await createWorld();
  const carrier = world.carriers.first;
  carrier.files.set(place('m1'), picture);
  const { id, message } = await sendPictures(world, ['m1', 'm2']);
  await fetchNewMedia(world.world, id);
  expect((await message()).media.map(({ status }) => status)).toEqual(['stored', 'fetching']);
  carrier.files.set(place('m2'), { ...picture, contentType: 'text/html' });
  await sweepAfter(world, minute);
  expect(carrier.fetched).toEqual([place('m1'), place('m2'), place('m2')]);
  expect((await message()).media[1]).toMatchObject({
    contentType: 'application/octet-stream',
    status: 'stored',
  });
  const file = valueOf(await readMedia(world.world)(olivia, id, 'm2'));
  expect(file.disposition).toBe('attachment');
});

test('two who fetch at once store one picture', async () => {
  const world = await createWorld();
  world.carriers.first.files.set(place('m1'), picture);
  const { id, message } = await sendPictures(world, ['m1']);
  await Promise.all([fetchNewMedia(world.world, id), fetchNewMedia(world.world, id)]);
  expect((await message()).version).toBe(2);
  expect(world.media.files.size).toBe(1);
});

test('ids that could not stand in an address, or twice, are replaced', async () => {
  const world = await createWorld();
  const { message } = await sendPictures(world, ['a/../b', 'm1', 'm1', '']);
  expect((await message()).media.map(({ id }) => id)).toEqual(['file-1', 'm1', 'file-3', 'file-4']);
});

test('no other organisation, and nobody with a guessed id, is shown a picture', async () => {
  const world = await createWorld();
  world.carriers.first.files.set(place('m1'), picture);
  const { id } = await sendPictures(world, ['m1']);
  await fetchNewMedia(world.world, id);
  for (const attempt of [
    readMedia(world.world)(rita, id, 'm1'),
    readMedia(world.world)(olivia, id, 'm2'),
    readMedia(world.world)(olivia, `${id}x`, 'm1'),
    readMedia(world.world)(olivia, 'nonsense', 'm1'),
  ]) {
    expect(await attempt).toMatchObject({ ok: false, code: 'not_found' });
  }
});

test('a file too large for one answer is given as an address', async () => {
  const world = await createWorld();
  world.carriers.first.files.set(place('m1'), {
    bytes: new Uint8Array(largestAnswerBytes + 1),
    contentType: 'video/mp4',
  });
  const { id } = await sendPictures(world, ['m1']);
  await fetchNewMedia(world.world, id);
  expect(valueOf(await readMedia(world.world)(olivia, id, 'm1'))).toEqual({
    contentType: 'video/mp4',
    disposition: 'inline',
    link: `memory:acme/${id}/m1`,
  });
});

test('a line is asked through its own carrier', async () => {
  const world = await createWorld();
  const event = world.inboundFrom(ana, 'Look', lines.second);
  if (event.kind !== 'inbound') throw new Error('not inbound');
  world.carriers.second.files.set(place('m1'), picture);
  const media = [{ carrierMediaId: 'm1', contentType: 'image/png', size: 3, url: place('m1') }];
  await world.tell({ kind: 'inbound', record: { ...event.record, media } }, lines.second);
  await sweepAfter(world, minute);
  expect(world.carriers.second.fetched).toEqual([place('m1')]);
});
