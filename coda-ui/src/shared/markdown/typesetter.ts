import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Sets formulas. Large, with fonts of its own, so it is loaded with the first formula. */
export const { renderToString } = katex;
