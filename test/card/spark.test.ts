import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { spark } from '../../src/card/spark.ts';

/** What is drawn of values: the attribute of each shape of a kind. */
function drawn(shape: string, attribute: string, ...given: Parameters<typeof spark>): (string | null)[] {
  const place = document.createElement('div');
  render(spark(...given), place);
  return [...place.querySelectorAll(shape)].map((each) => each.getAttribute(attribute));
}

describe('spark', () => {
  const lines: [name: string, values: (number | undefined)[], points: string[]][] = [
    ['nothing', [], []],
    ['only gaps', [undefined, undefined], []],
    ['from none at the bottom to the most at the top', [0, 5, 10], ['0.5,24 1.5,12 2.5,0']],
    ['a gap parts the line', [10, 10, undefined, 5, 0], ['0.5,0 1.5,0', '3.5,12 4.5,24']],
    ['one alone is a dot', [undefined, 4, undefined], ['1.5,0 1.5,0']],
    ['all none lie at the bottom', [0, 0], ['0.5,24 1.5,24']],
    ['what is no number is a gap', [NaN, 1, Infinity], ['1.5,0 1.5,0']],
  ];
  for (const [name, values, points] of lines)
    it(`draws a line: ${name}`, () =>
      expect(drawn('polyline', 'points', values, 'ok')).to.deep.equal(points));

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
