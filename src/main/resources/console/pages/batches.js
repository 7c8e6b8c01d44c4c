import {html} from '../lib/dom.js';
import {addWords, t} from '../lib/words.js';
import {Page} from '../ui/parts.js';
import words from '../words/batches.js';

addWords(words);

export default function Batches({path, query}) {
  return html`<${Page} title=${t('nav.batches')}><//>`;
}
