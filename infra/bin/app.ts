import { App } from 'aws-cdk-lib';
import { missionControl } from '../lib/app.ts';

try {
  missionControl(new App());
} catch (error) {
  // What is wrong with a parameter or a build is a sentence; the stack below it helps nobody.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
