import { expect } from '@open-wc/testing';

describe('the menu', () => {
  const sheet = new CSSStyleSheet();

  before(async () => {
    sheet.replaceSync(await (await fetch('/static/shell.css')).text());
    document.adoptedStyleSheets.push(sheet);
  });
  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });

  it('is no higher than what is in it', () => {
    const menu = document.createElement('div');
    menu.id = 'menu';
    menu.popover = 'auto';
    menu.append(
      ...['Arrange', 'Reset'].map((name) =>
        Object.assign(document.createElement('button'), { textContent: name }),
      ),
    );
    document.body.append(menu);
    menu.showPopover();
    const box = menu.getBoundingClientRect();
    const last = menu.lastElementChild?.getBoundingClientRect();
    menu.remove();
    expect(last?.height).to.be.within(16, 60);
    expect(box.bottom - (last?.bottom ?? 0)).to.be.within(0, 12);
  });
});
