import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { readBody } from './http-body.ts';

/** A bucket as the template has it. */
export type BucketBlueprint = {
  readonly name: string;
  /** Pages that may read it from a browser. */
  readonly allowedOrigins: readonly string[];
};

const largestObjectBytes = 64 * 1024 * 1024;

const About = z.object({ key: z.string(), contentType: z.string(), modifiedAt: z.string() });

type Kept = { readonly body: Buffer; readonly etag: string } & z.infer<typeof About>;

/** Objects as two files each: the bytes, and what is said of them. Keys may be longer than names of files. */
const createFiles = (directory: string) => {
  const fileOf = (bucket: string, key: string): string =>
    join(directory, bucket, createHash('sha256').update(key).digest('hex'));
  const replace = (file: string, content: string | Buffer): void => {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  };
  return {
    put(bucket: string, about: z.infer<typeof About>, body: Buffer): void {
      const file = fileOf(bucket, about.key);
      mkdirSync(join(directory, bucket), { recursive: true });
      replace(file, body);
      replace(`${file}.json`, JSON.stringify(about));
    },
    get(bucket: string, key: string): Kept | undefined {
      const file = fileOf(bucket, key);
      try {
        const about = About.parse(JSON.parse(readFileSync(`${file}.json`, 'utf8')));
        const body = readFileSync(file);
        return { ...about, body, etag: `"${createHash('md5').update(body).digest('hex')}"` };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove(bucket: string, key: string): void {
      const file = fileOf(bucket, key);
      rmSync(`${file}.json`, { force: true });
      rmSync(file, { force: true });
    },
  };
};

/** The body without the frames of `aws-chunked` (sigv4-streaming), in which the SDK wraps it to add a checksum. */
export const withoutChunks = (body: Buffer): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    if (end < 0) return Buffer.concat(parts);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

/** An address that was signed for a while says when that began, and how long it is. */
const isExpired = (query: URLSearchParams, now: number): boolean => {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  if (date === undefined || time === undefined) return false;
  const iso = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`;
  return now > Date.parse(iso) + Number(query.get('X-Amz-Expires') ?? 0) * 1000;
};

const failures = {
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchBucket: [404, 'The specified bucket does not exist.'],
  AccessDenied: [403, 'Request has expired'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
} as const;

const refuse = (response: ServerResponse, code: keyof typeof failures): void => {
  const [status, message] = failures[code];
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
};

export type ObjectStore = {
  /** @returns false when the request is for another API. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

/**
 * What the product uses of S3's API, buckets addressed by path: `PutObject`, `GetObject`, `HeadObject`, `DeleteObject`,
 * signed addresses with their end, and what the bucket lets a browser read. Signatures are not checked.
 */
export const createObjectStore = (options: {
  readonly directory: string;
  readonly buckets: readonly BucketBlueprint[];
  readonly now: () => number;
}): ObjectStore => {
  const buckets = new Map(options.buckets.map((bucket) => [bucket.name, bucket]));
  const files = createFiles(options.directory);

  const put = async (
    request: IncomingMessage,
    response: ServerResponse,
    bucket: string,
    key: string,
  ): Promise<void> => {
    const sent = await readBody(request, largestObjectBytes);
    if (sent === null) return refuse(response, 'EntityTooLarge');
    const encoding = String(request.headers['content-encoding'] ?? '');
    const body = encoding.includes('aws-chunked') ? withoutChunks(sent) : sent;
    const contentType = String(request.headers['content-type'] ?? 'binary/octet-stream');
    files.put(bucket, { key, contentType, modifiedAt: new Date(options.now()).toUTCString() }, body);
    response.writeHead(200, { etag: files.get(bucket, key)?.etag ?? '' }).end();
  };

  const get = (response: ServerResponse, found: Kept, query: URLSearchParams, isHead: boolean): void => {
    const wished = (name: string): string | undefined => query.get(`response-${name}`) ?? undefined;
    response.writeHead(200, {
      'content-type': wished('content-type') ?? found.contentType,
      'content-length': String(found.body.length),
      'last-modified': found.modifiedAt,
      etag: found.etag,
      ...Object.fromEntries(
        ['content-disposition', 'cache-control'].flatMap((name) => {
          const value = wished(name);
          return value === undefined ? [] : [[name, value]];
        }),
      ),
    });
    response.end(isHead ? undefined : found.body);
  };

  return {
    answer: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, bucketName = '', path = ''] = /^\/([a-z0-9][a-zA-Z0-9.-]+)\/(.+)$/.exec(url.pathname) ?? [];
      const isSigned =
        url.searchParams.has('X-Amz-Signature') ||
        /\/s3\/aws4_request/.test(String(request.headers.authorization ?? ''));
      const bucket = buckets.get(bucketName);
      if (bucket === undefined && !isSigned) return false;
      const origin = request.headers.origin;
      if (origin !== undefined && bucket?.allowedOrigins.includes(origin)) {
        response.setHeader('access-control-allow-origin', origin);
        response.setHeader('vary', 'Origin');
      }
      const key = decodeURIComponent(path);
      const { method = 'GET' } = request;
      if (bucket === undefined) refuse(response, 'NoSuchBucket');
      // A bucket is private: whoever has neither keys nor a signed address learns nothing.
      else if (!isSigned || isExpired(url.searchParams, options.now())) refuse(response, 'AccessDenied');
      else if (method === 'PUT') await put(request, response, bucket.name, key);
      else if (method === 'DELETE') {
        files.remove(bucket.name, key);
        response.writeHead(204).end();
      } else if (method === 'GET' || method === 'HEAD') {
        const found = files.get(bucket.name, key);
        if (found === undefined) refuse(response, 'NoSuchKey');
        else get(response, found, url.searchParams, method === 'HEAD');
      } else refuse(response, 'MethodNotAllowed');
      return true;
    },
  };
};
