import {html} from '../lib/dom.js';
import {addWords, t} from '../lib/words.js';
import {Page} from '../ui/parts.js';
import words from '../words/dead.js';

addWords(words);

export default function Dead({path, query}) {
  return html`<${Page} title=${t('nav.dead')}><//>`;
}
