import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { importOldPage, openKeeping } from '../../src/shell/keeping.ts';
import { SETTINGS } from '../../src/shell/settings.ts';
import { Store } from '../../src/store/store.ts';
import { quiet, until } from '../components/support/quiet.ts';
import { allKept, deleteOwn, redirect } from '../store/database.ts';

const base = location.origin;
const todos = `1/${base}/record/mc-todos/`;
const event = (id: string, text = id) => ({ id, at: Date.now() - 1000, type: 'add', text });

describe('the dialog “Kept in this browser”', () => {
  beforeEach(async () => {
    redirect();
    await hub().store.flush();
    await deleteOwn();
  });
  afterEach(async () => {
    dialog()?.close();
    dialog()?.remove();
    for (const key of Object.keys(localStorage)) localStorage.removeItem(key);
    await hub().store.flush();
    sinon.restore();
  });

  const dialog = () => document.querySelector<HTMLDialogElement>('dialog#keeping');
  const label = () => dialog()?.textContent.replace(/\s+/g, ' ') ?? '';
  const button = (name: string): HTMLButtonElement => {
    const found = [...(dialog()?.querySelectorAll('button') ?? [])].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
    );
    if (!found) throw new Error(`no button ${name} in: ${label()}`);
    return found;
  };
  const put = async (...events: { id: string }[]): Promise<void> => {
    for (const each of events) hub().store.put(todos + each.id, each);
    await hub().store.flush();
  };
  const open = async (): Promise<void> => {
    openKeeping();
    await until(() => dialog()?.open && !label().includes('Counting…'), 'what is kept');
    await quiet();
  };
  const done = () =>
    until(() => !dialog()?.querySelector('[aria-busy=true]'), 'the end of the work').then(quiet);
  const names = async () => (await allKept()).map(([key]) => key);
  /** Chooses a file, as the browser's own picker does. */
  const choose = async (text: string): Promise<void> => {
    const input = dialog()?.querySelector('input');
    const files = new DataTransfer();
    files.items.add(new File([text], 'x.json', { type: 'application/json' }));
    if (!input) throw new Error('no input');
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await done();
  };
  const file = (entries: object, more = {}) =>
    JSON.stringify({ mission_control_export: 1, entries, ...more });

  it('tells what is kept and how much, is a dialog by name, and closes', async () => {
    await put(event('a'), event('b'));
    hub().store.put(`1/${base}/snapshot/status`, { json: {}, at: 1 });
    await open();
    expect(dialog()?.open).to.equal(true);
    const rows = [...(dialog()?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows).to.have.length(2);
    expect(rows[0]).to.match(/^Notes and events of the operator.* 2 \d+ B/);
    expect(rows[1]).to.match(/^Last answer.* 1 \d+ B/);
    expect(label()).to.match(/About \d+ B in all\. The browser counts [\d.]+ .?B for this origin and allows/);
    await expect(dialog()).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    expect(dialog()?.open).to.equal(false);
    await open();
    expect(document.querySelectorAll('dialog')).to.have.length(1);
    button('Close').click();
    expect(dialog()?.open).to.equal(false);
  });

  it('exports everything into a file named by the UTC date, with the settings', async () => {
    localStorage.setItem(SETTINGS, '{"theme":"dark"}');
    await put(event('a'));
    let saved: Blob | undefined;
    sinon.stub(URL, 'createObjectURL').callsFake((blob) => {
      saved = blob as Blob; // What is exported is one.
      return '#';
    });
    const names: string[] = [];
    sinon.stub(HTMLAnchorElement.prototype, 'click').callsFake(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await open();
    button('Export').click();
    await done();
    expect(names.join()).to.match(/^mission-control-\d{4}-\d\d-\d\d-\d{4}Z\.json$/);
    const exported = JSON.parse((await saved?.text()) ?? '') as Record<string, unknown>;
    expect(exported['entries']).to.have.all.keys(`${todos}a`);
    expect(exported['settings']).to.equal('{"theme":"dark"}');
    expect(label()).to.contain('1 entry');
  });

  it('imports a file, and lists what was taken and what was left out, markup as text', async () => {
    await put(event('a'));
    await open();
    const entries = { [`${todos}b`]: event('b'), '<img src=x onerror=alert(1)>': 1, [`${todos}c`]: {} };
    await choose(file(entries));
    expect(label()).to.contain('1 note or event of the operator taken.');
    expect(label()).to.match(
      /1 left out: its name is none of this version’s \(<img src=x onerror=alert\(1\)>\)/,
    );
    expect(label()).to.contain('1 left out: not an event with its id and time');
    expect(dialog()?.querySelector('img')).to.equal(null);
    expect(await names()).to.eql([`${todos}a`, `${todos}b`]);
    expect(dialog()?.querySelector('tbody')?.textContent).to.match(/\b2\b/);
    await choose(file({ [`${todos}b`]: (await new Store().get(`${todos}b`)) ?? {} }));
    expect(label()).to.contain('All of it was here already.');
    await choose('{"mission_control_export":1,"ent');
    expect(label()).to.match(/breaks off.*Nothing was taken/);
    await expect(dialog()).to.be.accessible();
  });

  it('takes the settings of a file where there are none, so that the page hears it, and else leaves them', async () => {
    const heard: (string | null)[] = [];
    const hear = ({ key }: StorageEvent) => heard.push(key);
    addEventListener('storage', hear);
    await open();
    await choose(file({}, { settings: '{"version":9,"theme":"dark","pinned":["mc-todos",5]}' }));
    const taken = localStorage.getItem(SETTINGS) ?? '';
    expect(JSON.parse(taken)).to.include({ theme: 'dark' }).and.to.not.have.property('version');
    expect(heard).to.eql([SETTINGS]);
    await choose(file({}, { settings: '{"theme":"light"}' }));
    removeEventListener('storage', hear);
    expect(localStorage.getItem(SETTINGS)).to.equal(taken);
    expect(label()).to.contain('stay as they are here');
  });

  it('clears at the second click only, which names what goes, and offers to export first', async () => {
    await put(event('a'), event('b'));
    hub().store.put('1/packs/night', { mission_control_pack: 1 });
    await hub().store.flush();
    await open();
    button(`Clear 2 notes and events of the operator of ${base}…`).click();
    await quiet();
    expect(label()).to.contain(`This lets go of 2 notes and events of the operator of ${base}`);
    expect(document.activeElement).to.equal(button('Clear now'));
    expect(button('Export first')).to.exist;
    expect(await names()).to.have.length(3);
    button('Keep').click();
    expect(label()).not.to.contain('This lets go of');
    expect(document.activeElement).to.equal(button('Import…'));
    button(`Clear 2 notes and events of the operator of ${base}…`).click();
    button('Clear now').click();
    await done();
    expect(await names()).to.eql(['1/packs/night']);
    button('Clear everything…').click();
    button('Clear now').click();
    await done();
    expect(await names()).to.eql([]);
    expect(label()).to.contain('Nothing is kept yet.');
    expect(button('Clear everything…').disabled).to.equal(true);
  });

  it('takes up the older page’s entries of this origin quietly, once, and shows what became of them', async () => {
    localStorage.setItem('sd_todos', '["Feed the ducks", 7]');
    localStorage.setItem('missionControlAnomalyLog', '[]');
    await importOldPage();
    await importOldPage();
    expect((await names()).filter((key) => key.startsWith(todos))).to.have.length(1);
    expect(localStorage.getItem('sd_todos')).to.equal('["Feed the ducks", 7]');
    await open();
    expect(label()).to.contain(
      'sd_todos: 1 entry read, 1 entry could not be read; its text is kept as it was.',
    );
    expect(label()).to.contain('missionControlAnomalyLog: kept as it was');
    expect(label()).to.contain('2 entries of the older page were found');
    button('Import from the older page').click();
    await done();
    expect((await names()).filter((key) => key.startsWith(todos))).to.have.length(1);
    expect(dialog()?.querySelector('pre'), 'no snippet').to.equal(null);
  });

  it('shows the snippet, ready to copy, where there is no older page', async () => {
    await importOldPage();
    await open();
    expect(dialog()?.querySelector('pre')?.textContent).to.contain('mission_control_old_page');
    const written: string[] = [];
    sinon.stub(navigator.clipboard, 'writeText').callsFake((text) => {
      written.push(text);
      return written.length > 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    button('Copy').click();
    await until(() => label().includes('The snippet was copied.'), 'the copy');
    expect(written).to.eql([dialog()?.querySelector('pre')?.textContent]);
    button('Copy').click();
    await until(() => label().includes('Selected: press'), 'the selection');
    expect(getSelection()?.toString()).to.contain('mission_control_old_page');
  });

  it('works where localStorage throws', async () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    for (const name of ['getItem', 'setItem', 'key'] as const)
      sinon.stub(Storage.prototype, name).callsFake(refuse);
    await importOldPage();
    await open();
    await choose(file({ [`${todos}b`]: event('b') }, { settings: '{"theme":"dark"}' }));
    expect(label()).to.contain('1 note or event of the operator taken.');
    expect(label()).to.contain('could not be saved here');
  });

  it('says so where storage is refused', async () => {
    sinon.restore();
    await deleteOwn();
    sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    localStorage.setItem('sd_todos', '["a"]');
    await importOldPage();
    hub().store.put(`${todos}a`, event('a'));
    await hub().store.flush();
    await open();
    expect(label()).to.contain('refuses storage here, so new values are not saved');
    await choose(file({ [`${todos}b`]: event('b') }));
    expect(label()).to.match(/1 left out: this browser saves nothing at the moment/);
    hub().store.put(`${todos}a`, undefined);
  });
});
