import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { spark, sparkStyles } from '../../src/card/spark.ts';

/** What is drawn of values: the attribute of each shape of a kind. */
function drawn(shape: string, attribute: string, ...given: Parameters<typeof spark>): (string | null)[] {
  const place = document.createElement('div');
  render(spark(...given), place);
  return [...place.querySelectorAll(shape)].map((each) => each.getAttribute(attribute));
}

/** The box that the engine paints of values on a card of 300 px, in px. */
async function painted(values: (number | undefined)[]): Promise<{ width: number; height: number }> {
  const place = document.createElement('div');
  render(spark(values), place);
  const drawing = place.querySelector('svg');
  const [width, height] = [300, 24];
  drawing?.setAttribute('width', String(width));
  drawing?.setAttribute('height', String(height));
  drawing?.prepend(
    Object.assign(document.createElementNS('http://www.w3.org/2000/svg', 'style'), {
      textContent: sparkStyles.cssText,
    }),
  );
  const image = new Image(width, height);
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(place.children[0] ?? place))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0);
  const alpha = context?.getImageData(0, 0, width, height).data.filter((_, index) => index % 4 === 3) ?? [];
  const inked = [...alpha].flatMap((value, index) => (value > 32 ? [index] : []));
  const size = (places: number[]): number => Math.max(...places) - Math.min(...places) + 1;
  return {
    width: size(inked.map((index) => index % width)),
    height: size(inked.map((index) => Math.floor(index / width))),
  };
}

describe('spark', () => {
  const lines: [name: string, values: (number | undefined)[], points: string[]][] = [
    ['nothing', [], []],
    ['only gaps', [undefined, undefined], []],
    ['from none at the bottom to the most at the top', [0, 5, 10], ['0.5,24 1.5,12 2.5,0']],
    ['a gap parts the line', [10, 10, undefined, 5, 0], ['0.5,0 1.5,0', '3.5,12 4.5,24']],
    ['one alone is a dot', [undefined, 4, undefined], ['1.5,0 1.501,0']],
    ['all none lie at the bottom', [0, 0], ['0.5,24 1.5,24']],
    ['what is no number is a gap', [NaN, 1, Infinity], ['1.5,0 1.501,0']],
  ];
  for (const [name, values, points] of lines)
    it(`draws a line: ${name}`, () =>
      expect(drawn('polyline', 'points', values, 'ok')).to.deep.equal(points));

  for (const values of [
    [4],
    [undefined, 4, undefined, undefined],
    Array.from({ length: 100 }, (_, x) => (x === 50 ? 4 : undefined)),
  ])
    it(`paints one alone among ${values.length} as a dot`, async () => {
      const { width, height } = await painted(values);
      expect(width).to.be.within(1, 4);
      expect(height).to.be.within(1, 4);
    });

  it('draws bars, where none is a hairline and a gap is nothing', () => {
    const values = [12, 0, undefined, 24];
    expect(drawn('rect', 'height', values, 'info', 'bars')).to.deep.equal(['12', '1', '24']);
    expect(drawn('rect', 'y', values, 'info', 'bars')).to.deep.equal(['12', '23', '0']);
    expect(drawn('rect', 'x', values, 'info', 'bars')).to.deep.equal(['0.1', '1.1', '3.1']);
  });

  it('is a picture that nobody needs to see', () => {
    expect(drawn('svg', 'aria-hidden', [1, 2])).to.deep.equal(['true']);
    expect(drawn('svg', 'class', [1, 2], 'bad')).to.deep.equal(['spark bad']);
  });
});
