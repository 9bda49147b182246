#!/usr/bin/env node
// In a checkout the sources run as they are, by tsx; the package carries them compiled.
import { existsSync } from 'node:fs';

const source = new URL('./main.ts', import.meta.url);
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api').catch(() => {
    console.error('Nothing is installed yet: run npm ci, then try again.');
    process.exit(1);
  });
  register();
  await import(source.href);
} else await import('../lib/cli/main.js');
