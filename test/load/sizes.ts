import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { LocalProduct } from '@sms/local';
import { figure, type Figure } from './figure.ts';

const page = fileURLToPath(new URL('../../web/build', import.meta.url));

const kilobytes = (bytes: number): number => bytes / 1024;

/** The bundle of each function, as it deploys. */
export const functionSizes = (product: LocalProduct): Figure[] => {
  const sizes = [...product.blueprint.functions.values()].map(({ directory, environment }) => ({
    name: environment['POWERTOOLS_SERVICE_NAME'] ?? directory,
    size: kilobytes(readFileSync(join(directory, 'index.mjs')).length),
  }));
  return [
    figure('bundle.largestFunctionKb', Math.max(...sizes.map(({ size }) => size)), 'kB'),
    ...sizes
      .sort((one, other) => other.size - one.size)
      .map(({ name, size }) => figure(`bundle.${name}Kb`, size, 'kB')),
  ];
};

/** Files that the first page names: what a browser loads before it shows anything. */
const firstLoad = (): string[] => {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  return [
    ...new Set(
      [...html.matchAll(/(?:href|import\(|src=)\s*=?\s*["']([^"']+\.(?:js|css))["']/g)].map(
        ([, file]) => file!,
      ),
    ),
  ];
};

const gzipped = (file: string): number => kilobytes(gzipSync(readFileSync(file), { level: 9 }).length);

export const pageSizes = (): Figure[] => {
  const first = firstLoad().reduce(
    (sum, file) => sum + gzipped(join(page, file)),
    gzipped(join(page, 'index.html')),
  );
  const all = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|html)$/.test(entry.name))
    .reduce((sum, entry) => sum + gzipped(join(entry.parentPath, entry.name)), 0);
  return [figure('spa.firstLoadGzipKb', first, 'kB'), figure('spa.allGzipKb', all, 'kB')];
};
