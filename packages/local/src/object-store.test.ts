import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createS3Media } from '@sms/media/s3';
import { localCredentials } from './database.ts';
import { createObjectStore } from './object-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'sms-objects-'));
const page = 'http://localhost:4000';
let now = Date.now();
const objects = createObjectStore({
  directory,
  buckets: [{ name: 'pictures', allowedOrigins: [page] }],
  now: () => now,
});
const server = createServer((request, response) => {
  void objects.answer(request, response).then((answered) => {
    if (!answered) response.writeHead(400).end('another API');
  });
});
let client: S3Client;
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new S3Client({
    endpoint: base,
    region: 'us-east-1',
    credentials: localCredentials,
    forcePathStyle: true,
  });
});
afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

const place = (Key: string) => ({ Bucket: 'pictures', Key });
const bytes = Buffer.from([0, 13, 10, 255, 13, 10]);

test('what is put is there, byte for byte, until it is deleted', async () => {
  const at = place('acme/c.m/ünder score');
  await client.send(new PutObjectCommand({ ...at, Body: bytes, ContentType: 'image/png' }));
  const got = await client.send(new GetObjectCommand(at));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
  expect(got).toMatchObject({ ContentType: 'image/png', ContentLength: bytes.length });
  expect((await client.send(new HeadObjectCommand(at))).ContentLength).toBe(bytes.length);
  await client.send(new DeleteObjectCommand(at));
  await expect(client.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('keeps and gives what the product keeps in it', async () => {
  const media = createS3Media({ client, bucket: 'pictures' });
  expect(await media.get('acme/c.m/one')).toBeNull();
  await media.put('acme/c.m/one', bytes, 'image/gif');
  expect(await media.get('acme/c.m/one')).toEqual({ bytes: new Uint8Array(bytes), contentType: 'image/gif' });
  const link = await media.link('acme/c.m/one', { contentType: 'image/png', disposition: 'attachment' });
  const read = await fetch(link);
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'attachment',
    'cache-control': 'no-store',
  });
  const missing = createS3Media({ client, bucket: 'other' });
  await expect(missing.get('x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a signed address ends, and is read by the page alone', async () => {
  await client.send(new PutObjectCommand({ ...place('one'), Body: bytes }));
  const url = await getSignedUrl(client, new GetObjectCommand(place('one')), { expiresIn: 60 });
  const read = (origin: string) => fetch(url, { headers: { origin } });
  expect((await read(page)).headers.get('access-control-allow-origin')).toBe(page);
  expect((await read('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
  now += 62_000;
  expect((await read(page)).status).toBe(403);
});

test('without a key nothing is told, and other requests are for other APIs', async () => {
  expect((await fetch(`${base}/pictures/one`)).status).toBe(403);
  expect((await fetch(`${base}/schedules/one`)).status).toBe(400);
});
