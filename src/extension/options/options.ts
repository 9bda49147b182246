/** The page of the extension's options: environments, permissions, looks, and what is kept. */
import { html, render } from 'lit';
import { takeUpTheme } from '../looks.ts';
import { listenSettings, readSettings } from '../storage.ts';
import { Environments } from './environments.ts';
import { Kept } from './kept.ts';
import { switches } from './switches.ts';

const main = document.getElementById('options') ?? document.body;

async function start(): Promise<void> {
  let settings = await readSettings();
  let said = '';
  takeUpTheme(settings);
  const say = (sentence: string) => {
    said = sentence;
    draw();
  };
  const draw = () =>
    render(html`${environments.template()} ${switches(settings, said, say)} ${kept.template()}`, main);
  const environments = new Environments(settings, draw);
  const kept = new Kept(draw);
  listenSettings(() => {
    void readSettings().then((now) => {
      settings = now;
      takeUpTheme(settings);
      environments.settings = settings;
    });
  });
  draw();
}

void start();
