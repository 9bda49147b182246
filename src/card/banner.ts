import { css } from 'lit';

/** The styles of a banner: it is there only while it has something to say. */
export const bannerStyles = css`
  /* Else it is not there, though reserve.css makes it a grid: nor in a recorded moment, where its tone tells. */
  :host(:is([phase='empty'], [phase='loading'], [phase='replay'][tone='info'])) {
    display: none !important;
  }
  .news {
    display: grid;
    gap: 4px;
  }
  .what {
    font-size: var(--large);
    font-weight: 600;
    line-height: 1.25;
  }
`;
