import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: 'index.html' }),
      // Not the time of the build: the same sources make the same files.
      version: { name: process.env['VERSION'] ?? 'development' },
      // Whoever serves the page adds the rest as a header; this part holds wherever the files lie.
      csp: {
        mode: 'hash',
        directives: {
          'script-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
        },
      },
    }),
  ],
  build: { target: 'es2023' },
});
